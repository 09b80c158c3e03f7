"""The three columns that are counted, and their order inside a case."""

from __future__ import annotations

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from zaizao.eventlog.log import NO_CODE, NO_OFFSET, NO_TIME, EventLog


class Events(Struct, frozen=True, eq=False):
    """Case, activity and time (see `EventLog`) in the order the events came."""

    case: NDArray[np.int32]
    activity: NDArray[np.int32]
    time: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.case)

    def take(self, rows: NDArray[np.int64] | slice) -> Events:
        """Chosen rows, in the order given."""
        return Events(self.case[rows], self.activity[rows], self.time[rows])

    def take_cases(self, cases: NDArray[np.int64], since: int = 0) -> Events:
        """The events of some cases from a row on, in the order they came."""
        if since:
            return self.take(slice(since, None)).take_cases(cases)
        wanted = np.zeros(int(max(self.case.max(initial=-1), cases.max(initial=-1))) + 1, dtype=np.bool_)
        wanted[cases] = True
        return self.take(np.flatnonzero(wanted[self.case]))


def read_events(log: EventLog) -> Events:
    """The columns of a log as the loops want them: contiguous, of their own type."""
    return Events(
        case=np.ascontiguousarray(log.case, dtype=np.int32),
        activity=np.ascontiguousarray(log.activity, dtype=np.int32),
        time=np.ascontiguousarray(log.time, dtype=np.int64),
    )


def sort_events(events: Events) -> Events:
    """The events case by case, each case in the order of `EventLog.order`."""
    cases, case = np.unique(events.case, return_inverse=True)
    nothing = np.full(len(events), NO_CODE, dtype=np.int32)
    log = EventLog(
        case=case.astype(np.int32),
        activity=events.activity,
        time=events.time,
        case_names=("",) * len(cases),
        activity_names=(),
        resource=nothing,
        resource_names=(),
        lifecycle=nothing.astype(np.int16),
        lifecycle_names=(),
        offset=np.full(len(events), NO_OFFSET, dtype=np.int16),
    )
    return events.take(log.order.rows)


def take_heads(events: Events, cases: NDArray[np.int64], taken: NDArray[np.int64]) -> Events:
    """Of each case the first so many events, in the order they came; ``cases`` ascend."""
    rows = np.argsort(events.case, kind="stable")
    of = np.searchsorted(cases, events.case[rows])
    begins = np.searchsorted(events.case[rows], cases)
    place = np.arange(len(rows)) - begins[of]
    return events.take(np.sort(rows[place < taken[of]]))


def count_late(events: Events) -> int:
    """How many events are older than one of their case that came before them."""
    rows = np.argsort(events.case, kind="stable")
    rows = rows[events.time[rows] != NO_TIME]
    case, time = events.case[rows], events.time[rows]
    begins = np.flatnonzero(np.concatenate(([True], case[1:] != case[:-1]))) if len(rows) else rows
    late = 0
    for part in np.split(time, begins[1:]):
        late += int(np.count_nonzero(part < np.maximum.accumulate(part)))
    return late
