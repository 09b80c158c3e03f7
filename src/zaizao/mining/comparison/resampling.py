"""How sure a difference of two means is: bootstrap intervals and studentised permutation tests, both by case.

Cases are what is drawn: events of one case hang together. The permutation statistic is studentised, so that it tests
equal means also where spreads differ (Janssen 1997). From `LARGE` cases on each side its normal limit is taken.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

ROUNDS = 1999
"""Draws; the smallest p is 1 / 2000."""
LARGE = 4000
"""With so many cases that have a value on each side, draws add nothing to the normal limit."""
_AT_ONCE = 4_000_000
"""Cells of a matrix of draws worked on at a time."""
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


def compare_means(one: Columns, other: Columns, rng: np.random.Generator) -> list[Gap]:
    """A gap for each column. Rows are cases; NaN is a case for which the measure means nothing."""
    counts = [(~np.isnan(side)).sum(axis=0) for side in (one, other)]
    least = np.minimum(*counts)
    whole = least == min(len(one), len(other))
    drawn = (least >= 2) & (least < LARGE)
    gaps: list[Gap | None] = [None] * one.shape[1]
    for column in np.flatnonzero(~drawn):
        gaps[column] = _compare_at_large(one[:, column], other[:, column])
    seeds = rng.spawn(2)
    for columns, own in ((np.flatnonzero(drawn & whole), seeds[0]), (np.flatnonzero(drawn & ~whole), seeds[1])):
        if len(columns):
            for column, gap in zip(columns, _compare_by_draws(one[:, columns], other[:, columns], own), strict=True):
                gaps[column] = gap
    return [gap for gap in gaps if gap is not None]


def _compare_at_large(one: NDArray[np.float64], other: NDArray[np.float64]) -> Gap:
    a, b = one[~np.isnan(one)], other[~np.isnan(other)]
    if len(a) < 2 or len(b) < 2:
        return Gap(math.nan, math.nan, math.nan, math.nan)
    value = float(a.mean() - b.mean())
    error = math.sqrt(a.var(ddof=1) / len(a) + b.var(ddof=1) / len(b))
    p = math.erfc(abs(value) / error / math.sqrt(2)) if error > 0 else float(value == 0)
    return Gap(value, value - _Z95 * error, value + _Z95 * error, p)


def _compare_by_draws(one: Columns, other: Columns, rng: np.random.Generator) -> list[Gap]:
    parts = _Parts.cut(np.vstack((one, other)))
    first = np.zeros((1, len(one) + len(other)), dtype=np.float32)
    first[0, : len(one)] = 1
    seen, exact = _studentise(first, parts)[1], _subtract_means(one, other)
    beyond = np.zeros(one.shape[1])
    means: list[Floats] = []
    step = max(1, _AT_ONCE // max(first.shape[1], 1))
    for start in range(0, ROUNDS, step):
        rounds = min(step, ROUNDS - start)
        shuffled = rng.permuted(np.broadcast_to(first, (rounds, first.shape[1])), axis=1)
        statistic = _studentise(shuffled, parts)[1]
        beyond += (np.abs(statistic) >= np.abs(seen) * (1 - _EQUAL)).sum(axis=0)
        means.append(_draw_again(len(one), len(other), rounds, parts, rng))
    spread = np.quantile(np.vstack(means), (0.025, 0.975), axis=0)
    p = (1 + beyond) / (1 + ROUNDS)
    return [
        Gap(float(value), float(low), float(high), float(chance))
        for value, low, high, chance in zip(exact, spread[0], spread[1], p, strict=True)
    ]


class _Parts(Struct, frozen=True, eq=False):
    """Values by case and column, what their sums and squares need, in the precision that draws need."""

    values: Floats
    """Centred, so that squares do not drown small differences; 0 where unknown."""
    squares: Floats
    known: Floats | None
    """1 where a case has a value; None where all have."""

    @classmethod
    def cut(cls, both: Columns) -> _Parts:
        """From all cases, one side above the other."""
        known = ~np.isnan(both)
        centre = np.where(known, both, 0).sum(axis=0) / np.maximum(known.sum(axis=0), 1)
        values = np.where(known, both - centre, 0.0)
        mask = None if known.all() else known.astype(np.float32)
        return cls(values.astype(np.float32), (values * values).astype(np.float32), mask)

    def count(self, weights: Floats, rows: slice = slice(None)) -> Floats:
        """How many values each row of weights takes from each column."""
        if self.known is None:
            summed: Floats = weights.sum(axis=1, keepdims=True)
            return summed
        counted: Floats = weights @ self.known[rows]
        return counted


def _subtract_means(one: Columns, other: Columns) -> NDArray[np.float64]:
    difference: NDArray[np.float64] = np.nanmean(one, axis=0) - np.nanmean(other, axis=0)
    return difference


def _studentise(is_first: Floats, parts: _Parts) -> tuple[Floats, Floats]:
    """(difference of means, the same by its standard error) for each row of marks and each column of values."""
    total, squares, count = is_first @ parts.values, is_first @ parts.squares, parts.count(is_first)
    everything = np.ones((1, is_first.shape[1]), dtype=np.float32)
    rest = parts.values.sum(axis=0) - total, parts.squares.sum(axis=0) - squares, parts.count(everything) - count
    (mean_one, error_one), (mean_two, error_two) = _sum_up(total, squares, count), _sum_up(*rest)
    difference = mean_one - mean_two
    error = np.sqrt(error_one + error_two)
    return difference, np.divide(difference, error, out=np.zeros_like(difference), where=error > 0)


def _sum_up(total: Floats, squares: Floats, count: Floats) -> tuple[Floats, Floats]:
    """Mean and squared standard error."""
    size = np.maximum(count, 1)
    mean = total / size
    variance = np.maximum(squares / size - mean * mean, 0) * size / np.maximum(count - 1, 1)
    return mean, variance / size


def _draw_again(one: int, other: int, rounds: int, parts: _Parts, rng: np.random.Generator) -> Floats:
    """Differences of means of cases drawn again from each side with replacement."""
    found = []
    for size, rows in ((one, slice(0, one)), (other, slice(one, one + other))):
        weights = rng.multinomial(size, np.full(size, 1 / size), size=rounds).astype(np.float32)
        total, count = weights @ parts.values[rows], parts.count(weights, rows)
        found.append(total / np.maximum(count, 1))
    difference: Floats = found[0] - found[1]
    return difference
