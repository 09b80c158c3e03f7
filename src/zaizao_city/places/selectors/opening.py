"""Whether a counter is open, and when it opens next, by the dated calendar (holidays, make-up workdays)."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from zaizao.worktime.errors import OutsideCalendarError
from zaizao.worktime.office_hours import Intervals, OfficeHours, parse_intervals
from zaizao.worktime.year_plan import DayKind
from zaizao_city.places.conf import LOOK_AHEAD, get_calendar
from zaizao_city.places.models import Counter

WORKDAYS = 5


@functools.lru_cache(maxsize=256)
def _read_week(weekly: tuple[str, ...]) -> OfficeHours:
    days = [parse_intervals(text) for text in weekly]
    nothing: tuple[Intervals, ...] = ((),)
    return OfficeHours(weekly=(*days[:WORKDAYS], *nothing * 2), extended_weekly=(*nothing * WORKDAYS, *days[WORKDAYS:]))


def list_spans(weekly: Sequence[str], day: date) -> Intervals:
    """When a counter with these hours is open on the day, in minutes from midnight; nothing on a public holiday.

    Raises:
        OutsideCalendarError: no calendar is known for the day.
    """
    calendar = get_calendar()
    if calendar.kind_of(day) is DayKind.HOLIDAY:
        return ()
    return _read_week(tuple(weekly)).service_time(day, calendar=calendar)


def is_open(counter: Counter, *, now: datetime) -> bool:
    """Whether the counter is open at the moment."""
    return any(opens <= _count_minutes(now) < closes for opens, closes in list_known_spans(counter, now.date()))


def find_next_opening(counter: Counter, *, now: datetime) -> datetime | None:
    """When a counter that is closed opens next, within the days looked ahead; None where no calendar or no hours say."""
    for ahead in range(LOOK_AHEAD + 1):
        day = now.date() + timedelta(days=ahead)
        since = _count_minutes(now) if ahead == 0 else -1
        for opens, _closes in list_known_spans(counter, day):
            if opens > since:
                return datetime.combine(day, time()) + timedelta(minutes=opens)
    return None


def list_known_spans(counter: Counter, day: date) -> Intervals:
    """As `list_spans`; nothing where no calendar is known for the day."""
    try:
        return list_spans(counter.weekly, day)
    except OutsideCalendarError:
        return ()


def _count_minutes(now: datetime) -> int:
    return now.hour * 60 + now.minute
