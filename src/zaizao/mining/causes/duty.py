"""When each person is on duty, as a running total of microseconds: by office hours, or as the log has seen them.

Seen: an hour of the week counts from the first to the last hour of that day in which the person began or ended
something in at least a tenth of the weeks in which they were about. Holidays and make-up workdays follow the calendar.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from zaizao.eventlog import NO_CODE, NO_TIME
from zaizao.mining.clock import DAY, HOUR, Clock

_SLOTS: Final = 168
SEEN_SHARE: Final = 0.1
"""The share of weeks in which an hour must have been worked (as in Simod and Prosimos, López-Pintado & Dumas 2022)."""
SEEN_ENOUGH: Final = 50
"""Moments below which one person says too little about their week; everybody's week is taken instead."""


class Duty(Struct, frozen=True, eq=False):
    """The hours of the week, one row a pattern; which pattern each person has."""

    patterns: NDArray[np.bool_]
    of_resource: NDArray[np.int64]
    clock: Clock

    def read(self, resource: int, moments: NDArray[np.int64]) -> NDArray[np.int64]:
        """Microseconds on duty to each wall time from the first day among them; only differences mean anything."""
        if not len(moments):
            return moments
        first_day = int(moments.min()) // DAY
        days = np.arange(first_day, int(moments.max()) // DAY + 1)
        week = self.patterns[self.of_resource[resource]].reshape(7, 24)
        hours = week[self.clock.read_weekdays(days)].reshape(-1)
        before = np.concatenate(([0], np.cumsum(hours))) * HOUR
        since = moments - first_day * DAY
        slot = since // HOUR
        found: NDArray[np.int64] = before[slot] + np.where(hours[slot], since - slot * HOUR, 0)
        return found


def observe_duty(resource: NDArray[np.int32], moments: NDArray[np.int64], *, resources: int, clock: Clock) -> Duty:
    """The weeks that the log shows. ``moments``: wall times at which each (coded) person began or ended something."""
    known = (resource != NO_CODE) & (moments != NO_TIME)
    who, when = resource[known].astype(np.int64), moments[known]
    day = when // DAY
    slot = clock.read_weekdays(day) * 24 + (when - day * DAY) // HOUR
    week = (day + 3) // 7
    counts = np.bincount(who, minlength=resources)
    own = np.flatnonzero(counts >= SEEN_ENOUGH)
    row = np.zeros(resources, dtype=np.int64)
    row[own] = np.arange(1, len(own) + 1)
    everybody = _find_pattern(np.zeros(len(who), dtype=np.int64), slot, week, rows=1)
    seen = row[who] > 0
    patterns = _find_pattern(row[who][seen] - 1, slot[seen], week[seen], rows=len(own))
    return Duty(np.concatenate((everybody, patterns)), row, clock)


def _find_pattern(
    row: NDArray[np.int64], slot: NDArray[np.int64], week: NDArray[np.int64], *, rows: int
) -> NDArray[np.bool_]:
    if not len(row):
        return np.ones((rows, _SLOTS), dtype=np.bool_)
    first_week = int(week.min())
    span = int(week.max()) - first_week + 1
    distinct = np.unique((row * _SLOTS + slot) * span + (week - first_week)) // span
    weeks_seen = np.bincount(distinct, minlength=rows * _SLOTS).reshape(rows, _SLOTS)
    about = _count_weeks(row, week, rows)
    worked = (weeks_seen >= np.maximum(SEEN_SHARE * about, 1)[:, None]).reshape(rows, 7, 24)
    filled = np.logical_or.accumulate(worked, axis=2) & np.logical_or.accumulate(worked[:, :, ::-1], axis=2)[:, :, ::-1]
    return np.asarray(filled.reshape(rows, _SLOTS), dtype=np.bool_)


def _count_weeks(row: NDArray[np.int64], week: NDArray[np.int64], rows: int) -> NDArray[np.int64]:
    first = np.full(rows, np.iinfo(np.int64).max)
    last = np.full(rows, np.iinfo(np.int64).min)
    np.minimum.at(first, row, week)
    np.maximum.at(last, row, week)
    return np.asarray(last - first + 1, dtype=np.int64)
