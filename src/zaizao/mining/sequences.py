"""What came directly after what inside each case: the pairs of pieces of work that all hand-over and flow is counted from."""

from __future__ import annotations

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from zaizao.eventlog import NO_TIME
from zaizao.mining.instances import Instances


class Steps(Struct, frozen=True, eq=False):
    """Pairs of instances of one case, the second directly after the first in the order of the log."""

    before: NDArray[np.int64]
    after: NDArray[np.int64]


def list_steps(instances: Instances, kept: NDArray[np.bool_] | None = None) -> Steps:
    """All pairs; with ``kept``, those of the log from which the other instances were taken out."""
    rows = np.arange(len(instances)) if kept is None else np.flatnonzero(kept)
    same = instances.case[rows[1:]] == instances.case[rows[:-1]]
    return Steps(rows[:-1][same], rows[1:][same])


def measure_steps(starts: NDArray[np.int64], ends: NDArray[np.int64], steps: Steps) -> NDArray[np.int64]:
    """Microseconds from the end of the first to the start of the second; 0 where they overlap, NO_TIME if unknown."""
    ended, began = ends[steps.before], starts[steps.after]
    known = (ended != NO_TIME) & (began != NO_TIME)
    return np.where(known, np.maximum(np.where(known, began - np.where(known, ended, 0), 0), 0), NO_TIME)


def rank_inside(keys: NDArray[np.int64]) -> NDArray[np.int64]:
    """For each row: how many rows before it have the same key."""
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    starts = np.flatnonzero(np.concatenate(([True], ordered[1:] != ordered[:-1]))) if len(keys) else keys
    lengths = np.diff(np.append(starts, len(keys)))
    rank = np.empty(len(keys), dtype=np.int64)
    rank[order] = np.arange(len(keys)) - np.repeat(starts, lengths)
    return rank
