"""Work done in heaps: several cases that became ready at different times, finished one right after the other."""

from __future__ import annotations

import numpy as np
from msgspec import Struct

from zaizao.eventlog import NO_TIME
from zaizao.mining.facts.facts import DAY, Facts, Seen


class Batched(Struct, frozen=True, eq=False):
    """How much of a step was done in heaps."""

    seen: Seen
    """Cases whose work was done in a heap, among those with known times."""
    heaps: int
    days_waited: float
    """What a case of a heap waited on average from when it could begin."""


def see_batches(facts: Facts, name: str, *, least: int, minutes: float) -> Batched | None:
    """Heaps of a step: at least ``least`` cases of one person, each ended within so many minutes of the one before,
    that became ready over more than a day. None where times have no time of day, so that heaps cannot be told.
    """
    work, rows = facts.work, facts.rows_of(name)
    rows = rows[(work.end[rows] != NO_TIME) & (work.enabled[rows] != NO_TIME)]
    if not len(rows) or np.all(facts.read_wall(work.end[rows], rows) % DAY == 0):
        return None
    rows = rows[np.lexsort((work.end[rows], work.resource[rows]))]
    end, who = work.end[rows], work.resource[rows]
    breaks = np.ones(len(rows), dtype=np.bool_)
    breaks[1:] = (who[1:] != who[:-1]) | (end[1:] - end[:-1] > minutes * 60_000_000)
    heap = np.cumsum(breaks) - 1
    count = np.bincount(heap)
    ready = work.enabled[rows]
    first = np.full(len(count), np.iinfo(np.int64).max, dtype=np.int64)
    last = np.full(len(count), np.iinfo(np.int64).min, dtype=np.int64)
    np.minimum.at(first, heap, ready)
    np.maximum.at(last, heap, ready)
    is_heap = (count >= least) & (last - first > DAY)
    inside = is_heap[heap]
    waited = float(np.mean(end[inside] - ready[inside])) / DAY if inside.any() else 0.0
    seen = facts.see(work.case[rows[inside]], len(np.unique(work.case[rows])))
    return Batched(seen, int(np.count_nonzero(is_heap)), waited)
