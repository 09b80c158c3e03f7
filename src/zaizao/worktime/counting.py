"""Counting a limit along a calendar: days, months, years, office time and time on the wall, with stops left out.

Plain functions on days (ordinals) and moments; what a deadline is and how it is told stands in `deadline.py`.
Each function returns None when a stop that has not ended lies before the end of the count.
"""

from __future__ import annotations

import calendar as gregorian
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from msgspec.structs import replace

from zaizao.errors import Problem
from zaizao.units import Limit, Unit
from zaizao.worktime.calendar import WorkCalendar
from zaizao.worktime.errors import DeadlineError
from zaizao.worktime.office_hours import MINUTE, OfficeClock, OfficeHours, office_clock
from zaizao.worktime.suspension import (
    DayStop,
    Extension,
    MomentStop,
    Suspension,
    merge_days,
    merge_moments,
)

_MINUTES = {Unit.HOUR: 60, Unit.MINUTE: 1, Unit.WORKING_HOUR: 60, Unit.WORKING_MINUTE: 1}


def add_working_days(day: int, n: int, *, calendar: WorkCalendar, stops: Sequence[DayStop]) -> int | None:
    """The n-th working day after ``day`` that no stop covers; costs one step for each stop."""
    rank = calendar.rank_of(day) + n
    for first, last in _stops_ahead(stops, day + 1):
        if n == 0 or calendar.workday_ranked(rank).toordinal() < first:
            break
        if last is None:
            return None
        rank += calendar.rank_of(last) - calendar.rank_of(first - 1)
    return calendar.workday_ranked(rank).toordinal() if n else day


def _stops_ahead(stops: Sequence[DayStop], day: int) -> Iterator[DayStop]:
    """What is left of the stops from ``day`` on."""
    for first, last in stops:
        if last is None or last >= day:
            yield max(first, day), last


def add_natural_days(day: int, n: int, *, stops: Sequence[DayStop]) -> int | None:
    """The n-th day after ``day`` that no stop covers."""
    end = day + n
    for first, last in _stops_ahead(stops, day + 1):
        if end < first:
            break
        if last is None:
            return None
        end += last - first + 1
    return end


def add_months(day: int, months: int, *, stops: Sequence[DayStop]) -> int | None:
    """The corresponding day so many months on, or the month's last day (民法典 第202条), moved by every day stopped."""
    start = date.fromordinal(day)
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        return add_natural_days(day, date.max.toordinal() - day, stops=stops)
    last = gregorian.monthrange(year, month + 1)[1]
    end = date(year, month + 1, min(start.day, last)).toordinal()
    return add_natural_days(day, end - day, stops=stops)


def roll_forward(day: int, *, calendar: WorkCalendar, stops: Sequence[DayStop]) -> int | None:
    """``day`` when it is a working day that no stop covers, otherwise the next such day (民法典 第203条)."""
    end = _on_or_after(day, calendar)
    for first, last in stops:
        if end < first:
            break
        if last is None:
            return None
        if end <= last:
            end = _on_or_after(last + 1, calendar)
    return end


def _on_or_after(day: int, calendar: WorkCalendar) -> int:
    calendar.rank_of(day)
    return calendar.workday_ranked(calendar.rank_of(day - 1) + 1 if day > calendar.origin else 1).toordinal()


def add_wall_time(start: datetime, minutes: int, *, stops: Sequence[MomentStop]) -> datetime | None:
    """The moment when so many minutes of the clock on the wall have passed outside the stops."""
    end = _shift(start, timedelta(minutes=minutes))
    for begins, ends in _moments_ahead(stops, start):
        if end <= begins:
            break
        if ends is None:
            return None
        end = _shift(end, ends.astimezone(UTC) - begins.astimezone(UTC))
    return end


def _moments_ahead(stops: Sequence[MomentStop], now: datetime) -> Iterator[MomentStop]:
    """What is left of the stops from ``now`` on."""
    for begins, ends in stops:
        if ends is None or ends > now:
            yield max(begins, now), ends


def _shift(moment: datetime, by: timedelta) -> datetime:
    """Real time passes through changes of summer time, so it is added in UTC."""
    return (moment.astimezone(UTC) + by).astimezone(moment.tzinfo)


