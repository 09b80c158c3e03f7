"""The work of one side as aligned steps: one row for each piece of work, by case and then by time.

The time that passes before a piece of work (since the one before it in its case) belongs to its step, so the shares of
all steps add up exactly to how long the case took.
"""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from zaizao.eventlog import NO_CODE, NO_TIME
from zaizao.mining.clock import Clock
from zaizao.mining.comparison.alignment import Alignment
from zaizao.mining.comparison.sides import Side
from zaizao.mining.instances import pair_instances

DAY = 86_400_000_000
"""Microseconds."""
_EPOCH = 719_163
"""1970-01-01 as an ordinal of `datetime.date`."""


class Casework:
    """Columns of the pieces of work whose moment is known, and what follows from them by case."""

    def __init__(self, side: Side, alignment: Alignment, clock: Clock | None) -> None:
        self.side = side
        self.clock = clock
        self.phase_names = alignment.phases
        log, work = side.log, pair_instances(side.log)
        moment = np.where(work.end != NO_TIME, work.end, work.start)
        rows = np.flatnonzero(moment != NO_TIME)
        rows = rows[np.lexsort((moment[rows], work.case[rows]))]
        self.moment: NDArray[np.int64] = moment[rows]
        self.case: NDArray[np.int64] = work.case[rows].astype(np.int64)
        self.resource = work.resource[rows]
        self.row = work.row[rows]
        codes = np.array([*alignment.codes[side.name], -1], dtype=np.int64)
        self.step: NDArray[np.int64] = codes[work.activity[rows]]
        places = {name: place for place, name in enumerate(self.phase_names)}
        of_step = np.array([*(places[step.phase] for step in alignment.steps), -1], dtype=np.int64)
        self.phase: NDArray[np.int64] = of_step[self.step]
        self.size = len(log.case_names)

    @cached_property
    def follows(self) -> NDArray[np.bool_]:
        """Whether a row has one before it in its case."""
        found = np.zeros(len(self.case), dtype=np.bool_)
        found[1:] = self.case[1:] == self.case[:-1]
        return found

    @cached_property
    def gap(self) -> NDArray[np.float64]:
        """Days since the work before it in the case; 0 for the first."""
        found = np.zeros(len(self.case))
        found[1:] = np.where(self.follows[1:], np.diff(self.moment), 0) / DAY
        return found

    @cached_property
    def worked_gap(self) -> NDArray[np.float64] | None:
        """The same in working days of the calendar, NaN beyond it; None without a calendar."""
        if self.clock is None:
            return None
        wall = self.clock.read_wall(self.moment, self.side.log.offset[self.row])
        before = np.concatenate((wall[:1], wall[:-1]))
        worked = self.clock.count_work(np.where(self.follows, before, wall), wall)
        return np.where(worked == NO_TIME, np.nan, worked / _measure_day(self.clock))

    @cached_property
    def first(self) -> NDArray[np.int64]:
        """The row each case begins with; a case in which nothing was done yet has none."""
        return np.flatnonzero(~self.follows)

    def spread(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Values of the cases that have rows (as ``first``) as a row for every case, NaN for the others."""
        found = np.full(self.size, np.nan)
        found[self.case[self.first]] = values
        return found

    def add_up(self, values: NDArray[np.float64], rows: NDArray[np.bool_] | None = None) -> NDArray[np.float64]:
        """Sums by case."""
        chosen = slice(None) if rows is None else rows
        return np.bincount(self.case[chosen], weights=values[chosen], minlength=self.size).astype(np.float64)

    def count(self, rows: NDArray[np.bool_]) -> NDArray[np.float64]:
        """How many rows by case."""
        return np.bincount(self.case[rows], minlength=self.size).astype(np.float64)

    def count_different(self, values: NDArray[np.int64], rows: NDArray[np.bool_]) -> NDArray[np.float64]:
        """How many different values by case, among the rows."""
        width = int(values.max(initial=0)) + 1
        pairs = np.unique(self.case[rows] * width + values[rows])
        return np.bincount(pairs // width, minlength=self.size).astype(np.float64)

    @cached_property
    def hand_overs(self) -> NDArray[np.float64]:
        """How often one person followed another, by case; NaN where nobody is named."""
        named = np.flatnonzero(self.resource != NO_CODE)
        case, who = self.case[named], self.resource[named]
        moved = (case[1:] == case[:-1]) & (who[1:] != who[:-1])
        found = np.bincount(case[1:][moved], minlength=self.size).astype(np.float64)
        return np.where(self.count(self.resource != NO_CODE) > 0, found, np.nan)

    @cached_property
    def open_cases(self) -> NDArray[np.float64]:
        """How many other cases of the side were open when each began."""
        begins, ends = self.moment[self.first], self.moment[np.append(self.first[1:], len(self.case)) - 1]
        started = np.searchsorted(np.sort(begins), begins, side="left")
        over = np.searchsorted(np.sort(ends), begins, side="left")
        return self.spread((started - over).astype(np.float64))

    @cached_property
    def people_at_start(self) -> NDArray[np.float64]:
        """How many people worked in the month in which each case began; NaN where nobody is named."""
        months = self.moment.astype("datetime64[us]").astype("datetime64[M]").astype(np.int64)
        base = int(months.min(initial=0))
        named = self.resource != NO_CODE
        width = int(self.resource.max(initial=0)) + 1
        pairs = np.unique((months[named] - base) * width + self.resource[named])
        by_month = np.bincount(pairs // width, minlength=int(months.max(initial=base)) - base + 1)
        people = by_month[months[self.first] - base].astype(np.float64)
        return self.spread(np.where(people > 0, people, np.nan))


def _measure_day(clock: Clock) -> int:
    """Microseconds of office time of an ordinary working day: the longest of two weeks."""
    middle = (clock.calendar.first_day.toordinal() + clock.calendar.last_day.toordinal()) // 2 - _EPOCH
    days = (middle + np.arange(15, dtype=np.int64)) * DAY
    return int(clock.count_work(days[:-1], days[1:]).max())
