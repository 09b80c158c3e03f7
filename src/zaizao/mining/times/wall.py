"""The moments of a log and of its instances on the wall clock of those who worked."""

from __future__ import annotations

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from zaizao.eventlog import NO_TIME, EventLog
from zaizao.mining.clock import Clock
from zaizao.mining.instances import Instances


class WallTimes(Struct, frozen=True, eq=False):
    """Wall times: of each instance, and of the first and last known moment of each case."""

    start: NDArray[np.int64]
    end: NDArray[np.int64]
    enabled: NDArray[np.int64]
    case_first: NDArray[np.int64]
    case_last: NDArray[np.int64]


def read_wall_times(log: EventLog, instances: Instances, clock: Clock) -> WallTimes:
    """All moments on the wall clock (see `Clock.read_wall`); offsets are those of the events they come from."""
    start = clock.read_wall(instances.start, log.offset[instances.first_row])
    end = clock.read_wall(instances.end, log.offset[instances.row])
    enabled = clock.read_wall(instances.enabled, log.offset[instances.first_row])
    after = instances.enabler >= 0
    from_end = after & (instances.enabled == np.where(after, instances.end[instances.enabler], NO_TIME))
    enabled = np.where(from_end, end[instances.enabler], enabled) if len(end) else enabled
    moments = clock.read_wall(log.time, log.offset)
    begun = moments if log.start is None else _or_later(clock.read_wall(log.start, log.offset), moments)
    first, last = _find_ends(log, begun, moments)
    return WallTimes(start, end, enabled, first, last)


def _or_later(starts: NDArray[np.int64], moments: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.where(starts == NO_TIME, moments, starts)


def _find_ends(
    log: EventLog, begun: NDArray[np.int64], moments: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The earliest and the latest known moment of each case; NO_TIME where none is known."""
    most = np.iinfo(np.int64).max
    first = np.full(len(log.case_names), most, dtype=np.int64)
    last = np.full(len(log.case_names), NO_TIME, dtype=np.int64)
    np.minimum.at(first, log.case, np.where(begun == NO_TIME, most, begun))
    np.maximum.at(last, log.case, moments)
    unknown = (first == most) | (last == NO_TIME)
    return np.where(unknown, NO_TIME, first), np.where(unknown, NO_TIME, last)
