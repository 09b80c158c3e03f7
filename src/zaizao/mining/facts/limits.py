"""How limits were used: how long a span took in the unit of its limit, and which cases went over it.

The day a span begins on is day zero (民法典 第二百零一条); cases outside the calendar or with missing moments are not
judged, and counted. Stops are taken off by whole days from the first to the last of each kind, in the office's favour.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from msgspec import Struct
from msgspec.structs import replace
from numpy.typing import NDArray

from zaizao.definition.vocabulary import AFTERWARDS, VERBS
from zaizao.eventlog import NO_TIME
from zaizao.mining.facts.facts import DAY, Cases, Facts
from zaizao.units import Limit, Unit
from zaizao.worktime import WorkCalendar, due_days

_WALL = {Unit.HOUR: 3_600_000_000, Unit.MINUTE: 60_000_000}
_OFFICE = {Unit.WORKING_HOUR: 3_600_000_000, Unit.WORKING_MINUTE: 60_000_000}
_EPOCH = 719_163
"""1970-01-01 as an ordinal of `datetime.date`."""


class Spans(Struct, frozen=True, eq=False):
    """From when to when each case took, on the wall clock in microseconds, and the days it was stopped."""

    case: Cases
    start: NDArray[np.int64]
    end: NDArray[np.int64]
    stops: tuple[tuple[NDArray[np.int64], NDArray[np.int64]], ...] = ()
    """First and last day of each kind of stop, by span; where there was none the first is after the last."""
    unknown: int = 0
    """Cases that have both ends, the later one first."""

    def pick(self, wanted: NDArray[np.bool_]) -> Spans:
        """The spans marked True."""
        stops = tuple((low[wanted], high[wanted]) for low, high in self.stops)
        return Spans(self.case[wanted], self.start[wanted], self.end[wanted], stops, self.unknown)


class LimitUse(Struct, frozen=True, eq=False):
    """Spans that were judged by a limit."""

    case: Cases
    used: NDArray[np.float64]
    """In the unit of the limit; whole days for limits in days, NaN for months and years."""
    is_late: NDArray[np.bool_]
    on_last_day: NDArray[np.bool_]
    """Done on the very day the limit ended; only for limits in days."""
    unjudged: int

    @property
    def late_cases(self) -> Cases:
        """The cases that took longer, by code."""
        return self.case[self.is_late]


def list_spans(facts: Facts, start: str, ends: Iterable[str], *, stopped_by: Iterable[str] = ()) -> Spans:
    """The spans of finished stretches: ``start`` and ``ends`` as clocks write them (``intake.done``, ``case.opened``).

    From the first beginning to the last of the ends. ``stopped_by``: kinds of procedure whose days are stops.
    """
    began = _find_points(facts, start, latest=False)
    ended = np.full(len(began), NO_TIME, dtype=np.int64)
    for end in ends:
        ended = np.maximum(ended, _find_points(facts, end, latest=True))
    both = (began != NO_TIME) & (ended != NO_TIME)
    known = both & (ended >= began)
    stops = tuple(_find_stop(facts, kind, known) for kind in stopped_by)
    cases = np.flatnonzero(known).astype(np.int32)
    return Spans(cases, began[known], ended[known], stops, int(np.count_nonzero(both & ~known)))


def list_step_spans(facts: Facts, name: str) -> Spans:
    """From when an activity could begin to when it was done; the longest of each case."""
    work = facts.work
    rows = facts.rows_of(name)
    ready = np.where(work.enabled[rows] != NO_TIME, work.enabled[rows], work.start[rows])
    began, ended = facts.read_wall(ready, rows), facts.read_wall(work.end[rows], rows)
    both = (began != NO_TIME) & (ended != NO_TIME)
    known = both & (ended >= began)
    cases, began, ended = work.case[rows][known], began[known], ended[known]
    order = np.lexsort((began - ended, cases))
    chosen = order[np.unique(cases[order], return_index=True)[1]]
    return Spans(cases[chosen], began[chosen], ended[chosen], unknown=int(np.count_nonzero(both & ~known)))


def list_whole_spans(facts: Facts, start: str | None) -> Spans:
    """From the opening (or ``start``) to the last of what people wait for, of cases that are finished."""
    ends = [f"{name}.done" for name, one in facts.definition.activities.items() if one.does not in AFTERWARDS]
    spans = list_spans(facts, start or "case.opened", ends)
    return spans.pick(facts.is_finished[spans.case])


def judge_limit(facts: Facts, spans: Spans, limit: Limit) -> LimitUse:
    """How the spans used a limit, in its unit."""
    if limit.unit in _WALL:
        return _judge_time(spans, limit, (spans.end - spans.start) / _WALL[limit.unit])
    if limit.unit in _OFFICE:
        worked = facts.clock.count_work(spans.start, spans.end)
        known = worked != NO_TIME
        use = _judge_time(spans.pick(known), limit, worked[known] / _OFFICE[limit.unit])
        return replace(use, unjudged=use.unjudged + int(np.count_nonzero(~known)))
    first, last = _list_bounds(facts.clock.calendar)
    inside = (spans.start // DAY >= first) & (spans.end // DAY <= last)
    judge = _judge_working_days if limit.unit is Unit.WORKING_DAY else _judge_days
    use = judge(spans.pick(inside), limit, facts.clock.calendar)
    return replace(use, unjudged=use.unjudged + int(np.count_nonzero(~inside)))


def _judge_time(spans: Spans, limit: Limit, used: NDArray[np.float64]) -> LimitUse:
    return LimitUse(spans.case, used, used > limit.amount, np.zeros(len(used), dtype=np.bool_), spans.unknown)


def _judge_working_days(spans: Spans, limit: Limit, calendar: WorkCalendar) -> LimitUse:
    rank, first = rank_days(calendar), _list_bounds(calendar)[0]
    used = rank[spans.end // DAY - first] - rank[spans.start // DAY - first]
    for low, high in spans.stops:
        before, until = (np.clip(day - first, 0, len(rank) - 1) for day in (low - 1, high))
        used = used - np.where(low <= high, rank[until] - rank[before], 0)
    used = np.maximum(used, 0)
    told = used.astype(np.float64)
    return LimitUse(spans.case, told, used > limit.amount, used == limit.amount, spans.unknown)


def _judge_days(spans: Spans, limit: Limit, calendar: WorkCalendar) -> LimitUse:
    begins, ends = spans.start // DAY, spans.end // DAY
    for low, high in spans.stops:
        ends = ends - np.where(low <= high, high - low + 1, 0)
    due = _find_due(begins, limit, calendar)
    told = np.maximum(ends - begins, 0).astype(np.float64)
    if limit.unit is not Unit.DAY:
        told = np.full(len(told), np.nan)
    return LimitUse(spans.case, told, ends > due, ends == due, spans.unknown)


def rank_days(calendar: WorkCalendar) -> NDArray[np.int64]:
    """How many working days there were up to and including each day of the calendar."""
    flags = np.frombuffer(calendar.work_flags(), dtype=np.uint8)
    return np.cumsum(flags, dtype=np.int64)


def _list_bounds(calendar: WorkCalendar) -> tuple[int, int]:
    return calendar.first_day.toordinal() - _EPOCH, calendar.last_day.toordinal() - _EPOCH


def _find_due(begins: NDArray[np.int64], limit: Limit, calendar: WorkCalendar) -> NDArray[np.int64]:
    """The last day of the limit; where the calendar ends before it, so does the limit, and nobody is late."""
    room = {Unit.DAY: 1, Unit.MONTH: 31, Unit.YEAR: 366}[limit.unit] * limit.amount + 31
    fits = begins + room <= _list_bounds(calendar)[1]
    due = np.full(len(begins), np.iinfo(np.int64).max, dtype=np.int64)
    starts = begins[fits].astype("datetime64[D]")
    due[fits] = due_days(starts, limit.amount, limit.unit, calendar).astype(np.int64)
    return due


def _find_points(facts: Facts, point: str, *, latest: bool) -> NDArray[np.int64]:
    """By case the wall time of ``intake.done``, ``intake.started`` or ``case.opened``."""
    name, _, when = point.rpartition(".")
    found = np.full(len(facts.log.case_names), NO_TIME, dtype=np.int64)
    if name == "case":
        rows = np.flatnonzero(facts.is_first)
    elif name in facts.steps:
        rows = facts.rows_of(name)
    else:
        return found
    column = facts.work.end if when == "done" else facts.work.start
    rows = rows[column[rows] != NO_TIME]
    wall = facts.read_wall(column[rows], rows)
    if latest:
        np.maximum.at(found, facts.work.case[rows], wall)
        return found
    found[:] = np.iinfo(np.int64).max
    np.minimum.at(found, facts.work.case[rows], wall)
    return np.where(found == np.iinfo(np.int64).max, NO_TIME, found)


def _find_stop(facts: Facts, kind: str, known: NDArray[np.bool_]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """From the day after any procedure of the kind could begin to the last day on which one ended."""
    low = np.full(len(known), np.iinfo(np.int32).max, dtype=np.int64)
    high = np.full(len(known), -1, dtype=np.int64)
    work = facts.work
    for name, activity in facts.definition.activities.items():
        if activity.does not in VERBS or VERBS[activity.does].stops != kind:
            continue
        rows = facts.rows_of(name)
        ready = np.where(work.enabled[rows] != NO_TIME, work.enabled[rows], work.start[rows])
        fits = (ready != NO_TIME) & (work.end[rows] != NO_TIME)
        rows, ready = rows[fits], ready[fits]
        np.minimum.at(low, work.case[rows], facts.count_days(ready, rows) + 1)
        np.maximum.at(high, work.case[rows], facts.count_days(work.end[rows], rows))
    return low[known], high[known]
