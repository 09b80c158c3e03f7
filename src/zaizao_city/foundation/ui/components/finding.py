"""A finding of the diagnosis as a card, and the comparison of cities as a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingCard:
    """What, where, why by law, the remedy, how sure; ``picture`` is SVG of the core, or empty."""

    code: str
    title: str
    where: str
    found: str
    basis: str
    remedy: str
    safety: str
    evidence: str = ""
    picture: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class City:
    """One row of a comparison; ``best`` are the numbers of the columns in which it is the best."""

    name: str
    figures: Sequence[object]
    remark: str = ""
    best: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Cities side by side."""

    caption: str
    heads: Sequence[str]
    cities: Sequence[City]
    remark_head: str = ""

    @property
    def rows(self) -> list[tuple[str, list[tuple[str, object, bool]], str]]:
        """For each city its name, each figure with its head and whether it is the best, and the remark."""
        return [
            (
                city.name,
                [
                    (head, figure, number in city.best)
                    for number, (head, figure) in enumerate(zip(self.heads, city.figures, strict=True))
                ],
                city.remark,
            )
            for city in self.cities
        ]
