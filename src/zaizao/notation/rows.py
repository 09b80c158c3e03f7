"""The vertical order of a picture: lanes made of rows, each with its channels, pointers, boxes and statuses."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from msgspec import Struct

from zaizao.definition.model import ProcessDefinition
from zaizao.notation.faces import Face
from zaizao.notation.geometry import (
    FOOT,
    LANE_NAME,
    LANE_NAME_LINE,
    LANE_PAD,
    POINTER,
    ROW_GAP,
    VISITS,
    Band,
)
from zaizao.notation.lanes import name_organ
from zaizao.notation.measure import measure, wrap
from zaizao.wording import say

CHANNEL_STEP = 9
_NAME_WIDEST = 7 * LANE_NAME
_NAME_NARROWEST = 4 * LANE_NAME
_NAME_PAD = 12


class Rows(Struct, frozen=True):
    """Where each row's centre line and each channel's first line lie, and the bands of the lanes."""

    centre: tuple[float, ...]
    channel: tuple[float, ...]
    bands: tuple[Band, ...]
    bottom: float
    visits_y: float


class LaneRows(Struct, frozen=True):
    """One lane's name and the faces on each of its rows."""

    organ: str
    rows: tuple[tuple[Face, ...], ...]
    with_visits: bool = False


def stack_rows(
    lanes: Sequence[LaneRows],
    *,
    definition: ProcessDefinition,
    language: str,
    top: float,
    lines_in_channel: Mapping[int, int],
) -> Rows:
    """Lay lane under lane and row under row; channel ``k`` lies above row ``k``, the last one below everything."""
    centre: list[float] = []
    channel: list[float] = []
    bands: list[Band] = []
    y = top
    visits_y = top
    for number, lane in enumerate(lanes):
        start = y
        y += LANE_PAD
        if lane.with_visits:
            visits_y = y + VISITS / 2 - 4
            y += VISITS
        for index, row in enumerate(lane.rows):
            y += ROW_GAP if index else 0
            channel.append(y + CHANNEL_STEP / 2)
            y += CHANNEL_STEP * lines_in_channel.get(len(channel) - 1, 0)
            y += POINTER if any(face.here for face in row) else 0
            tallest = max((face.height for face in row), default=20)
            centre.append(y + tallest / 2)
            y += tallest
            y += FOOT if any(face.status_text for face in row) else 0
        if number == len(lanes) - 1:
            channel.append(y + CHANNEL_STEP / 2 + 2)
            y += CHANNEL_STEP * lines_in_channel.get(len(channel) - 1, 0)
        y += LANE_PAD
        band, y = _close_band(lane, definition=definition, language=language, start=start, end=y)
        bands.append(band)
    return Rows(tuple(centre), tuple(channel) or (top,), tuple(bands), y, visits_y)


def _close_band(
    lane: LaneRows, *, definition: ProcessDefinition, language: str, start: float, end: float
) -> tuple[Band, float]:
    name = _lane_name(definition, lane, language=language)
    lines = wrap(name, width=_NAME_WIDEST, size=LANE_NAME, most=3).lines
    least = len(lines) * LANE_NAME_LINE + 16
    end = max(end, start + least)
    return Band(lane.organ, name, lines, start, end - start), end


def _lane_name(definition: ProcessDefinition, lane: LaneRows, *, language: str) -> str:
    if lane.with_visits and not lane.rows:
        return say("draw-visits", {}, language)
    return name_organ(definition, lane.organ, language=language)


def header_width(definition: ProcessDefinition, lanes: Sequence[LaneRows], *, language: str) -> float:
    """Room for the lanes' names: as much as the longest needs, up to seven characters a line."""
    names = [_lane_name(definition, lane, language=language) for lane in lanes]
    widths = [
        measure(line, size=LANE_NAME)
        for name in names
        for line in wrap(name, width=_NAME_WIDEST, size=LANE_NAME, most=3).lines
    ]
    return math.ceil(max([_NAME_NARROWEST, *widths])) + 2 * _NAME_PAD
