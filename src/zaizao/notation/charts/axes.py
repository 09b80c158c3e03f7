"""Axes: hair lines with their values, the words under them, lines that mark a place. Labels never overlap."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from zaizao.notation.charts.chart import Plot
from zaizao.notation.charts.scale import format_number, with_unit
from zaizao.notation.measure import clean_text, measure, shorten
from zaizao.notation.pen import element, text

MARK_LINE = 18.0


class Mark(Struct, frozen=True):
    """A place on the horizontal axis with its words: a median, a limit, the day something changed."""

    at: float
    label: str


def draw_heights(plot: Plot, ticks: Sequence[float], *, unit: str) -> list[str]:
    """Hair lines across with their values on the left; the unit stands on the topmost."""
    parts = []
    for place, value in enumerate(ticks):
        y = plot.y(value)
        last = place == len(ticks) - 1
        parts.append(
            element(
                "path", class_="zz-base" if value == 0 else "zz-hair", d=f"M{plot.left:.1f} {y:.1f}H{plot.right:.1f}"
            )
        )
        words = format_number(value)
        parts.append(text(words, x=plot.left - 6, y=y + 4, class_="zz-t12 zz-soft zz-end"))
        if last and unit:
            parts.append(text(unit, x=1, y=y - 12, class_="zz-t12 zz-soft"))
    return parts


def measure_heights(ticks: Sequence[float]) -> float:
    """The room that the values on the left need."""
    return max((measure(format_number(value), size=12) for value in ticks), default=0.0) + 8


def draw_places(plot: Plot, ticks: Sequence[tuple[float, str]], *, lines: bool = False) -> list[str]:
    """Words under the axis; one that would touch the one before it is left out."""
    parts: list[str] = []
    reached = -1e9
    for value, word in ticks:
        x, width = plot.x(value), measure(word, size=12)
        centre = min(max(x, width / 2), plot.right + 12 - width / 2)
        if lines:
            parts.append(element("path", class_="zz-hair", d=f"M{x:.1f} {plot.top:.1f}V{plot.bottom:.1f}"))
        if centre - width / 2 < reached + 8:
            continue
        reached = centre + width / 2
        parts.append(element("path", class_="zz-hair", d=f"M{x:.1f} {plot.bottom:.1f}v5"))
        parts.append(text(word, x=centre, y=plot.bottom + 18, class_="zz-t12 zz-soft zz-mid"))
    return parts


def number_places(plot: Plot, ticks: Sequence[float], *, unit: str) -> list[tuple[float, str]]:
    """Numbers for `draw_places`, the last with its unit."""
    inside = [value for value in ticks if plot.low - 1e-9 <= value <= plot.high + 1e-9]
    return [
        (value, with_unit(format_number(value), unit if place == len(inside) - 1 else ""))
        for place, value in enumerate(inside)
    ]


def draw_signs(plot: Plot, marks: Sequence[Mark], *, unit: str = "") -> list[str]:
    """Marked places: a dashed line and its words above the plot, each on a line of its own where they would touch (also the unit)."""
    parts: list[str] = []
    left = max(plot.left, measure(unit, size=12) + 10)
    levels: list[float] = []
    for mark in sorted(marks, key=lambda one: one.at):
        if not plot.low <= mark.at <= plot.high:
            continue
        word = shorten(clean_text(mark.label), width=plot.right - plot.left, size=12)
        x, width = plot.x(mark.at), measure(word, size=12)
        begin = min(max(x - width / 2, left), plot.right - width)
        level = next((n for n, reached in enumerate(levels) if begin > reached + 8), len(levels))
        levels[level : level + 1] = [begin + width]
        y = plot.top - 8 - level * MARK_LINE
        parts.append(element("path", class_="zz-sign-at", d=f"M{x:.1f} {y + 4:.1f}V{plot.bottom:.1f}"))
        parts.append(text(word, x=begin, y=y, class_="zz-t12 zz-ochre zz-b zz-halo"))
    return parts


def room_for_signs(marks: Sequence[Mark], *, width: float) -> float:
    """The height that the words of marked places may need above a plot."""
    if not marks:
        return 0.0
    needed = sum(measure(clean_text(mark.label), size=12) + 16 for mark in marks)
    return MARK_LINE * (1 if needed <= width * 0.6 else len(marks))
