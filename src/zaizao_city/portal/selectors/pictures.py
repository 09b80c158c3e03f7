"""The process as a picture: its course over the days for everyone, the lanes for who wants to see who does what."""

from __future__ import annotations

import functools
from collections.abc import Sequence

from attrs import frozen

from zaizao.notation import LaneRow, draw_lanes, lanes_table
from zaizao_city.catalogue.selectors.definitions import get_definition

KEPT = 256


@frozen
class Lanes:
    """One process drawn as lanes, and the table of the same facts."""

    svg: str
    rows: Sequence[LaneRow]


@functools.lru_cache(maxsize=KEPT)
def draw_process(digest: str, language: str) -> Lanes:
    """The lanes of a definition; a digest never changes its meaning, so they are drawn once."""
    definition = get_definition(digest)
    return Lanes(draw_lanes(definition, language=language, title=""), tuple(lanes_table(definition, language=language)))
