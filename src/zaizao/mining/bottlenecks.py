"""Where the most time goes, and how sure that is: shares of all time by activity, with intervals from resampling cases."""

from __future__ import annotations

from typing import Final

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from zaizao.eventlog import EventLog
from zaizao.mining.instances import Instances
from zaizao.mining.spread import SECOND

RESAMPLES: Final = 400
_LEVEL: Final = 95.0


class Bottleneck(Struct, frozen=True):
    """One activity: the time before and in it, as a share of that of all activities."""

    activity: str
    seconds: float
    """Waiting, working and passing time, calendar."""
    share: float
    low: float
    """The share's 95 % interval (percentile bootstrap over cases)."""
    high: float
    first_chance: float
    """In which part of the resamples it takes more time than any other."""


class Bottlenecks(Struct, frozen=True):
    """The activities with the most time first."""

    rows: tuple[Bottleneck, ...]
    resamples: int
    cases: int


def find_bottlenecks(
    log: EventLog, instances: Instances, *, generator: np.random.Generator, resamples: int = RESAMPLES
) -> Bottlenecks:
    """Shares of the time from enabled to end of all work, by activity.

    Cases are drawn with replacement, as they are (Efron's bootstrap; work inside a case is not independent).
    Work whose times are unknown adds nothing.
    """
    spent = instances.passing() / SECOND
    names = len(log.activity_names)
    whole = np.bincount(instances.activity, weights=spent, minlength=names)
    cases = len(log.case_names)
    cells, totals = _sum_cells(instances, spent, names)
    draws = np.empty((resamples, names))
    for number in range(resamples):
        weights = np.bincount(generator.integers(0, cases, cases), minlength=cases) if cases else np.zeros(0)
        draws[number] = np.bincount(
            cells % max(names, 1), weights=totals * weights[cells // max(names, 1)], minlength=names
        )
    sums = draws.sum(axis=1, keepdims=True)
    shares = np.divide(draws, sums, out=np.zeros_like(draws), where=sums > 0)
    low, high = np.percentile(shares, [(100 - _LEVEL) / 2, (100 + _LEVEL) / 2], axis=0) if resamples else (whole, whole)
    first = np.bincount(np.argmax(shares, axis=1), minlength=names) / max(resamples, 1) if names else whole
    total = whole.sum()
    rows = [
        Bottleneck(log.activity_names[code], float(whole[code]), float(whole[code] / total), float(low[code]),
                   float(high[code]), float(first[code]))
        for code in np.argsort(-whole, kind="stable")
        if whole[code] > 0
    ]  # fmt: skip
    return Bottlenecks(tuple(rows), resamples, cases)


def _sum_cells(
    instances: Instances, spent: NDArray[np.float64], names: int
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """The time of each activity in each case: fewer numbers to draw from than instances."""
    key = instances.case.astype(np.int64) * max(names, 1) + instances.activity
    cells, place = np.unique(key, return_inverse=True)
    return cells, np.bincount(place, weights=spent, minlength=len(cells)).astype(np.float64)
