"""The map of grids with the list of the places that matter; the list is the map for who cannot see it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One grid: its outline as an SVG path, its step (0 few – 4 many), whether something in it is late."""

    path: str
    step: int
    is_late: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place of the list; ``x`` and ``y`` are where its number stands on the map."""

    name: str
    note: str
    figure: str
    x: float
    y: float
    link: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GridMap:
    """``finding`` is the title; ``scale`` are the words at the three ends of the steps: 0, 10, 41 件."""

    finding: str
    describes: str
    width: int
    height: int
    cells: Sequence[Cell]
    places: Sequence[Place]
    heads: tuple[str, str]
    scale: tuple[str, str] = ("", "")
    note: str = ""
