"""When an organ is open, and counting office time with prefix sums.

Two kinds of opening are kept apart: office time, which the clock counts, and extended service (evenings, weekends,
holidays), which takes applications in and leaves the clock as it is (LC13).
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import accumulate

from msgspec import Struct
from msgspec.structs import force_setattr

from zaizao.errors import Problem
from zaizao.worktime.calendar import WorkCalendar
from zaizao.worktime.errors import OfficeHoursError, OutsideCalendarError
from zaizao.worktime.year_plan import DayKind

Interval = tuple[int, int]
"""Opening and closing in minutes from midnight, e.g. (540, 720) for 9:00–12:00."""
Intervals = tuple[Interval, ...]

MINUTE = 60_000_000
"""Office time is counted in microseconds, so that no fraction is ever lost."""

_SPAN = re.compile(r"\s*(\d{1,2}):(\d{2})\s*[-–—]\s*(\d{1,2}):(\d{2})\s*")


def parse_intervals(text: str) -> Intervals:
    """Read ``9:00-12:00, 13:30-17:00``; an empty text is a closed day. 24:00 is the end of the day.

    Raises OfficeHoursError for anything else, and when times overlap or run backwards.
    """
    if not text.strip():
        return ()
    spans = []
    for part in re.split(r"[,，、;；]", text):
        match = _SPAN.fullmatch(part)
        if match is None:
            raise OfficeHoursError([Problem("office-hours-malformed", {"text": part.strip()})])
        opens_h, opens_m, closes_h, closes_m = map(int, match.groups())
        if opens_m > 59 or closes_m > 59:
            raise OfficeHoursError([Problem("office-hours-malformed", {"text": part.strip()})])
        spans.append((opens_h * 60 + opens_m, closes_h * 60 + closes_m))
    return _checked(spans)


def _checked(intervals: Iterable[Interval]) -> Intervals:
    found, previous = tuple(intervals), 0
    for opens, closes in found:
        if not previous <= opens < closes <= 24 * 60:
            raise OfficeHoursError([Problem("office-hours-overlap", {"text": write_intervals(found)})])
        previous = closes
    return found


def write_intervals(intervals: Intervals) -> str:
    """The text that `parse_intervals` reads."""
    return ", ".join(f"{a // 60}:{a % 60:02}-{b // 60}:{b % 60:02}" for a, b in intervals)


def _checked_week(week: Iterable[Iterable[Interval]]) -> tuple[Intervals, ...]:
    days = tuple(_checked(day) for day in week)
    if len(days) != 7:
        raise OfficeHoursError([Problem("office-hours-week", {"days": len(days)})])
    return days


def _checked_dates(
    dated: Mapping[date, Intervals] | Iterable[tuple[date, Intervals]],
) -> tuple[tuple[date, Intervals], ...]:
    pairs = dated.items() if isinstance(dated, Mapping) else dated
    return tuple(sorted((day, _checked(intervals)) for day, intervals in pairs))


def _checked_or_none(intervals: Iterable[Interval] | None) -> Intervals | None:
    return None if intervals is None else _checked(intervals)


_MORNING_AND_AFTERNOON: Intervals = ((9 * 60, 12 * 60), (13 * 60 + 30, 17 * 60))


class OfficeHours(Struct, frozen=True, cache_hash=True):
    """The opening times of one organ.

    ``weekly``: office time, Monday to Sunday. ``makeup``: office time of a make-up workday; None takes the week's
    first open day. ``exceptions``: office time of single working days (an afternoon closed, summer hours).
    ``extended_weekly`` and ``extended``: extra service that accepts intake and never moves the clock.
    Office time exists on working days of the calendar only: an exception on a day off is extended service.
    """

    weekly: tuple[Intervals, ...] = (_MORNING_AND_AFTERNOON,) * 5 + ((), ())
    makeup: Intervals | None = None
    exceptions: tuple[tuple[date, Intervals], ...] = ()
    extended_weekly: tuple[Intervals, ...] = ((),) * 7
    extended: tuple[tuple[date, Intervals], ...] = ()

    def __post_init__(self) -> None:
        force_setattr(self, "weekly", _checked_week(self.weekly))
        force_setattr(self, "makeup", _checked_or_none(self.makeup))
        force_setattr(self, "exceptions", _checked_dates(self.exceptions))
        force_setattr(self, "extended_weekly", _checked_week(self.extended_weekly))
        force_setattr(self, "extended", _checked_dates(self.extended))

    def office_time(self, day: date, *, calendar: WorkCalendar) -> Intervals:
        """The intervals of ``day`` that the clock counts; empty on a day off."""
        return self.time_on_kind(day, calendar.kind_of(day), dict(self.exceptions))

    def time_on_kind(self, day: date, kind: DayKind, exceptions: Mapping[date, Intervals]) -> Intervals:
        """As `office_time`, for a caller that has the kind and the exceptions at hand."""
        if not kind.is_work:
            return ()
        if day in exceptions:
            return exceptions[day]
        if kind is DayKind.MAKEUP:
            return self.makeup_time
        return self.weekly[day.weekday()]

    @property
    def makeup_time(self) -> Intervals:
        """Office time of a make-up workday (调休上班)."""
        if self.makeup is not None:
            return self.makeup
        return next((day for day in self.weekly if day), ())

    def service_time(self, day: date, *, calendar: WorkCalendar) -> Intervals:
        """All intervals of ``day`` in which intake is accepted: office time and extended service, merged."""
        spans = [*self.office_time(day, calendar=calendar), *self.extended_weekly[day.weekday()]]
        spans += [span for dated, intervals in self.extended if dated == day for span in intervals]
        if not calendar.is_workday(day):
            spans += [span for dated, intervals in self.exceptions if dated == day for span in intervals]
        return _merged(spans)

    def is_open(self, moment: datetime, *, calendar: WorkCalendar) -> bool:
        """Whether ``moment`` is office time, which the clock counts."""
        here = calendar.localise(moment)
        return _contains(self.office_time(here.date(), calendar=calendar), here)

    def accepts_intake(self, moment: datetime, *, calendar: WorkCalendar) -> bool:
        """Whether an application can be handed in at ``moment``, in office time or extended service."""
        here = calendar.localise(moment)
        return _contains(self.service_time(here.date(), calendar=calendar), here)

    def closing(self, day: date, *, calendar: WorkCalendar) -> datetime:
        """Close of business on ``day``; 24:00 when the organ is not open that day at all."""
        intervals = self.office_time(day, calendar=calendar)
        return calendar.midnight(day) + timedelta(minutes=intervals[-1][1] if intervals else 24 * 60)


def _merged(spans: Iterable[Interval]) -> Intervals:
    merged: list[Interval] = []
    for opens, closes in sorted(spans):
        if merged and opens <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(closes, merged[-1][1]))
        else:
            merged.append((opens, closes))
    return tuple(merged)


def _contains(intervals: Intervals, moment: datetime) -> bool:
    minute = moment.hour * 60 + moment.minute
    return any(opens <= minute < closes for opens, closes in intervals)


DEFAULT = OfficeHours()
"""Monday to Friday 9:00–12:00 and 13:30–17:00; make-up workdays the same."""


class OfficeClock:
    """Office time of one organ on one calendar as a running total, so that adding hours costs one search."""

    __slots__ = ("_calendar", "_days", "_total")

    def __init__(self, calendar: WorkCalendar, hours: OfficeHours) -> None:
        exceptions, first = dict(hours.exceptions), calendar.first_day
        days = (first + timedelta(days=i) for i in range(calendar.size))
        self._calendar = calendar
        self._days = [hours.time_on_kind(day, calendar.kind_of(day), exceptions) for day in days]
        lengths = (sum(b - a for a, b in day) * MINUTE for day in self._days)
        self._total = array("q", accumulate(lengths, initial=0))

    def reading(self, moment: datetime) -> int:
        """Office microseconds from the calendar's first day to ``moment``."""
        here = self._calendar.localise(moment)
        index = self._calendar.offset_of(here.date())
        return self._total[index] + _elapsed(self._days[index], _time_of_day(here))

    def moment_at(self, reading: int) -> datetime:
        """The earliest moment at which the clock shows ``reading``."""
        index = bisect_left(self._total, reading) - 1
        if index >= len(self._days):
            raise OutsideCalendarError(
                day=None, first=self._calendar.first_day, last=self._calendar.last_day, edition=self._calendar.edition
            )
        index = max(index, 0)
        within = _locate(self._days[index], reading - self._total[index])
        midnight = self._calendar.midnight(self._calendar.first_day + timedelta(days=index))
        return midnight + timedelta(microseconds=within)


def _time_of_day(moment: datetime) -> int:
    return ((moment.hour * 60 + moment.minute) * 60 + moment.second) * 1_000_000 + moment.microsecond


def _elapsed(intervals: Intervals, now: int) -> int:
    return sum(min(max(now - opens * MINUTE, 0), (closes - opens) * MINUTE) for opens, closes in intervals)


def _locate(intervals: Intervals, left: int) -> int:
    for opens, closes in intervals:
        if left <= (closes - opens) * MINUTE:
            return opens * MINUTE + left
        left -= (closes - opens) * MINUTE
    return 0


@lru_cache(maxsize=256)
def office_clock(calendar: WorkCalendar, hours: OfficeHours) -> OfficeClock:
    """The running total for this calendar and these hours, computed once."""
    return OfficeClock(calendar, hours)
