"""Values along time or a number: one line for each series, named at its end, with a band where it is uncertain."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from msgspec import Struct

from zaizao.notation.charts.axes import (
    Mark,
    draw_heights,
    draw_places,
    draw_signs,
    measure_heights,
    number_places,
    room_for_signs,
)
from zaizao.notation.charts.chart import HUES, Chart, Frame, Plot, finish_chart, is_drawable, tell_table
from zaizao.notation.charts.scale import calendar_ticks, format_moment, format_number, nice_ticks, to_number
from zaizao.notation.measure import clean_text, measure, wrap
from zaizao.notation.pen import element, text
from zaizao.wording import say

_HEIGHT = 200.0
_LABEL_LINE = 15.0
_SAMPLE = 13.0

Place = float | dt.date


class Line(Struct, frozen=True):
    """One series: (place, value) in the order of their places; ``band``: (place, least, greatest)."""

    label: str
    points: tuple[tuple[Place, float], ...]
    band: tuple[tuple[Place, float, float], ...] = ()
    area: bool = False
    """Filled down to zero: for counts over time."""


class _Drawn(Struct, frozen=True):
    label: tuple[str, ...]
    hue: int
    y: float


def draw_lines(
    lines: Sequence[Line],
    *,
    title: str,
    unit: str = "",
    language: str = "zh",
    frame: Frame | None = None,
    marks: Sequence[Mark] = (),
    place_unit: str = "",
) -> Chart:
    """Lines over one axis, from zero unless a value is below it. Places are dates, moments or numbers (``place_unit``).

    A value that is no number breaks its line. Marks stand at `to_number` of their place.
    """
    frame = frame or Frame()
    plot, ticks = _lay_plot(lines, frame=frame, marks=marks)
    body = draw_heights(plot, ticks, unit=unit)
    if _is_time(lines):
        body += draw_places(
            plot, calendar_ticks(plot.low, plot.high, most=9 if frame.width > 500 else 4, language=language)
        )
    else:
        places = nice_ticks(plot.low, plot.high, most=8 if frame.width > 500 else 4)
        body += draw_places(plot, number_places(plot, places, unit=place_unit))
    for hue, line in enumerate(lines):
        body += _draw_line(line, hue % HUES, plot)
    body += draw_signs(plot, marks, unit=unit)
    if len(lines) > 1:
        body += _draw_names(lines, plot, room=frame.width - plot.right)
    rows, heads = _list_rows(lines, language=language)
    said = tell_table([(clean_text(line.label), _tell(line)) for line in lines], language=language)
    svg = finish_chart(
        body, kind="lines", height=plot.bottom + 28, title=title, description=said, frame=frame, language=language
    )
    return Chart(svg, heads, rows)


def _is_time(lines: Sequence[Line]) -> bool:
    return any(isinstance(place, dt.date) for line in lines for place, _ in line.points[:1])


def _lay_plot(lines: Sequence[Line], *, frame: Frame, marks: Sequence[Mark]) -> tuple[Plot, tuple[float, ...]]:
    values = [value for line in lines for _, value in line.points if is_drawable(value)]
    values += [value for line in lines for _, *both in line.band for value in both if is_drawable(value)]
    places = [to_number(place) for line in lines for place, _ in line.points]
    ticks = nice_ticks(min(0.0, *values, 0.0), max(*values, 0.0, 0.0) or 1.0, most=4)
    names = (
        max((measure(clean_text(line.label), size=12) for line in lines), default=0.0) + _SAMPLE + 13
        if len(lines) > 1
        else 14.0
    )
    top = 22 + room_for_signs(marks, width=frame.width)
    low, high = min(places, default=0.0), max(places, default=1.0)
    if high <= low:
        low, high = low - 0.5, high + 0.5
    plot = Plot(
        left=measure_heights(ticks), right=frame.width - min(names, frame.width * 0.32), top=top, bottom=top + _HEIGHT,
        low=low, high=high, floor=ticks[0], ceiling=ticks[-1],
    )  # fmt: skip
    return plot, ticks


def _draw_line(line: Line, hue: int, plot: Plot) -> list[str]:
    parts = []
    band = [(plot.x(to_number(p)), plot.y(a), plot.y(b)) for p, a, b in line.band if is_drawable(a, b)]
    if len(band) > 1:
        there = "L".join(f"{x:.1f} {y:.1f}" for x, y, _ in band)
        back = "L".join(f"{x:.1f} {y:.1f}" for x, _, y in reversed(band))
        parts.append(element("path", class_=f"zz-area zz-h{hue}", d=f"M{there}L{back}Z"))
    for run in _split_runs(line, plot):
        path = "L".join(f"{x:.1f} {y:.1f}" for x, y in run)
        if line.area:
            zero = plot.y(max(0.0, plot.floor))
            parts.append(
                element(
                    "path",
                    class_=f"zz-area zz-h{hue}",
                    d=f"M{run[0][0]:.1f} {zero:.1f}L{path}L{run[-1][0]:.1f} {zero:.1f}Z",
                )
            )
        parts.append(element("path", class_=f"zz-curve zz-h{hue}", d=f"M{path}" + ("h.01" if len(run) == 1 else "")))
    return parts


def _split_runs(line: Line, plot: Plot) -> list[list[tuple[float, float]]]:
    """Stretches of drawable points."""
    runs: list[list[tuple[float, float]]] = [[]]
    for place, value in line.points:
        if is_drawable(value):
            runs[-1].append((plot.x(to_number(place)), plot.y(value)))
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]


def _draw_names(lines: Sequence[Line], plot: Plot, *, room: float) -> list[str]:
    """Each name beside the end of its line, moved apart where they would touch."""
    names = []
    for hue, line in enumerate(lines):
        runs = _split_runs(line, plot)
        if runs:
            label = wrap(clean_text(line.label), width=room - _SAMPLE - 11, size=12, most=2).lines
            names.append(_Drawn(label=label, hue=hue % HUES, y=runs[-1][-1][1]))
    parts = []
    reached = plot.top - 20
    for name in sorted(names, key=lambda one: one.y):
        y = max(name.y + 4, reached + _LABEL_LINE)
        sample = f"M{plot.right + 4:.1f} {y - 4:.1f}h{_SAMPLE}"
        parts.append(element("path", class_=f"zz-curve zz-h{name.hue}", d=sample))
        parts += [
            text(word, x=plot.right + _SAMPLE + 9, y=y + n * _LABEL_LINE, class_="zz-t12")
            for n, word in enumerate(name.label)
        ]
        reached = y + (len(name.label) - 1) * _LABEL_LINE
    return parts


def _tell(line: Line) -> str:
    known = [value for _, value in line.points if is_drawable(value)]
    return f"{format_number(min(known))}～{format_number(max(known))}" if known else "—"


def _list_rows(lines: Sequence[Line], *, language: str) -> tuple[tuple[tuple[str, ...], ...], tuple[str, ...]]:
    """A row for each place, a column for each line."""
    places = sorted({place for line in lines for place, _ in line.points}, key=to_number)
    columns = [dict(line.points) for line in lines]
    rows = tuple(
        (
            format_moment(place, language=language),
            *(format_number(column[place]) if place in column else "" for column in columns),
        )
        for place in places
    )
    return rows, (say("chart-place", {}, language), *(clean_text(line.label) for line in lines))
