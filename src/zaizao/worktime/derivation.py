"""Deriving the explanation of a deadline: the rows day by day, and the rules that were used, in reading order.

It walks the days that the count skipped over, so it costs as much as the limit is long; the count itself does not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import TYPE_CHECKING

from zaizao.units import Unit
from zaizao.worktime.calendar import WorkCalendar
from zaizao.worktime.counting import Course, Stage, join_parts, lay_course, run_stages
from zaizao.worktime.explanation import Basis, DayRow, Explanation, Rule
from zaizao.worktime.progress import is_stopped, time_spans
from zaizao.worktime.suspension import ONE_DAY
from zaizao.worktime.year_plan import DayKind

if TYPE_CHECKING:
    from zaizao.worktime.deadline import Deadline

_DAY_ZERO = Basis("civil-code-201")
_CORRESPONDING = Basis("civil-code-202")
_DAY_OFF = Basis("civil-code-203")
_STATUTE = Basis("holiday-regulation-2")
KNOWN = frozenset(
    {"civil-code-201", "civil-code-202", "civil-code-203", "licensing-42", "licensing-45", "licensing-82"}
)
"""Provisions this room can name; any other text is shown as it was handed in."""


def derive_explanation(deadline: Deadline, *, language: str, limit_basis: str, workday_basis: str) -> Explanation:
    """Rows and rules for ``deadline``; the same stages that gave its due moment, told one day at a time."""
    course = lay_course(deadline.suspensions, calendar=deadline.calendar, office_hours=deadline.office_hours)
    stages = run_stages(join_parts(deadline.limit, deadline.extensions), deadline.start, course=course)
    rows = tuple(_rows(stages, course, deadline, language))
    rules = _rules(deadline, stages, rows, limit_basis=limit_basis, workday_basis=workday_basis)
    return Explanation(
        language=language,
        start=deadline.start,
        limit=deadline.limit,
        due=deadline.due,
        last_day=deadline.last_day,
        provisional=deadline.provisional,
        edition=deadline.edition,
        rows=rows,
        rules=tuple(rules),
    )


def as_basis(text: str) -> tuple[Basis, ...]:
    """A provision by its code, or the words as given; nothing for nothing."""
    if not text:
        return ()
    return (Basis(text),) if text in KNOWN else (Basis("as-given", {"text": text}),)


# Rows


def _rows(stages: Sequence[Stage], course: Course, deadline: Deadline, language: str) -> Iterator[DayRow]:
    teller = _Teller(deadline, language)
    if stages[0].part.unit.counts_days:
        yield teller.row(stages[0].day_zero, "start")
    for stage in stages:
        walk = _day_rows if stage.part.unit.counts_days else _time_rows
        yield from walk(stage, course, teller)


class _Teller:
    """Makes rows: it knows the names of the days and why the clock stood still."""

    def __init__(self, deadline: Deadline, language: str) -> None:
        self._calendar, self._stops, self._language = deadline.calendar, deadline.suspensions, language

    def row(self, ordinal: int, why: str, *, n: int | None = None, minutes: int | None = None) -> DayRow:
        day = date.fromordinal(ordinal)
        name = self._calendar.name_of(day, language=self._language)
        return DayRow(day, self._calendar.kind_of(day), name, n is not None or bool(minutes), why, n, minutes)

    def stopped_row(self, ordinal: int) -> DayRow:
        day = date.fromordinal(ordinal)
        return DayRow(day, self._calendar.kind_of(day), self._ground_on(day), counted=False, why="suspended")

    def _ground_on(self, day: date) -> str | None:
        covering = (stop for stop in self._stops if stop.first <= day and (stop.last is None or day <= stop.last))
        return next((stop.ground for stop in covering if stop.ground), None)


def _day_rows(stage: Stage, course: Course, teller: _Teller) -> Iterator[DayRow]:
    n = 0
    for ordinal in range(stage.day_zero + 1, _last_row(stage, course) + 1):
        if is_stopped(ordinal, course.days):
            yield teller.stopped_row(ordinal)
            continue
        why = _why(ordinal, stage, course.calendar)
        n += why in ("counted", "makeup")
        yield teller.row(ordinal, why, n=n if why in ("counted", "makeup") else None)


def _last_row(stage: Stage, course: Course) -> int:
    """The last day, or the first day of the stop that has not ended."""
    if stage.last_day is not None:
        return stage.last_day
    opened = next(first for first, last in course.days if last is None)
    return max(opened, stage.day_zero + 1)


def _why(ordinal: int, stage: Stage, calendar: WorkCalendar) -> str:
    kind = calendar.kind_of(date.fromordinal(ordinal))
    if stage.raw_day is not None and ordinal > stage.raw_day:
        return "landed" if kind.is_work else "carried"
    if stage.part.unit is not Unit.WORKING_DAY:
        return "counted"
    return {DayKind.WORKDAY: "counted", DayKind.MAKEUP: "makeup", DayKind.HOLIDAY: "holiday", DayKind.REST: "rest"}[
        kind
    ]


def _time_rows(stage: Stage, course: Course, teller: _Teller) -> Iterator[DayRow]:
    until = stage.due or max(stage.begins_at, next(begins for begins, ends in course.moments if ends is None))
    minutes = _minutes_by_day(time_spans(stage, until, course))
    for ordinal in range(stage.begins_at.toordinal(), until.toordinal() + 1):
        counted = minutes.get(ordinal, 0)
        if counted:
            yield teller.row(ordinal, "time", minutes=counted)
        elif is_stopped(ordinal, course.days):
            yield teller.stopped_row(ordinal)
        else:
            yield teller.row(ordinal, _idle(ordinal, course.calendar))


def _idle(ordinal: int, calendar: WorkCalendar) -> str:
    kind = calendar.kind_of(date.fromordinal(ordinal))
    return {DayKind.HOLIDAY: "holiday", DayKind.REST: "rest"}.get(kind, "closed")


def _minutes_by_day(spans: Iterator[tuple[datetime, datetime]]) -> dict[int, int]:
    """Whole minutes by day."""
    lengths: dict[int, timedelta] = {}
    for begins, ends in spans:
        for first, last in _divide_at_midnight(begins, ends):
            lengths[first.toordinal()] = lengths.get(first.toordinal(), timedelta()) + (last - first)
    return {day: round(length / timedelta(minutes=1)) for day, length in lengths.items()}


def _divide_at_midnight(begins: datetime, ends: datetime) -> Iterator[tuple[datetime, datetime]]:
    first = begins
    while first < ends:
        midnight = first.replace(hour=0, minute=0, second=0, microsecond=0) + ONE_DAY
        yield first, min(ends, midnight)
        first = midnight


# Rules


def _rules(
    deadline: Deadline, stages: Sequence[Stage], rows: Sequence[DayRow], *, limit_basis: str, workday_basis: str
) -> Iterator[Rule]:
    yield Rule("deadline-limit", {"limit": deadline.limit}, as_basis(limit_basis))
    yield _opening(deadline, stages[0])
    if any(stage.part.unit is Unit.WORKING_DAY for stage in stages):
        yield Rule("deadline-working-days", {}, as_basis(workday_basis))
    if any(stage.part.unit in (Unit.WORKING_HOUR, Unit.WORKING_MINUTE) for stage in stages):
        yield Rule("deadline-office-time", {})
    yield from _named_runs(rows, deadline.calendar)
    yield from _stops(deadline, rows)
    for extension in deadline.extensions:
        code = "deadline-extended-named" if extension.ground else "deadline-extended"
        yield Rule(code, {"limit": extension.limit, "ground": extension.ground}, as_basis(extension.basis))
    for stage in stages:
        yield from _corresponding(stage)
        yield from _rolled(stage)
    yield _closing(deadline, stages[-1])
    if deadline.provisional:
        years = sorted({row.day.year for row in rows if deadline.calendar.is_provisional(row.day.year)})
        yield Rule("deadline-provisional", {"years": years}, (_STATUTE,) if deadline.calendar.country == "CN" else ())
    yield Rule("deadline-edition", {"edition": deadline.edition})


def _opening(deadline: Deadline, stage: Stage) -> Rule:
    if not stage.part.unit.counts_days:
        return Rule("deadline-starts-at-once", {"start": deadline.start}, (_DAY_ZERO,))
    if stage.part.amount == 0:
        return Rule("deadline-same-day", {"start": deadline.start.date()})
    first = date.fromordinal(stage.day_zero + 1)
    return Rule("deadline-first-day", {"start": deadline.start.date(), "first": first}, (_DAY_ZERO,))


def _named_runs(rows: Sequence[DayRow], calendar: WorkCalendar) -> Iterator[Rule]:
    """The holidays skipped, run by run, and the make-up workdays counted."""
    for (why, name), group in groupby(rows, key=lambda row: (row.why, row.name)):
        run = list(group)
        if why == "holiday":
            fields = {"name": name, "first": run[0].day, "last": run[-1].day, "days": len(run)}
            yield Rule("deadline-holiday" if len(run) > 1 else "deadline-holiday-day", fields, _sources(run, calendar))
    made_up = [row for row in rows if row.why == "makeup"]
    if made_up:
        yield Rule("deadline-makeup", {"days": [row.day for row in made_up]}, _sources(made_up, calendar))


def _sources(rows: Sequence[DayRow], calendar: WorkCalendar) -> tuple[Basis, ...]:
    """Where the calendar has these days from, each source once."""
    return tuple({repr(basis): basis for basis in (_source(row.day, calendar) for row in rows)}.values())


def _source(day: date, calendar: WorkCalendar) -> Basis:
    plan = calendar.plan_of(day)
    if plan is None:
        return _STATUTE if calendar.country == "CN" else Basis("calendar", {"edition": calendar.edition})
    if calendar.country != "CN" or not plan.notices:
        return Basis("calendar", {"edition": calendar.edition})
    return Basis("holiday-notice", {"year": plan.year, "url": plan.notices[-1].url})


def _stops(deadline: Deadline, rows: Sequence[DayRow]) -> Iterator[Rule]:
    for stop in deadline.suspensions:
        fields = {"first": stop.first, "last": stop.last, "ground": stop.ground}
        if not any(stop.first <= row.day and (stop.last is None or row.day <= stop.last) for row in rows):
            continue
        code = "deadline-paused" if stop.last is None else "deadline-suspended"
        code = f"{code}-day" if stop.first == stop.last else code
        yield Rule(f"{code}-named" if stop.ground else code, fields, as_basis(stop.basis))


def _corresponding(stage: Stage) -> Iterator[Rule]:
    if stage.part.unit in (Unit.MONTH, Unit.YEAR):
        yield Rule("deadline-corresponding-day", {"day": date.fromordinal(stage.day_zero)}, (_CORRESPONDING,))


def _rolled(stage: Stage) -> Iterator[Rule]:
    if stage.raw_day is not None and stage.last_day is not None and stage.raw_day != stage.last_day:
        fields = {"day": date.fromordinal(stage.raw_day), "last": date.fromordinal(stage.last_day)}
        yield Rule("deadline-rolled", fields, (_DAY_OFF,))


def _closing(deadline: Deadline, stage: Stage) -> Rule:
    if deadline.due is None:
        return Rule("deadline-open", {})
    if not stage.part.unit.counts_days:
        return Rule("deadline-due-moment", {"due": deadline.due})
    if deadline.due == stage.due:
        return Rule("deadline-due-midnight", {"last": deadline.last_day}, (_DAY_OFF,))
    return Rule("deadline-due-close", {"due": deadline.due}, (_DAY_OFF,))
