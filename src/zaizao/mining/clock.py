"""The clock that a log's times are counted on: a dated calendar, office hours, and what the log's own wall clock showed."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from zaizao.eventlog import NO_OFFSET, NO_TIME
from zaizao.worktime import DEFAULT, OfficeHours, WorkCalendar, elapsed_working_time, years_without_notice

HOUR: Final = 3_600_000_000
DAY: Final = 24 * HOUR
_MINUTE: Final = 60_000_000
_CHINA: Final = "CN"


class Clock(Struct, frozen=True):
    """A calendar and office hours. Wall times are microseconds that would be UTC if the wall clock showed UTC."""

    calendar: WorkCalendar
    hours: OfficeHours = DEFAULT

    @property
    def shift(self) -> int:
        """Microseconds by which the calendar's wall clock is ahead of UTC (its standard time)."""
        ahead = self.calendar.zone.utcoffset(datetime(2000, 1, 1))
        return (ahead or timedelta()) // timedelta(microseconds=1)

    def read_wall(self, moments: NDArray[np.int64], offsets: NDArray[np.int16]) -> NDArray[np.int64]:
        """What the wall clock showed at moments of UTC; NO_TIME stays.

        A time without a zone is taken as the wall clock's. On China's calendar any other is set to China's clock; on
        a calendar from abroad, which knows no zone, it stays as it was written, with the offset it was written in.
        """
        given = np.where(offsets == NO_OFFSET, 0, offsets).astype(np.int64) * _MINUTE
        if self.calendar.country == _CHINA:
            given = np.where(offsets == NO_OFFSET, 0, self.shift)
        return np.where(moments == NO_TIME, NO_TIME, moments + np.where(moments == NO_TIME, 0, given))

    def count_work(self, starts: NDArray[np.int64], ends: NDArray[np.int64]) -> NDArray[np.int64]:
        """Office microseconds between wall times; NO_TIME where one is missing or lies beyond the calendar."""
        return elapsed_working_time(self._moments(starts), self._moments(ends), self.calendar, self.hours)

    def find_doubtful_years(self, starts: NDArray[np.int64], ends: NDArray[np.int64]) -> tuple[int, ...]:
        """The years in which the calendar knows no official notice."""
        return years_without_notice(self._moments(starts), self._moments(ends), self.calendar)

    def read_weekdays(self, days: NDArray[np.int64]) -> NDArray[np.int64]:
        """The kind of week day (Monday 0) that days since 1970 are worked like.

        A holiday counts as the last day of the week, a make-up workday as a Friday; days beyond the calendar as they are.
        """
        plain = (days + 3) % 7
        flags = np.frombuffer(self.calendar.work_flags(), dtype=np.uint8)
        place = days - (self.calendar.origin - datetime(1970, 1, 1).toordinal())
        inside = (place >= 0) & (place < len(flags))
        works = np.where(inside, flags[np.clip(place, 0, len(flags) - 1)] == 1, True)
        rests = np.isin(plain, np.array(sorted(self.calendar.source.weekend)))
        last_rest = max(self.calendar.source.weekend, default=6)
        kind = np.where(inside & ~works & ~rests, last_rest, plain)
        return np.where(inside & works & rests, 4, kind)

    def _moments(self, wall: NDArray[np.int64]) -> NDArray[np.int64]:
        return np.where(wall == NO_TIME, NO_TIME, wall - np.where(wall == NO_TIME, 0, self.shift))
