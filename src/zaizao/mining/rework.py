"""What was done again in the same case: repeats at once, returns after other work, and the time they took."""

from __future__ import annotations

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from zaizao.eventlog import EventLog
from zaizao.mining.instances import Instances
from zaizao.mining.sequences import rank_inside
from zaizao.mining.spread import SECOND


class Repeated(Struct, frozen=True):
    """One activity that was done more than once in some case."""

    activity: str
    cases: int
    """Cases in which it was done at all."""
    repeating: int
    """Cases in which it was done more than once."""
    at_once: int
    """Repeats directly after itself."""
    returns: int
    """Repeats after other work: loops."""
    seconds: float
    """Known waiting, working and passing time of the repeats, in calendar seconds."""


class Rework(Struct, frozen=True):
    """Rework of a log; ``activities`` with the most time first, then the most repeats."""

    cases: int
    repeating: int
    """Cases in which anything was done more than once."""
    seconds: float
    activities: tuple[Repeated, ...]
    repeats_of_case: NDArray[np.int64]
    """How many repeats each case has."""


def find_rework(log: EventLog, instances: Instances) -> Rework:
    """Repeats of activities inside cases. The first time of each activity in a case is never a repeat."""
    names = log.activity_names
    key = instances.case.astype(np.int64) * max(len(names), 1) + instances.activity
    again = rank_inside(key) > 0
    at_once = np.zeros(len(key), dtype=np.bool_)
    at_once[1:] = key[1:] == key[:-1]
    spent = np.where(again, instances.passing(), 0)
    pairs, firsts = np.unique(key, return_index=True)
    done_in = np.bincount(instances.activity[firsts], minlength=len(names))
    repeated_in = np.bincount(np.unique(key[again]) % max(len(names), 1), minlength=len(names))
    counts = np.bincount(instances.activity[again], minlength=len(names))
    direct = np.bincount(instances.activity[again & at_once], minlength=len(names))
    seconds = np.bincount(instances.activity, weights=spent / SECOND, minlength=len(names))
    rows = [
        Repeated(names[code], int(done_in[code]), int(repeated_in[code]), int(direct[code]),
                 int(counts[code] - direct[code]), float(seconds[code]))
        for code in np.flatnonzero(counts)
    ]  # fmt: skip
    rows.sort(key=lambda row: (-row.seconds, -row.at_once - row.returns, row.activity))
    repeats = np.bincount(instances.case[again], minlength=len(log.case_names))
    return Rework(
        cases=len(np.unique(pairs // max(len(names), 1))),
        repeating=int(np.sum(repeats > 0)),
        seconds=float(seconds.sum()),
        activities=tuple(rows),
        repeats_of_case=repeats,
    )
