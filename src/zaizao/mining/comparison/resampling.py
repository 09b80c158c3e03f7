"""How sure a difference of two means is: bootstrap intervals and studentised permutation tests, both by case.

Cases are what is drawn: events of one case hang together. The permutation statistic is studentised, so that it tests
equal means also where spreads differ (Janssen 1997). From `LARGE` cases on each side its normal limit is taken.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

ROUNDS = 1999
"""Draws; the smallest p is 1 / 2000."""
LARGE = 4000
"""With so many cases that have a value on each side, draws add nothing to the normal limit."""
_AT_ONCE = 40_000_000
"""Places in the orders of all sides that are drawn at a time."""
_MASKS = 4_000_000
"""Cells of a matrix of draws that is worked on at a time."""
_EQUAL = 1e-4
"""Statistics nearer than this are the same: draws of few values repeat each other."""
_Z95 = 1.959964
Columns = NDArray[np.float64]
Floats = NDArray[np.floating[Any]]


class Gap(Struct, frozen=True):
    """The difference of two means, one less other, with its 95 % interval and its two-sided p. NaN where it has none."""

    value: float
    low: float
    high: float
    p: float


def compare_means(sides: Sequence[Columns], rng: np.random.Generator) -> list[list[Gap]]:
    """For every two sides, in the order of `itertools.combinations`, a gap for each column.

    Rows are cases; NaN is a case for which the measure means nothing. Every pair sees the same draws of a side.
    """
    pairs = [_Pair(sides[one], sides[other], (one, other)) for one, other in combinations(range(len(sides)), 2)]
    drawing = [pair for pair in pairs if pair.drawn.any()]
    needed = sorted({side for pair in drawing for side in pair.places})
    again = {side: Again.begin(sides[side]) for side in needed}
    step = max(1, _AT_ONCE // max(sum(len(sides[side]) for side in needed), 1))
    for start in range(0, ROUNDS, step):
        rounds = min(step, ROUNDS - start)
        orders = {side: _shuffle(len(sides[side]), rounds, rng) for side in needed}
        for side in needed:
            again[side].draw(rounds, rng)
        for pair in drawing:
            pair.test(orders, rng)
    return [pair.list_gaps(again) for pair in pairs]


def _shuffle(size: int, rounds: int, rng: np.random.Generator) -> NDArray[np.unsignedinteger[Any]]:
    """For each round the cases of a side in an order of their own."""
    places = np.arange(size, dtype=np.min_scalar_type(size))
    shuffled: NDArray[np.unsignedinteger[Any]] = rng.permuted(np.broadcast_to(places, (rounds, size)), axis=1)
    return shuffled


class _Pair:
    """Two sides being compared: which columns are drawn for, and how often a draw was as far apart as what was seen."""

    def __init__(self, one: Columns, other: Columns, places: tuple[int, int]) -> None:
        self.one, self.other, self.places = one, other, places
        least = np.minimum(*((~np.isnan(side)).sum(axis=0) for side in (one, other)))
        self.drawn: NDArray[np.bool_] = (least >= 2) & (least < LARGE)
        self.beyond = np.zeros(one.shape[1], dtype=np.int64)

    def test(self, orders: Mapping[int, NDArray[np.unsignedinteger[Any]]], rng: np.random.Generator) -> None:
        """Count the draws in which cases dealt out blindly are as far apart.

        Of as many cases as the first side has, the number that come from it is hypergeometric; which they are is the
        beginning of an order drawn for the side, so that one order serves all pairs.
        """
        first, second = (orders[side] for side in self.places)
        sizes = first.shape[1], second.shape[1]
        own = rng.hypergeometric(*sizes, sizes[0], size=len(first))[:, None]
        for columns, parts in self._cut():
            seen = _studentise(*_mark(sizes), parts)
            step = max(1, _MASKS // sum(sizes))
            for start in range(0, len(first), step):
                rows = slice(start, start + step)
                mine = (first[rows] < own[rows]).astype(np.float32)
                theirs = (second[rows] < sizes[0] - own[rows]).astype(np.float32)
                statistic = _studentise(mine, theirs, parts)
                self.beyond[columns] += (np.abs(statistic) >= np.abs(seen) * (1 - _EQUAL)).sum(axis=0)

    def _cut(self) -> Iterator[tuple[NDArray[np.intp], _Parts]]:
        """The columns that all cases have a value in, and the others: these need their own counts."""
        both = np.vstack((self.one, self.other))
        whole = ~np.isnan(both).any(axis=0)
        for chosen in (self.drawn & whole, self.drawn & ~whole):
            if chosen.any():
                yield np.flatnonzero(chosen), _Parts.cut(both[:, chosen])

    def list_gaps(self, again: Mapping[int, Again]) -> list[Gap]:
        """A gap for each column."""
        gaps = [
            None if drawn else _compare_at_large(self.one[:, column], self.other[:, column])
            for column, drawn in enumerate(self.drawn)
        ]
        columns = np.flatnonzero(self.drawn)
        if len(columns):
            exact = np.nanmean(self.one[:, columns], axis=0) - np.nanmean(self.other[:, columns], axis=0)
            low, high = again[self.places[0]].measure_spread(again[self.places[1]], columns)
            p = (1 + self.beyond[columns]) / (1 + ROUNDS)
            for place, column in enumerate(columns):
                gaps[column] = Gap(*(float(one[place]) for one in (exact, low, high, p)))
        return [gap for gap in gaps if gap is not None]


class Again(Struct, eq=False):
    """Means of a side whose cases are drawn again with replacement, as they stray from its mean."""

    parts: _Parts
    centre: NDArray[np.float64]
    size: int
    drawn: list[Floats]

    @classmethod
    def begin(cls, side: Columns) -> Again:
        """Nothing drawn yet."""
        known = ~np.isnan(side)
        centre = np.where(known, side, 0).sum(axis=0) / np.maximum(known.sum(axis=0), 1)
        return cls(_Parts.cut(side), centre, len(side), [])

    def draw(self, rounds: int, rng: np.random.Generator) -> None:
        """So many rounds more."""
        step = max(1, _MASKS // self.size)
        for start in range(0, rounds, step):
            count = min(step, rounds - start)
            taken = rng.integers(0, self.size, (count, self.size))
            taken += np.arange(count)[:, None] * self.size
            weights = np.bincount(taken.ravel(), minlength=count * self.size).reshape(count, self.size)
            total, _, known = self.parts.divide(weights.astype(np.float32) @ self.parts.cells, self.size)
            self.drawn.append(total / np.maximum(known, 1))

    def measure_spread(self, other: Again, columns: NDArray[np.intp]) -> tuple[NDArray[np.float64], ...]:
        """Between which differences of means nineteen draws in twenty lie, for each of the columns."""
        mine, theirs = (np.vstack([one[:, columns] for one in side.drawn]) for side in (self, other))
        spread = np.quantile(mine - theirs, (0.025, 0.975), axis=0)
        centre = (self.centre - other.centre)[columns]
        return spread[0] + centre, spread[1] + centre


def _mark(sizes: tuple[int, int]) -> tuple[Floats, Floats]:
    """The cases of the first side among those of either, as they really are."""
    return np.ones((1, sizes[0]), dtype=np.float32), np.zeros((1, sizes[1]), dtype=np.float32)


def _compare_at_large(one: NDArray[np.float64], other: NDArray[np.float64]) -> Gap:
    a, b = one[~np.isnan(one)], other[~np.isnan(other)]
    if len(a) < 2 or len(b) < 2:
        return Gap(math.nan, math.nan, math.nan, math.nan)
    value = float(a.mean() - b.mean())
    error = math.sqrt(a.var(ddof=1) / len(a) + b.var(ddof=1) / len(b))
    p = math.erfc(abs(value) / error / math.sqrt(2)) if error > 0 else float(value == 0)
    return Gap(value, value - _Z95 * error, value + _Z95 * error, p)


class _Parts(Struct, frozen=True, eq=False):
    """What the sums of values by case and column need, in the precision that draws need."""

    cells: Floats
    """Three matrices side by side: values (centred, so that squares do not drown small differences; 0 where unknown),
    their squares, and 1 where there is a value; the last is left out where all cases have one."""
    width: int
    """How many columns there are."""

    @classmethod
    def cut(cls, cases: Columns) -> _Parts:
        """From the values of all cases."""
        known = ~np.isnan(cases)
        centre = np.where(known, cases, 0).sum(axis=0) / np.maximum(known.sum(axis=0), 1)
        values = np.where(known, cases - centre, 0.0)
        beside = [values, values * values, *([] if known.all() else [known])]
        return cls(np.hstack([one.astype(np.float32) for one in beside]), cases.shape[1])

    @property
    def are_whole(self) -> bool:
        """Whether every case has a value in every column."""
        return bool(self.cells.shape[1] == 2 * self.width)

    def divide(self, sums: Floats, taken: int) -> tuple[Floats, Floats, Floats | int]:
        """(values, squares, counts) in sums over as many cases as were ``taken``."""
        count = taken if self.are_whole else sums[:, 2 * self.width :]
        return sums[:, : self.width], sums[:, self.width : 2 * self.width], count


def _studentise(first: Floats, second: Floats, parts: _Parts) -> Floats:
    """The difference of means by its standard error, for each row of marks and each column of values.

    Marks say which cases are taken as the first side: ``first`` for those of the first side, ``second`` for the
    others; always as many as the first side has.
    """
    size, cases = first.shape[1], len(parts.cells)
    mine = first @ parts.cells[:size] + second @ parts.cells[size:]
    theirs = parts.cells.sum(axis=0) - mine
    (mean_one, error_one), (mean_two, error_two) = (
        _sum_up(*parts.divide(sums, taken)) for sums, taken in ((mine, size), (theirs, cases - size))
    )
    error = np.sqrt(error_one + error_two)
    statistic: Floats = np.divide(mean_one - mean_two, error, out=np.zeros_like(error), where=error > 0)
    return statistic


def _sum_up(total: Floats, squares: Floats, count: Floats | int) -> tuple[Floats, Floats]:
    """Mean and squared standard error."""
    size = np.maximum(count, 1).astype(np.float32)
    mean = total / size
    variance = np.maximum(squares / size - mean * mean, 0) * size / np.maximum(count - 1, 1)
    return mean, (variance / size).astype(np.float32)
