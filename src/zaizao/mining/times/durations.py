"""Cycle time of cases; waiting and processing time of activities; on both clocks."""

from __future__ import annotations

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from zaizao.eventlog import NO_TIME, EventLog
from zaizao.mining.clock import DAY, Clock
from zaizao.mining.instances import Instances
from zaizao.mining.spread import Spread, spread_seconds
from zaizao.mining.times.wall import WallTimes


class TwoClocks(Struct, frozen=True):
    """The same spans in calendar seconds and in office seconds."""

    calendar: Spread
    working: Spread


class ActivityTimes(Struct, frozen=True):
    """One activity. ``waiting`` and ``processing`` are of work whose start and end are known; ``passage`` of the rest:
    from the end of the work before to the one moment that is known, waiting and working in one.
    """

    activity: str
    count: int
    waiting: TwoClocks
    processing: TwoClocks
    passage: TwoClocks


class CaseSpans(Struct, frozen=True, eq=False):
    """A row for each case code, in microseconds; NO_TIME where it is not known (a sum over nothing is 0)."""

    cycle: NDArray[np.int64]
    cycle_working: NDArray[np.int64]
    waiting: NDArray[np.int64]
    processing: NDArray[np.int64]
    passage: NDArray[np.int64]


class Times(Struct, frozen=True):
    """All durations of a log."""

    cases: CaseSpans
    cycle: TwoClocks
    waiting: TwoClocks
    processing: TwoClocks
    passage: TwoClocks
    activities: tuple[ActivityTimes, ...]
    doubtful_years: tuple[int, ...]
    """Years that the log touches and for which the calendar has no official notice."""

    def list_cycle_days(self) -> list[float]:
        """The known cycle times in calendar days, for a chart."""
        cycle = self.cases.cycle
        days: list[float] = (cycle[cycle != NO_TIME] / DAY).tolist()
        return days


class _Spans(Struct, frozen=True, eq=False):
    """One kind of span for each instance, on both clocks."""

    calendar: NDArray[np.int64]
    working: NDArray[np.int64]

    def describe(self, rows: NDArray[np.bool_] | slice) -> TwoClocks:
        return TwoClocks(spread_seconds(self.calendar[rows]), spread_seconds(self.working[rows]))


def measure_times(log: EventLog, instances: Instances, wall: WallTimes, *, clock: Clock) -> Times:
    """How long everything took.

    Cycle time is from the earliest to the latest known moment of a case. Waiting is from enabled to start, processing
    from start to end less its pauses (taken off calendar time only). A span over a missing
    time, one that runs backwards, and in working time one that leaves the calendar, is counted as unknown.
    """
    whole = instances.spans()
    cycle = _Spans(_between(wall.case_first, wall.case_last), _work_between(clock, wall.case_first, wall.case_last))
    passage = _mask(_spans(clock, wall.enabled, wall.start), ~whole)
    waiting = _mask(_spans(clock, wall.enabled, wall.start), whole)
    processing = _mask(_spans(clock, wall.start, wall.end), whole)
    processing = _Spans(_less(processing.calendar, instances.paused), processing.working)
    kinds = {"waiting": waiting, "processing": processing, "passage": passage}
    has_events = np.bincount(log.case, minlength=len(log.case_names)) > 0
    relevant = {"waiting": whole, "processing": whole, "passage": ~whole}
    return Times(
        cases=CaseSpans(
            cycle.calendar,
            cycle.working,
            *(_sum_by_case(spans.calendar, instances, len(log.case_names)) for spans in kinds.values()),
        ),
        cycle=cycle.describe(has_events),
        **{name: spans.describe(relevant[name]) for name, spans in kinds.items()},
        activities=_by_activity(log, instances, kinds, relevant),
        doubtful_years=clock.find_doubtful_years(wall.case_first, wall.case_last),
    )


def _by_activity(
    log: EventLog, instances: Instances, kinds: dict[str, _Spans], relevant: dict[str, NDArray[np.bool_]]
) -> tuple[ActivityTimes, ...]:
    order = np.argsort(instances.activity, kind="stable")
    bounds = np.searchsorted(instances.activity[order], np.arange(len(log.activity_names) + 1))
    sorted_kinds = {name: _Spans(spans.calendar[order], spans.working[order]) for name, spans in kinds.items()}
    sorted_marks = {name: mark[order] for name, mark in relevant.items()}
    found = []
    for code, name in enumerate(log.activity_names):
        part = slice(bounds[code], bounds[code + 1])
        told = {kind: _describe(spans, sorted_marks[kind], part) for kind, spans in sorted_kinds.items()}
        found.append(ActivityTimes(name, int(bounds[code + 1] - bounds[code]), **told))
    return tuple(found)


def _describe(spans: _Spans, mark: NDArray[np.bool_], part: slice) -> TwoClocks:
    return _Spans(spans.calendar[part], spans.working[part]).describe(mark[part])


def _spans(clock: Clock, starts: NDArray[np.int64], ends: NDArray[np.int64]) -> _Spans:
    return _Spans(_between(starts, ends), _work_between(clock, starts, ends))


def _between(starts: NDArray[np.int64], ends: NDArray[np.int64]) -> NDArray[np.int64]:
    known = (starts != NO_TIME) & (ends != NO_TIME) & (ends >= starts)
    return np.where(known, ends - np.where(known, starts, 0), NO_TIME)


def _work_between(clock: Clock, starts: NDArray[np.int64], ends: NDArray[np.int64]) -> NDArray[np.int64]:
    spent = clock.count_work(starts, ends)
    return np.where(spent < 0, NO_TIME, spent)


def _less(spans: NDArray[np.int64], pauses: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.where(spans == NO_TIME, NO_TIME, np.maximum(np.where(spans == NO_TIME, 0, spans) - pauses, 0))


def _mask(spans: _Spans, mark: NDArray[np.bool_]) -> _Spans:
    return _Spans(np.where(mark, spans.calendar, NO_TIME), np.where(mark, spans.working, NO_TIME))


def _sum_by_case(spans: NDArray[np.int64], instances: Instances, cases: int) -> NDArray[np.int64]:
    total = np.zeros(cases, dtype=np.int64)
    np.add.at(total, instances.case, np.where(spans == NO_TIME, 0, spans))
    return total
