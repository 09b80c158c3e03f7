"""Chance that is the same every time: dice named after what they are thrown for. No global randomness, no clock."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """Throws for one matter; equal names throw alike."""

    __slots__ = ("_random", "name")

    def __init__(self, name: str) -> None:
        self.name = name
        self._random = Random(name)  # noqa: S311 - nothing secret hangs on it

    def about(self, what: str) -> Dice:
        """Other dice, for something within the matter; how often these were thrown does not matter."""
        return Dice(f"{self.name}/{what}")

    def happens(self, chance: float) -> bool:
        """Whether something happens that happens so often, of 1."""
        return self._random.random() < chance

    def pick(self, among: Sequence[T]) -> T:
        """One of them, each as likely."""
        return among[int(self._random.random() * len(among))]

    def weigh(self, shares: Mapping[str, int]) -> str:
        """One of the names, as likely as its share."""
        mark = self._random.random() * sum(shares.values())
        for name, share in shares.items():
            mark -= share
            if mark < 0:
                return name
        return next(iter(shares))

    def draw(self, low: float, high: float, most: float) -> float:
        """A number between two, most often near a third."""
        return self._random.triangular(low, high, most)

    def count(self, low: int, high: int) -> int:
        """A whole number between two, both included."""
        return low + int(self._random.random() * (high - low + 1))