def add_office_time(
    start: datetime, minutes: int, *, clock: OfficeClock, stops: Sequence[MomentStop]
) -> datetime | None:
    """The earliest moment when so many office minutes have passed outside the stops."""
    if minutes == 0:
        return start
    end = clock.reading(start) + minutes * MINUTE
    for begins, ends in _moments_ahead(stops, start):
        at = clock.reading(begins)
        if end <= at:
            break
        if ends is None:
            return None
        end += clock.reading(ends) - at
    return clock.moment_at(end)


class Course(NamedTuple):
    """Everything a count depends on besides the limit: one calendar, one organ, the stops laid together."""

    calendar: WorkCalendar
    office_hours: OfficeHours
    days: tuple[DayStop, ...]
    moments: tuple[MomentStop, ...]


def lay_course(suspensions: Sequence[Suspension], *, calendar: WorkCalendar, office_hours: OfficeHours) -> Course:
    """Merge the stops once for both ways of counting."""
    if not suspensions:
        return Course(calendar, office_hours, (), ())
    return Course(calendar, office_hours, merge_days(suspensions), merge_moments(suspensions, calendar=calendar))


class Stage(NamedTuple):
    """Where one part of a limit (the limit itself, or an extension in another unit) begins and ends.

    For a part in days ``day_zero`` is not counted, ``raw_day`` is where the count ends and ``last_day`` where it
    comes to rest after days off; for a part in hours only the moments matter. None means the clock stands still.
    """

    part: Limit
    begins_at: datetime
    day_zero: int
    raw_day: int | None
    last_day: int | None
    due: datetime | None


def join_parts(limit: Limit, extensions: Sequence[Extension]) -> tuple[Limit, ...]:
    """The limit and its extensions, neighbours of one unit added up (20wd + 10wd is 30wd).

    Raises DeadlineError for an amount below nothing, which no text of a limit can say but a value can.
    """
    parts = [limit]
    for extension in extensions:
        if extension.limit.unit is parts[-1].unit:
            parts[-1] = replace(parts[-1], amount=parts[-1].amount + extension.limit.amount)
        else:
            parts.append(extension.limit)
    negative = [part for part in (limit, *(extension.limit for extension in extensions)) if part.amount < 0]
    if negative:
        raise DeadlineError(Problem("limit-negative", {"amount": part.amount}) for part in negative)
    return tuple(parts)


def run_stages(parts: Sequence[Limit], start: datetime, *, course: Course) -> tuple[Stage, ...]:
    """Count each part from where the one before ended; stops at the first that cannot end."""
    stages: list[Stage] = []
    moment, day = start, start.date().toordinal()
    for part in parts:
        stage = _run_part(part, moment, day, course)
        stages.append(stage)
        if stage.due is None or stage.last_day is None:
            break
        moment = stage.due
        day = stage.last_day if stage.raw_day is None else stage.raw_day
    return tuple(stages)


def _run_part(part: Limit, moment: datetime, day: int, course: Course) -> Stage:
    if not part.unit.counts_days:
        due = _add_time(part, moment, course)
        return Stage(part, moment, day, None, None if due is None else due.date().toordinal(), due)
    raw = _add_days(part, day, course)
    last = None if raw is None else roll_forward(raw, calendar=course.calendar, stops=course.days)
    if last is None:
        return Stage(part, moment, day, raw, None, None)
    return Stage(part, moment, day, raw, last, end_of_day(last, calendar=course.calendar))


def _add_days(part: Limit, day: int, course: Course) -> int | None:
    if part.unit is Unit.WORKING_DAY:
        return add_working_days(day, part.amount, calendar=course.calendar, stops=course.days)
    if part.unit is Unit.DAY:
        return add_natural_days(day, part.amount, stops=course.days)
    months = part.amount * 12 if part.unit is Unit.YEAR else part.amount
    return add_months(day, months, stops=course.days)


def _add_time(part: Limit, moment: datetime, course: Course) -> datetime | None:
    minutes = part.amount * _MINUTES[part.unit]
    if part.unit in (Unit.HOUR, Unit.MINUTE):
        return add_wall_time(moment, minutes, stops=course.moments)
    clock = office_clock(course.calendar, course.office_hours)
    return add_office_time(moment, minutes, clock=clock, stops=course.moments)


def end_of_day(day: int, *, calendar: WorkCalendar) -> datetime:
    """24:00 of the day, which is 0:00 of the next."""
    return calendar.midnight(date.fromordinal(day + 1))
