"""A value with how sure it is, a row each: a point, the interval around it, and a line to compare them with."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from zaizao.notation.charts.axes import draw_places, number_places
from zaizao.notation.charts.chart import Chart, Frame, Plot, finish_chart, is_drawable, make_table, tell_table
from zaizao.notation.charts.scale import format_number, nice_ticks, with_unit
from zaizao.notation.measure import clean_text, measure, wrap
from zaizao.notation.pen import element, text, words

_LINE = 20.0
_ROW = 24.0


class Interval(Struct, frozen=True):
    """A value between ``low`` and ``high``; ``mark`` draws it in ochre (say why in ``note``)."""

    label: str
    value: float
    low: float
    high: float
    note: str = ""
    mark: bool = False


def draw_intervals(
    intervals: Sequence[Interval],
    *,
    title: str,
    unit: str = "",
    language: str = "zh",
    frame: Frame | None = None,
    reference: float | None = None,
    reference_label: str = "",
) -> Chart:
    """Rows in the order given over one axis; it begins at zero unless all values lie far from it.

    A row with a value that is no number is in the table and, without its mark, in the picture.
    """
    frame = frame or Frame()
    plot, ticks = _lay_axis(intervals, frame=frame, reference=reference)
    body: list[str] = []
    y = 20.0 if reference_label and reference is not None else 0.0
    for one in intervals:
        part, used = _draw_row(one, y, plot=plot, unit=unit)
        body.append(part)
        y += used
    plot = Plot(left=plot.left, right=plot.right, top=0, bottom=y, low=plot.low, high=plot.high)
    axis = draw_places(plot, number_places(plot, ticks, unit=unit), lines=True)
    if reference is not None:
        axis += _draw_reference(reference, reference_label, plot)
    rows = [(clean_text(one.label), *_say_row(one, unit), clean_text(one.note)) for one in intervals]
    heads, table = make_table(("what", "value", "interval", "note"), rows, language=language)
    svg = finish_chart(
        axis + body,
        kind="intervals",
        height=y + 28,
        title=title,
        description=tell_table(table, language=language),
        frame=frame,
        language=language,
    )
    return Chart(svg, heads, table)


def _lay_axis(
    intervals: Sequence[Interval], *, frame: Frame, reference: float | None
) -> tuple[Plot, tuple[float, ...]]:
    values = [v for one in intervals for v in (one.low, one.value, one.high) if is_drawable(v)]
    if reference is not None:
        values.append(reference)
    low, high = min(values, default=0.0), max(values, default=1.0)
    if low > 0 and low < (high - low) * 2:
        low = 0.0
    if high < 0 and -high < (high - low) * 2:
        high = 0.0
    ticks = nice_ticks(low, high if high > low else low + 1, most=6 if frame.width > 500 else 4)
    return Plot(left=8, right=frame.width - 24, top=0, bottom=0, low=ticks[0], high=ticks[-1]), ticks


def _say_row(one: Interval, unit: str) -> tuple[str, str]:
    between = f"{format_number(one.low)}～{format_number(one.high)}"
    return with_unit(format_number(one.value), unit), between


def _draw_row(one: Interval, y: float, *, plot: Plot, unit: str) -> tuple[str, float]:
    value, between = _say_row(one, unit)
    note = f"{between}　{clean_text(one.note)}" if one.note else between
    right = plot.right + 22
    taken = measure(value, size=14) * 1.08 + measure(note, size=12) + 24
    aside = taken < right * 0.55
    lines = wrap(clean_text(one.label), width=right - taken if aside else right, size=14, most=2).lines
    parts = [text(line, x=1, y=y + 15 + n * _LINE, class_="zz-t14 zz-halo") for n, line in enumerate(lines)]
    bottom = y + len(lines) * _LINE
    shown = element("tspan", class_="zz-b", inner=value) + element(
        "tspan", class_="zz-t12 zz-soft", dx=6, inner=words(note)
    )
    if aside:
        parts.append(element("text", class_="zz-end zz-halo", x=right, y=y + 15, inner=shown))
    else:
        parts.append(element("text", class_="zz-halo", x=1, y=bottom + 15, inner=shown))
        bottom += _LINE
    parts += _draw_mark(one, bottom + 9, plot)
    return element("g", class_="zz-row", inner="".join(parts)), bottom - y + _ROW + 4


def _draw_mark(one: Interval, y: float, plot: Plot) -> list[str]:
    extra = " zz-mark" if one.mark else ""
    parts = []
    if is_drawable(one.low, one.high):
        a, b = plot.x(one.low), plot.x(one.high)
        parts.append(
            element(
                "path",
                class_=f"zz-span{extra}",
                d=f"M{a:.1f} {y - 5:.1f}v10M{a:.1f} {y:.1f}H{b:.1f}M{b:.1f} {y - 5:.1f}v10",
            )
        )
    if is_drawable(one.value):
        parts.append(element("circle", class_=f"zz-point{extra}", cx=plot.x(one.value), cy=y, r=5))
    return parts


def _draw_reference(reference: float, label: str, plot: Plot) -> list[str]:
    x = plot.x(reference)
    parts = [element("path", class_="zz-base", d=f"M{x:.1f} {20 if label else 0}V{plot.bottom:.1f}")]
    if label:
        width = measure(clean_text(label), size=12)
        begin = min(max(x - width / 2, 1.0), max(plot.right + 22 - width, 1.0))
        parts.append(text(label, x=begin, y=13, class_="zz-t12 zz-b"))
    return parts
