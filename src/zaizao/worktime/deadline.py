"""From a limit and a moment to a deadline, and what can be asked of it.

    compute_deadline  ->  Deadline     everything, for people and records
    due_moment        ->  datetime     only the moment, for the engine's hot path
    warning_moment    ->  datetime     when a share of the limit is used, for the engine's reminders

The derivation day by day is in `derivation.py`; whole columns of cases in `columns.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from msgspec import Struct

from zaizao.units import Limit, Unit
from zaizao.units.record import show_without
from zaizao.worktime.calendar import WorkCalendar
from zaizao.worktime.counting import Course, Stage, join_parts, lay_course, run_stages
from zaizao.worktime.office_hours import DEFAULT, OfficeHours
from zaizao.worktime.progress import moment_of_fraction, used_fraction
from zaizao.worktime.suspension import ONE_DAY, Extension, Suspension, merge_days

if TYPE_CHECKING:
    from zaizao.worktime.explanation import Explanation


class Deadline(Struct, frozen=True):
    """When a limit that began at ``start`` ends, on one edition of one calendar.

    A projection, never a stored truth: recompute it when the calendar, the stops or the extensions change.
    """

    start: datetime
    limit: Limit
    due: datetime | None
    """The first moment that is too late: 0:00 after the last day (24:00), or close of business, or the minute.
    None while the clock stands still with no end in sight."""
    last_day: date | None
    provisional: bool
    """Whether the count touches a year whose holidays are not announced yet."""
    calendar: WorkCalendar
    office_hours: OfficeHours = DEFAULT
    suspensions: tuple[Suspension, ...] = ()
    extensions: tuple[Extension, ...] = ()
    at_close: bool = False

    __repr__ = show_without("office_hours")

    @property
    def edition(self) -> str:
        """The calendar edition this deadline was computed on."""
        return self.calendar.edition

    @property
    def paused(self) -> bool:
        """Whether a stop that has not ended holds the clock, so that no due moment can be named."""
        return self.due is None

    def remaining(self, now: datetime) -> timedelta | None:
        """Time on the wall until due, negative when overdue; None while paused."""
        now = self.calendar.localise(now)
        return None if self.due is None else self.due.astimezone(UTC) - now.astimezone(UTC)

    def remaining_days(self, now: datetime) -> int | None:
        """Days after today that still count, as people say 还剩 3 个工作日; 0 on the last day, negative when overdue.

        Working days for limits in working days and office time, natural days for the others; None while paused.
        """
        if self.last_day is None:
            return None
        today, last = max(self.calendar.localise(now), self.start).date(), self.last_day
        if today > last:
            return -self._days_between(last, today)
        return self._days_between(today, last) - self._stopped_between(today, last)

    def _days_between(self, a: date, b: date) -> int:
        return self.calendar.workdays_between(a, b) if self._counts_work else (b - a).days

    def _stopped_between(self, a: date, b: date) -> int:
        runs = (
            (max(first, a.toordinal() + 1), b.toordinal() if last is None else min(last, b.toordinal()))
            for first, last in merge_days(self.suspensions)
        )
        days = date.fromordinal
        return sum(self._days_between(days(first - 1), days(last)) for first, last in runs if first <= last)

    @property
    def _counts_work(self) -> bool:
        return self.limit.unit in (Unit.WORKING_DAY, Unit.WORKING_HOUR, Unit.WORKING_MINUTE)

    def is_overdue(self, now: datetime) -> bool:
        """Whether ``now`` is too late; false while paused."""
        return self.due is not None and self.calendar.localise(now) >= self.due

    def fraction(self, now: datetime) -> float | None:
        """The share of the counted time that is used at ``now``, from 0.0 to 1.0; None while paused.

        Counted time is the whole of every day that counts, the office time, or the time on the wall, as the
        limit says; day zero, days off and stops use nothing.
        """
        return used_fraction(self, now)

    def moment_at(self, fraction: float) -> datetime | None:
        """The earliest moment when ``fraction`` of the counted time is used (0.8 for an 80 % warning)."""
        return moment_of_fraction(self, fraction)

    def explain(
        self, language: str = "zh", *, limit_basis: str = "", workday_basis: str = "licensing-82"
    ) -> Explanation:
        """The derivation day by day, with the rules that were used and what each rests on.

        ``limit_basis`` and ``workday_basis``: the provision that sets the limit and the one that counts it in
        working days; other fields of administration have their own (行政处罚法 第85条, 行政复议法 第88条).
        """
        from zaizao.worktime.derivation import derive_explanation  # noqa: PLC0415  # loaded when somebody asks why

        return derive_explanation(self, language=language, limit_basis=limit_basis, workday_basis=workday_basis)


def compute_deadline(
    limit: Limit,
    *,
    start: datetime,
    calendar: WorkCalendar,
    office_hours: OfficeHours = DEFAULT,
    suspensions: Sequence[Suspension] = (),
    extensions: Sequence[Extension] = (),
    at_close: bool = False,
) -> Deadline:
    """When ``limit`` ends if it begins at ``start``.

    Days: the day of ``start`` is day zero (民法典 第201条); working days count working days only (行政许可法 第82条);
    days, months and years that end on a day off end on the next working day (第203条); months and years end on the
    corresponding day (第202条). The end is 24:00, or close of business with ``at_close``. Hours and minutes begin at
    once and run on the wall; working hours and minutes begin at once and run in office time.

    Raises NaiveMomentError for a moment without a zone, OutsideCalendarError when the count leaves the calendar.
    """
    start = calendar.localise(start)
    if limit.unit is Unit.WORKING_DAY and limit.amount > 0 and not (suspensions or extensions or at_close):
        return _count_plainly(limit, start, calendar, office_hours)
    course = lay_course(suspensions, calendar=calendar, office_hours=office_hours)
    stages = run_stages(join_parts(limit, extensions), start, course=course)
    last = stages[-1]
    last_day = None if last.due is None or last.last_day is None else date.fromordinal(last.last_day)
    return Deadline(
        start=start,
        limit=limit,
        due=_due(last, course, at_close=at_close),
        last_day=last_day,
        provisional=_is_provisional(stages, calendar),
        calendar=calendar,
        office_hours=office_hours,
        suspensions=tuple(suspensions),
        extensions=tuple(extensions),
        at_close=at_close,
    )


def _count_plainly(limit: Limit, start: datetime, calendar: WorkCalendar, office_hours: OfficeHours) -> Deadline:
    """The commonest question, working days and nothing else, without the stages the others need."""
    day_zero = start.date()
    last_day = calendar.add_workdays(day_zero, limit.amount)
    years = range((day_zero + ONE_DAY).year, last_day.year + 1)
    return Deadline(
        start=start,
        limit=limit,
        due=calendar.midnight(last_day + ONE_DAY),
        last_day=last_day,
        provisional=not calendar.official_years.issuperset(years),
        calendar=calendar,
        office_hours=office_hours,
    )


def _due(stage: Stage, course: Course, *, at_close: bool) -> datetime | None:
    if not at_close or stage.last_day is None or not stage.part.unit.counts_days:
        return stage.due
    return course.office_hours.closing(date.fromordinal(stage.last_day), calendar=course.calendar)


def _is_provisional(stages: Sequence[Stage], calendar: WorkCalendar) -> bool:
    counted = [stage for stage in stages if stage.part.unit not in (Unit.HOUR, Unit.MINUTE)]
    if not counted:
        return False
    begins = counted[0].day_zero + counted[0].part.unit.counts_days
    ends = max(begins, *(stage.last_day or stage.raw_day or begins for stage in counted))
    years = range(date.fromordinal(begins).year, date.fromordinal(ends).year + 1)
    return any(calendar.is_provisional(year) for year in years)


_DAY_MICROSECONDS = 86_400_000_000


def due_moment(limit: Limit, start: datetime, calendar: WorkCalendar, office_hours: OfficeHours = DEFAULT) -> datetime:
    """The due moment alone, at 24:00 and without stops: what the engine asks for thousands of times.

    The same answer as ``compute_deadline(...).due``.
    """
    if limit.unit is Unit.WORKING_DAY and limit.amount > 0:
        return calendar.end_of_workdays(calendar.localise(start).date(), limit.amount)
    course = Course(calendar, office_hours, (), ())
    due = run_stages(join_parts(limit, ()), calendar.localise(start), course=course)[-1].due
    assert due is not None  # only a stop can leave a deadline open, and there is none
    return due


def warning_moment(
    limit: Limit,
    start: datetime,
    calendar: WorkCalendar,
    office_hours: OfficeHours = DEFAULT,
    *,
    fraction: float,
) -> datetime:
    """The earliest moment when ``fraction`` of the limit is used, without stops.

    The same answer as ``compute_deadline(...).moment_at(fraction)``.
    """
    if limit.unit is not Unit.WORKING_DAY or limit.amount <= 0 or not 0 < fraction < 1:
        deadline = compute_deadline(limit, start=start, calendar=calendar, office_hours=office_hours)
        return deadline.moment_at(fraction) or deadline.start
    start = calendar.localise(start)
    whole, rest = divmod(round(limit.amount * _DAY_MICROSECONDS * fraction), _DAY_MICROSECONDS)
    day = calendar.add_workdays(start.date(), whole + 1 if rest else whole)
    return start if whole == rest == 0 else calendar.midnight(day) + (timedelta(microseconds=rest) if rest else ONE_DAY)


def earliest(deadlines: Iterable[Deadline]) -> Deadline | None:
    """The deadline that falls first among several limits at once; paused ones cannot; None when all are paused."""
    running = (deadline for deadline in deadlines if deadline.due is not None)
    return min(running, key=lambda deadline: deadline.due or deadline.start, default=None)


def recompute_deadline(deadline: Deadline, *, calendar: WorkCalendar) -> Deadline:
    """The same question asked of another calendar."""
    return compute_deadline(
        deadline.limit,
        start=deadline.start,
        calendar=calendar,
        office_hours=deadline.office_hours,
        suspensions=deadline.suspensions,
        extensions=deadline.extensions,
        at_close=deadline.at_close,
    )
