"""How much of a limit is used at a moment, and when a share of it will be.

A deadline's counted time is a row of disjoint spans: whole days that count, office time, or time on the wall.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from zaizao.units import Unit
from zaizao.worktime.counting import Course, Stage, join_parts, lay_course, run_stages
from zaizao.worktime.suspension import DayStop, MomentStop

if TYPE_CHECKING:
    from zaizao.worktime.deadline import Deadline

Span = tuple[datetime, datetime]
_ZERO = timedelta(0)


def used_fraction(deadline: Deadline, now: datetime) -> float | None:
    """The share of the counted time used at ``now``, 0.0 to 1.0; None while paused."""
    now = deadline.calendar.localise(now)
    if deadline.due is None:
        return None
    if now >= deadline.due:
        return 1.0
    spans = counted_spans(deadline)
    used = sum((_length(begins, min(ends, now)) for begins, ends in spans if begins < now), _ZERO)
    return used / _total(spans) if used else 0.0


def moment_of_fraction(deadline: Deadline, fraction: float) -> datetime | None:
    """The earliest moment when that share is used; None while paused."""
    if deadline.due is None:
        return None
    if fraction >= 1:
        return deadline.due
    spans = counted_spans(deadline)
    left = timedelta(microseconds=round(_total(spans) / timedelta(microseconds=1) * fraction))
    if left <= _ZERO:
        return deadline.start
    for begins, ends in spans:
        if left <= _length(begins, ends):
            return (begins.astimezone(UTC) + left).astimezone(begins.tzinfo)
        left -= _length(begins, ends)
    return deadline.due


def _length(begins: datetime, ends: datetime) -> timedelta:
    return ends.astimezone(UTC) - begins.astimezone(UTC)


def _total(spans: Sequence[Span]) -> timedelta:
    return sum((_length(begins, ends) for begins, ends in spans), _ZERO)


def counted_spans(deadline: Deadline) -> list[Span]:
    """The time that counts, in order; a limit of nothing uses the time from start to due."""
    course = lay_course(deadline.suspensions, calendar=deadline.calendar, office_hours=deadline.office_hours)
    stages = run_stages(join_parts(deadline.limit, deadline.extensions), deadline.start, course=course)
    due = deadline.due or deadline.start
    spans = [(begins, min(ends, due)) for stage in stages for begins, ends in _spans_of(stage, course) if begins < due]
    return spans or ([(deadline.start, due)] if deadline.start < due else [])


def _spans_of(stage: Stage, course: Course) -> Iterator[Span]:
    if stage.part.unit.counts_days:
        yield from (
            (course.calendar.midnight(day), course.calendar.midnight(date.fromordinal(day.toordinal() + 1)))
            for day in counted_days(stage, course)
        )
    elif stage.due is not None:
        yield from time_spans(stage, stage.due, course)


def counted_days(stage: Stage, course: Course) -> Iterator[date]:
    """The days that a part in days counts, and the days between its count and the day it comes to rest on."""
    ends = stage.last_day or stage.raw_day or stage.day_zero
    for ordinal in range(stage.day_zero + 1, ends + 1):
        day = date.fromordinal(ordinal)
        if not is_stopped(ordinal, course.days) and (
            stage.part.unit is not Unit.WORKING_DAY or course.calendar.is_workday(day)
        ):
            yield day


def is_stopped(ordinal: int, stops: Sequence[DayStop]) -> bool:
    """Whether a stop covers the day of this ordinal."""
    return any(first <= ordinal and (last is None or ordinal <= last) for first, last in stops)


def time_spans(stage: Stage, until: datetime, course: Course) -> Iterator[Span]:
    """The time that a part in hours or minutes counts up to ``until``, without what the stops cover."""
    for begins, ends in _running_spans(stage, until, course):
        yield from _without(begins, ends, course.moments)


def _running_spans(stage: Stage, due: datetime, course: Course) -> Iterator[Span]:
    if stage.part.unit in (Unit.HOUR, Unit.MINUTE):
        yield stage.begins_at, due
        return
    for ordinal in range(stage.begins_at.toordinal(), due.toordinal() + 1):
        day = date.fromordinal(ordinal)
        for opens, closes in course.office_hours.office_time(day, calendar=course.calendar):
            midnight = course.calendar.midnight(day)
            begins = max(midnight + timedelta(minutes=opens), stage.begins_at)
            ends = min(midnight + timedelta(minutes=closes), due)
            if begins < ends:
                yield begins, ends


def _without(begins: datetime, ends: datetime, stops: Sequence[MomentStop]) -> Iterator[Span]:
    for first, last in stops:
        if first >= ends or begins >= ends:
            break
        if first > begins:
            yield begins, first
        begins = ends if last is None else max(begins, last)
    if begins < ends:
        yield begins, ends
