"""How far one log is from another, by several measures (Chapela-Campa et al., BPM 2023): each looks at one side alone.

All but the first are earth mover's distances of one dimension, in hours: how far the mass of one distribution has to be
moved to become the other.
"""

from __future__ import annotations

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

HOUR = 3_600.0
DAY_HOURS = 24
FARTHEST = 23.0
"""Hours between the two ends of a day: the distance where only one log has events on a weekday."""


class Traces(Struct, frozen=True, eq=False):
    """What the measures look at: case ``c`` has the rows ``first[c]`` to ``first[c + 1]``; seconds of local time."""

    first: Integers
    label: Integers
    start: Floats
    end: Floats

    @property
    def cases(self) -> int:
        """How many there are."""
        return len(self.first) - 1

    def cycle_times(self) -> Floats:
        """From the first start to the last end, of each case."""
        if not self.cases:
            return np.zeros(0)
        opened = np.minimum.reduceat(self.start, self.first[:-1])
        return np.maximum.reduceat(self.end, self.first[:-1]) - opened

    def opened(self) -> Floats:
        """When each case begins."""
        return np.minimum.reduceat(self.start, self.first[:-1]) if self.cases else np.zeros(0)


class Distances(Struct, frozen=True):
    """All measures of one pair of logs; hours, but the first, which is a share from 0 to 1."""

    n_gram: float
    """Of runs of three tasks."""
    absolute: float
    """Of all starts and ends along the calendar, by the hour."""
    relative: float
    """Of all starts and ends from the beginning of their case."""
    circadian: float
    """Of all starts and ends by the hour of the day, a mean over weekdays."""
    cycle_time: float
    arrival: float
    """Of the beginnings of cases along the calendar, by the hour."""


def measure_distances(ours: Traces, theirs: Traces) -> Distances:
    """All measures; the order of the two does not matter. Each must have a case."""
    return Distances(
        n_gram=measure_runs(ours, theirs),
        absolute=move_earth(*(np.floor(_all_moments(one) / HOUR) for one in (ours, theirs))),
        relative=move_earth(*(np.floor(_since_opening(one) / HOUR) for one in (ours, theirs))),
        circadian=measure_circadian(_all_moments(ours), _all_moments(theirs)),
        cycle_time=move_earth(*(np.floor(one.cycle_times() / HOUR) for one in (ours, theirs))),
        arrival=move_earth(*(np.floor(one.opened() / HOUR) for one in (ours, theirs))),
    )


def move_earth(ours: Floats, theirs: Floats) -> float:
    """The earth mover's distance of two samples: the area between their distribution functions."""
    if not len(ours) or not len(theirs):
        return float("nan")
    places = np.sort(np.concatenate((ours, theirs)))
    shares = [np.searchsorted(np.sort(one), places[:-1], side="right") / len(one) for one in (ours, theirs)]
    return float(np.sum(np.abs(shares[0] - shares[1]) * np.diff(places)))


def measure_circadian(ours: Floats, theirs: Floats) -> float:
    """The mean over weekdays of the distance between the hours of the day."""
    found = []
    for weekday in range(7):
        hours = [_hours_on(one, weekday) for one in (ours, theirs)]
        present = [len(one) > 0 for one in hours]
        found.append(move_earth(*hours) if all(present) else FARTHEST if any(present) else 0.0)
    return float(np.mean(found))


def measure_runs(ours: Traces, theirs: Traces, *, length: int = 3) -> float:
    """The share of runs of so many tasks (padded at both ends) that only one of the logs has."""
    counted = [_count_runs(one, length) for one in (ours, theirs)]
    total = sum(sum(one.values()) for one in counted)
    keys = counted[0].keys() | counted[1].keys()
    return sum(abs(counted[0].get(key, 0) - counted[1].get(key, 0)) for key in keys) / total if total else 0.0


def _count_runs(traces: Traces, length: int) -> dict[tuple[int, ...], int]:
    sizes = np.diff(traces.first) + length - 1
    padded = np.full(int(sizes.sum()) + length - 1, -1, dtype=np.int64)
    case = np.repeat(np.arange(traces.cases), np.diff(traces.first))
    padded[np.arange(len(traces.label)) + (case + 1) * (length - 1)] = traces.label
    runs = np.lib.stride_tricks.sliding_window_view(padded, length)
    runs = runs[np.any(runs >= 0, axis=1)]
    if not len(runs):
        return {}
    kinds, counts = np.unique(runs, axis=0, return_counts=True)
    return {tuple(kind): count for kind, count in zip(kinds.tolist(), counts.tolist(), strict=True)}


def _all_moments(traces: Traces) -> Floats:
    return np.concatenate((traces.start, traces.end))


def _since_opening(traces: Traces) -> Floats:
    opened = np.repeat(traces.opened(), np.diff(traces.first))
    return np.concatenate((traces.start - opened, traces.end - opened))


def _hours_on(moments: Floats, weekday: int) -> Floats:
    days = np.floor(moments / (DAY_HOURS * HOUR))
    these = moments[(days + 3) % 7 == weekday]
    hours: Floats = np.floor(np.mod(these, DAY_HOURS * HOUR) / HOUR)
    return hours
