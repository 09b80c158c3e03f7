"""What came last, as far back as the log has evidence: the states of a course, and the steps from one to the next.

A variable-order Markov model: the context before a task is the longest run of tasks ahead of it that occurs at least
`Memory.enough` times. Longer runs are known only where shorter ones are, so a state and the next task give the next state.
"""

from __future__ import annotations

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from zaizao.simulation.calibration.history import History
from zaizao.simulation.course import END

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


WHOLE = 0
"""The memory that keeps past cases whole instead of taking them apart."""


class Memory(Struct, frozen=True):
    """How far back a state may look, and how often a run of tasks must occur to be one."""

    longest: int = 3
    enough: int = 20


class Steps(Struct, frozen=True, eq=False):
    """A row for each task, and one for each end: from which state, to which label (END for the end), after how long.

    Rows of a case stand together; ``gap`` is NaN before the first task. ``pending``: the case is known to go on, so that
    what comes next and when is not known, only that it took longer than ``gap`` so far.
    """

    case: Integers
    before: Integers
    """The label before, or the number of labels at the beginning of a case."""
    state: Integers
    label: Integers
    following: Integers
    """The state led to; END at the end."""
    gap: Floats
    since: Floats
    """When the task before was over; the case's beginning for its first."""
    until: Floats
    pending: NDArray[np.bool_]
    step_of_state: Integers
    """State 0 is the beginning and does nothing."""


def walk(history: History, memory: Memory, *, is_open: NDArray[np.bool_] | None = None, now: float = 0.0) -> Steps:
    """Every step of every case. ``is_open``: the cases known to go on after ``now``."""
    count, sizes = history.cases, np.diff(history.first)
    rows = len(history.label) + count
    case = np.repeat(np.arange(count), sizes + 1)
    last = np.cumsum(sizes + 1) - 1
    labels = np.full(rows, END, dtype=np.int64)
    inner = np.ones(rows, dtype=np.bool_)
    inner[last] = False
    labels[inner] = history.label
    opening = np.concatenate(([0], last[:-1] + 1)) if count else np.zeros(0, dtype=np.int64)
    alphabet = len(history.labels)
    before = np.concatenate(([alphabet], labels[:-1]))
    before[opening] = alphabet
    state = _name_states(before, np.arange(rows) - np.repeat(opening, sizes + 1), alphabet, memory)
    following = np.where(inner, np.concatenate((state[1:], [END])), END)
    over = np.full(rows, np.nan)
    over[~_at(opening, rows)] = _run_maximum(history)
    start = np.full(rows, np.nan)
    start[inner] = history.start
    pending = np.zeros(rows, dtype=np.bool_)
    if is_open is not None:
        pending[last[is_open]] = True
        start[last[is_open]] = now
    since = np.where(np.isnan(over), start, over)
    step_of_state = np.full(int(state.max(initial=0)) + 1, END, dtype=np.int64)
    step_of_state[state] = before
    gap = np.where(np.isnan(over), np.nan, np.maximum(start - over, 0.0))
    return Steps(case, before, state, labels, following, gap, since, start, pending, step_of_state)


def _at(places: Integers, length: int) -> NDArray[np.bool_]:
    marked = np.zeros(length, dtype=np.bool_)
    marked[places] = True
    return marked


def _run_maximum(history: History) -> Floats:
    """For each task, when all of its case up to it was over."""
    ends = history.end.copy()
    if not history.spans:
        return ends
    lifted = np.repeat(np.arange(history.cases), np.diff(history.first)) * 1e12
    highest: Floats = np.maximum.accumulate(ends + lifted) - lifted
    return highest


def _name_states(before: Integers, place: Integers, alphabet: int, memory: Memory) -> Integers:
    """A dense number for the context of each row; 0 for the beginning of a case.

    Runs are coded one label longer at a time; the counts only fall, so the last length that is known is the longest.
    """
    codes, chosen, offset = before.copy(), before.copy(), alphabet + 1
    for back in range(2, memory.longest + 1):
        further = np.where(place >= back - 1, np.roll(before, back - 1), alphabet + 1)
        codes = np.unique(codes * (alphabet + 2) + further, return_inverse=True)[1].astype(np.int64)
        known = np.bincount(codes)[codes] >= memory.enough
        if not np.any(known):
            break
        chosen = np.where(known, offset + codes, chosen)
        offset += int(codes.max()) + 1
    state = np.unique(np.where(before == alphabet, -1, chosen), return_inverse=True)[1]
    return state.astype(np.int64)
