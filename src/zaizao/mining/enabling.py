"""When each piece of work could begin: after the last work of its case that ended before it, or when it was scheduled."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from zaizao.eventlog import NO_TIME, EventLog
from zaizao.mining.pairing import Pairs

_BEGINS, _ENDS = 0, 1


def find_enablers(
    log: EventLog, pairs: Pairs, *, start: NDArray[np.int64], end: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """(enabled, enabler) of each instance; NO_TIME and -1 for the first of a case and for starts that are not known.

    Enabled is the moment of the life cycle's ``schedule`` where there is one, else the end of the enabler: the
    instance of the case that ended last before this one began (on equal times: that stands before it in the log).
    Work of one case that overlaps never enables each other, whatever the activities.
    """
    case = log.case[pairs.opened]
    begins = np.flatnonzero(start != NO_TIME)
    ends = np.flatnonzero(end != NO_TIME)
    who = np.concatenate((begins, ends))
    kind = np.repeat(np.array([_BEGINS, _ENDS]), (len(begins), len(ends)))
    moment = np.concatenate((start[begins], end[ends]))
    place = np.concatenate((_places_of_begins(log, pairs)[begins], pairs.place_closed[ends]))
    order = np.lexsort((kind, place, moment, case[who]))
    who, kind = who[order], kind[order]
    at = np.arange(len(who))
    last_end = np.maximum.accumulate(np.where(kind == _ENDS, at, -1)) if len(who) else at
    enabler = np.full(len(case), -1, dtype=np.int32)
    mine = (kind == _BEGINS) & (last_end >= 0)
    mine[mine] = case[who[last_end[mine]]] == case[who[mine]]
    enabler[who[mine]] = who[last_end[mine]]
    enabled = np.where(enabler >= 0, end[enabler] if len(end) else NO_TIME, NO_TIME)
    scheduled = (pairs.scheduled != NO_TIME) & (start != NO_TIME) & (pairs.scheduled <= start)
    return np.where(scheduled, pairs.scheduled, enabled), enabler


def _places_of_begins(log: EventLog, pairs: Pairs) -> NDArray[np.int64]:
    """Where starts stand among events of one moment; that of an interval is after all that ended at that moment."""
    if log.start is None:
        return pairs.place
    interval = (pairs.opened == pairs.closed) & (log.start[pairs.opened] < log.time[pairs.opened])
    return np.where(interval & (log.start[pairs.opened] != NO_TIME), len(log), pairs.place)
