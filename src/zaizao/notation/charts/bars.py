"""Bars from zero: label above, value at the right, the same at every width. Not for counts along an axis (`histogram`)."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from zaizao.notation.charts.chart import Chart, Frame, Plot, finish_chart, is_drawable, make_table, tell_table
from zaizao.notation.charts.scale import format_number, with_unit
from zaizao.notation.measure import clean_text, measure, wrap
from zaizao.notation.pen import element, text, words

_LINE = 20.0
_BAR = 11.0
_GAP = 12.0


class Bar(Struct, frozen=True):
    """One bar. ``says`` takes the place of the written number; ``aim`` draws a tick at another value."""

    label: str
    value: float
    note: str = ""
    mark: bool = False
    """Drawn in ochre: asks for a look. Say why in ``note``."""
    says: str | None = None
    aim: float | None = None


def draw_bars(
    bars: Sequence[Bar], *, title: str, unit: str = "", language: str = "zh", frame: Frame | None = None
) -> Chart:
    """Bars in the order given, from zero (to the left where negative); values that are no numbers have no bar.

    ``title`` says the finding; ``unit`` is written behind every number.
    """
    frame = frame or Frame()
    drawn = [bar.value for bar in bars if is_drawable(bar.value)]
    drawn += [bar.aim for bar in bars if bar.aim is not None and is_drawable(bar.aim)]
    plot = Plot(left=1, right=frame.width - 2, top=0, bottom=0, low=min(0.0, *drawn, 0.0), high=max(0.0, *drawn, 0.0))
    body: list[str] = []
    y = 0.0
    for bar in bars:
        part, used = _draw_bar(bar, y, plot=plot, unit=unit)
        body.append(part)
        y += used
    rows = [(clean_text(bar.label), _say_value(bar, unit), clean_text(bar.note)) for bar in bars]
    heads, table = make_table(("what", "value", "note"), rows, language=language)
    svg = finish_chart(
        body,
        kind="bars",
        height=max(y, 24.0),
        title=title,
        description=tell_table(table, language=language),
        frame=frame,
        language=language,
    )
    return Chart(svg, heads, table)


def _say_value(bar: Bar, unit: str) -> str:
    return with_unit(format_number(bar.value), unit) if bar.says is None else clean_text(bar.says)


def _draw_bar(bar: Bar, y: float, *, plot: Plot, unit: str) -> tuple[str, float]:
    """One row and its height."""
    value, note = _say_value(bar, unit), clean_text(bar.note)
    right = plot.right
    room = right - measure(value, size=14) * 1.08 - (measure(note, size=12) + 8 if note else 0) - 16
    below = room < right * 0.3 and bool(note)
    if below:
        room = right - measure(value, size=14) * 1.08 - 16
    lines = wrap(clean_text(bar.label), width=max(room, 60.0), size=14, most=2).lines
    parts = [text(line, x=plot.left, y=y + 15 + n * _LINE, class_="zz-t14") for n, line in enumerate(lines)]
    bottom = y + len(lines) * _LINE
    shown = element("tspan", class_="zz-b", inner=words(value))
    if note and not below:
        shown += element("tspan", class_="zz-t12 zz-soft", dx=6, inner=words(note))
    parts.append(element("text", class_="zz-end", x=right, y=y + 15, inner=shown))
    if below:
        said = wrap(note, width=right, size=12, most=2).lines
        parts += [
            text(line, x=plot.left, y=bottom + 13 + n * 17, class_="zz-t12 zz-soft") for n, line in enumerate(said)
        ]
        bottom += len(said) * 17 + 2
    parts += _draw_mark(bar, bottom + 3, plot=plot)
    return element("g", class_="zz-row", inner="".join(parts)), bottom - y + _BAR + 3 + _GAP


def _draw_mark(bar: Bar, y: float, *, plot: Plot) -> list[str]:
    zero = plot.x(0)
    parts = []
    if is_drawable(bar.value) and bar.value:
        end = plot.x(bar.value)
        width = max(abs(end - zero), 1.0)
        start = min(zero, end) if abs(end - zero) >= 1 or bar.value > 0 else zero - 1
        parts.append(
            element("rect", class_="zz-mark" if bar.mark else "zz-bar", x=start, y=y, width=width, height=_BAR)
        )
    parts.append(element("path", class_="zz-base", d=f"M{zero:.1f} {y:.1f}v{_BAR}"))
    if bar.aim is not None and is_drawable(bar.aim):
        parts.append(element("path", class_="zz-aim", d=f"M{plot.x(bar.aim):.1f} {y - 3:.1f}v{_BAR + 6}"))
    return parts
