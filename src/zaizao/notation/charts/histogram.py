"""How often values of each size occur: bins along an axis, marked places, and what lies beyond the last bin in words."""

from __future__ import annotations

import math
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
from zaizao.notation.charts.chart import Chart, Frame, Plot, finish_chart, tell_table
from zaizao.notation.charts.scale import format_number, nice_step, nice_ticks, with_unit
from zaizao.notation.pen import element, text
from zaizao.wording import say

_HEIGHT = 190.0


class Bin(Struct, frozen=True):
    """So many values from ``low`` to below ``high``."""

    low: float
    high: float
    count: float


def cut_bins(values: Sequence[float], *, most: int = 30) -> tuple[tuple[Bin, ...], int]:
    """Bins with round edges, and how many values lie beyond them: a long tail past the 99th hundredth is cut off.

    Values that are no numbers are left out.
    """
    kept = sorted(float(value) for value in values if math.isfinite(value))
    if not kept:
        return (), 0
    low, high = min(0.0, kept[0]), kept[-1]
    near = kept[min(len(kept) - 1, math.ceil(len(kept) * 0.99) - 1)]
    if high - low > 2 * (near - low) > 0:
        high = near
    if high <= low:
        return (Bin(low, low + 1, len(kept)),), 0
    step = nice_step((high - low) / most)
    first = math.floor(low / step)
    counts = [0] * (math.floor(high / step) - first + 1)
    beyond = 0
    for value in kept:
        place = math.floor(value / step) - first
        if place < len(counts):
            counts[place] += 1
        else:
            beyond += 1
    return tuple(Bin((first + n) * step, (first + n + 1) * step, count) for n, count in enumerate(counts)), beyond


def draw_histogram(
    bins: Sequence[Bin],
    *,
    title: str,
    unit: str = "",
    language: str = "zh",
    frame: Frame | None = None,
    marks: Sequence[Mark] = (),
    beyond: int = 0,
    counted: str = "",
) -> Chart:
    """Bins side by side; ``unit`` is that of the axis, ``counted`` what is counted (件), ``beyond`` how many lie past it."""
    frame = frame or Frame()
    ticks = nice_ticks(0, max((one.count for one in bins), default=0) or 1, most=4)
    left, top = measure_heights(ticks), 22 + room_for_signs(marks, width=frame.width)
    plot = Plot(
        left=left, right=frame.width - 14, top=top, bottom=top + _HEIGHT,
        low=bins[0].low if bins else 0, high=bins[-1].high if bins else 1, ceiling=ticks[-1],
    )  # fmt: skip
    places = nice_ticks(plot.low, plot.high, most=8 if frame.width > 500 else 4)
    body = draw_heights(plot, ticks, unit=counted) + [_draw_bin(one, plot) for one in bins if one.count]
    body += draw_places(plot, number_places(plot, places, unit=unit)) + draw_signs(plot, marks, unit=counted)
    height = plot.bottom + 28
    if beyond:
        said = say(
            "chart-beyond", {"count": f"{beyond:,}", "limit": with_unit(format_number(plot.high), unit)}, language
        )
        body.append(text(said, x=plot.right, y=height + 8, class_="zz-t12 zz-soft zz-end"))
        height += 16
    rows = _list_rows(bins, beyond, marks, unit=unit, language=language)
    heads = tuple(say(f"chart-{key}", {}, language) for key in ("range", "count"))
    svg = finish_chart(
        body,
        kind="histogram",
        height=height,
        title=title,
        description=tell_table(rows, language=language),
        frame=frame,
        language=language,
    )
    return Chart(svg, heads, rows)


def _draw_bin(one: Bin, plot: Plot) -> str:
    x, right, y = plot.x(one.low), plot.x(one.high), plot.y(one.count)
    width = max(right - x - (1.0 if right - x > 4 else 0.0), 0.5)
    return element(
        "rect", class_="zz-bar", x=x, y=min(y, plot.bottom - 1), width=width, height=max(plot.bottom - y, 1.0)
    )


def _list_rows(
    bins: Sequence[Bin], beyond: int, marks: Sequence[Mark], *, unit: str, language: str
) -> tuple[tuple[str, ...], ...]:
    rows = [
        (with_unit(f"{format_number(one.low)}–{format_number(one.high)}", unit), format_number(one.count))
        for one in bins
    ]
    if beyond and bins:
        limit = with_unit(format_number(bins[-1].high), unit)
        rows.append((say("chart-above", {"limit": limit}, language), f"{beyond:,}"))
    return tuple(rows) + tuple((mark.label, with_unit(format_number(mark.at), unit)) for mark in marks)
