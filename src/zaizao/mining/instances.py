"""What was worked on: the events of a log paired to activity instances, each with its start, its end and when it could begin.

Pairing and enabling only; what the instances say about times and their causes is in the rooms beside.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from zaizao.eventlog import NO_TIME, EventLog
from zaizao.mining.enabling import find_enablers
from zaizao.mining.pairing import Pairs, pair_rows

NO_INSTANCE: Final = -1
"""Nothing came before: the first work of a case."""


class Instances(Struct, frozen=True, eq=False):
    """One row for each time an activity was worked on, by case and, inside it, in the order of the log.

    Times are microseconds since 1970-01-01T00:00Z, NO_TIME where they are not known. A point in time (an event without
    a start) has ``start == end``; work that was begun and never ended has ``end == NO_TIME``.
    """

    case: NDArray[np.int32]
    activity: NDArray[np.int32]
    resource: NDArray[np.int32]
    """Who started it, else who ended it; NO_CODE where nobody is named."""
    start: NDArray[np.int64]
    end: NDArray[np.int64]
    enabled: NDArray[np.int64]
    """When it could begin: when it was scheduled, else when the last work of its case before it ended; see `enabling`."""
    enabler: NDArray[np.int32]
    """The instance whose end is the nearest before the start; NO_INSTANCE for the first of a case."""
    paused: NDArray[np.int64]
    """Microseconds between suspend and resume, inside the work."""
    row: NDArray[np.int64]
    """The event that ended it; where it never ended, the one that started it."""
    first_row: NDArray[np.int64]
    """The event that started it; the same as ``row`` for points."""
    left_out: Mapping[str, int]
    """Events that belong to no instance, by transition: skipped or withdrawn work, what was scheduled and never begun."""

    def __len__(self) -> int:
        return len(self.case)

    def spans(self) -> NDArray[np.bool_]:
        """Whether start and end are both known, one not before the other, and from two events (or one interval)."""
        forward = (self.start != NO_TIME) & (self.end != NO_TIME) & (self.end >= self.start)
        found: NDArray[np.bool_] = forward & ~self.points()
        return found

    def points(self) -> NDArray[np.bool_]:
        """Whether only one moment is known, so that waiting and working cannot be told apart."""
        found: NDArray[np.bool_] = (self.row == self.first_row) & (self.start == self.end)
        return found

    def processing(self) -> NDArray[np.int64]:
        """Microseconds of work without its pauses, NO_TIME where start or end is not known (points included)."""
        return np.where(self.spans(), np.maximum(self.end - self.start - self.paused, 0), NO_TIME)

    def waiting(self) -> NDArray[np.int64]:
        """Microseconds from enabled to start; NO_TIME where either is not known or the start lies before."""
        known = (self.enabled != NO_TIME) & (self.start != NO_TIME)
        return np.where(known & (self.start >= self.enabled), self.start - self.enabled, NO_TIME)

    def passing(self) -> NDArray[np.int64]:
        """Microseconds from enabled to end: waiting and working; of a point to its moment, of a case's first work its own.

        0 where nothing is known.
        """
        begin = np.where(self.enabled == NO_TIME, self.start, self.enabled)
        end = np.where(self.end == NO_TIME, self.start, self.end)
        known = (begin != NO_TIME) & (end != NO_TIME) & (end >= begin)
        return np.where(known, end - np.where(known, begin, 0), 0)


def pair_instances(log: EventLog) -> Instances:
    """The activity instances of a log.

    A ``start`` is closed by the next ``complete`` (or abort) of the same case and activity that is not taken, first in
    first out; the key ``concept:instance`` decides where the log has it. ``suspend`` … ``resume`` are pauses. A row
    with a start of its own (`EventLog.start`) is an interval. Everything else is a point in time: an end without a
    start, an event without a transition, or with one that the standard life cycle does not know.
    In a log without any start or complete every event is a point. (IEEE 1849-2023, annex on extensions.)
    """
    pairs = pair_rows(log)
    opened, closed = pairs.opened, pairs.closed
    start, end = _moments(log, pairs)
    enabled, enabler = find_enablers(log, pairs, start=start, end=end)
    resource = np.where(log.resource[opened] >= 0, log.resource[opened], log.resource[closed])
    return Instances(
        case=log.case[opened],
        activity=log.activity[opened],
        resource=resource,
        start=start,
        end=end,
        enabled=enabled,
        enabler=enabler,
        paused=pairs.paused,
        row=closed,
        first_row=opened,
        left_out=pairs.left_out,
    )


def _moments(log: EventLog, pairs: Pairs) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    start, end = log.time[pairs.opened], log.time[pairs.closed]
    end = np.where(pairs.is_open, NO_TIME, end)
    if log.start is None:
        return start, end
    given = log.start[pairs.opened]
    alone = (pairs.opened == pairs.closed) & (given != NO_TIME)
    return np.where(alone, given, start), end
