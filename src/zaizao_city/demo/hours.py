"""When people are at work: moments of official time moved on by minutes of work, over nights, weekends and holidays."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from zaizao.units import Limit, Unit
from zaizao.worktime import WorkCalendar

SHIFTS = ((time(9), time(12)), (time(13), time(17)))
DAY = 420
"""Minutes of work in a day."""
_MINUTES = {Unit.WORKING_DAY: DAY, Unit.DAY: 280, Unit.WORKING_HOUR: 60, Unit.HOUR: 60}


def count_minutes(limit: Limit) -> int:
    """About how many minutes of work a limit leaves; days of the calendar as a little less than days of work."""
    return max(2, limit.amount * _MINUTES.get(limit.unit, 1))


def work_on(moment: datetime, minutes: int, calendar: WorkCalendar) -> datetime:
    """The moment at which so many minutes of work are done, begun at ``moment`` or when work begins again."""
    left, at = minutes, _enter(moment, calendar)
    whole, left = divmod(left, DAY)
    if whole:
        at = datetime.combine(calendar.add_workdays(at.date(), whole), at.time())
    while True:
        end = datetime.combine(at.date(), next(end for _, end in SHIFTS if at.time() < end))
        here = int((end - at).total_seconds()) // 60
        if left < here:
            return at + timedelta(minutes=left)
        left -= here
        at = _enter(end, calendar)


def _enter(moment: datetime, calendar: WorkCalendar) -> datetime:
    """The moment, or the next beginning of a shift if nobody is at work then."""
    day = moment.date()
    if calendar.is_workday(day):
        for begins, ends in SHIFTS:
            if moment.time() < ends:
                return max(moment, datetime.combine(day, begins))
    return datetime.combine(_find_next(day, calendar), SHIFTS[0][0])


def _find_next(day: date, calendar: WorkCalendar) -> date:
    day += timedelta(days=1)
    while not calendar.is_workday(day):
        day += timedelta(days=1)
    return day
