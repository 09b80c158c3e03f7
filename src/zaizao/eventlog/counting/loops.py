"""The loops over events. Only numbers and arrays; whoever calls them says what they mean (`tally.py`).

A case's state is one row of eight 64-bit numbers, a cache line, because events of a time-ordered log touch cases at random.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from zaizao.eventlog.log import NO_TIME
from zaizao.units.compiling import compiled

LAST_ACTIVITY: Final = 0
"""The code of the last event's activity + 1, so that a row of zeros is a case of which nothing is known."""
LAST_TIME: Final = 1
EARLIEST: Final = 2
LATEST: Final = 3
EVENTS: Final = 4
"""Events in the lower half; events that have a time in the upper."""
PATH: Final = 5
OTHER_PATH: Final = 6
FIRST_ROW: Final = 7
STATE_WIDTH: Final = 8

KEY: Final = 0
"""Of an edge: source * 2**31 + target + 1; 0 is an empty slot."""
COUNT: Final = 1
UNTIMED: Final = 2
HIGH: Final = 3
LOW: Final = 4
BACKWARDS: Final = 5
EDGE_WIDTH: Final = 8

USED: Final = 0
"""In the notes: slots of the edge table in use."""
LATE: Final = 1
"""In the notes: whether cases were set aside because an event came late."""

ONE_TIMED: Final = 1 << 32
LOWER_HALF: Final = (1 << 32) - 1
SPREAD: Final = 0x1E3779B97F4A7C15
MIX: Final = 0x2545F4914F6CDD1D
OTHER_MIX: Final = 0x5851F42D4C957F2D
UPPER_GONE: Final = (1 << 35) - 1


@compiled
def find_edge(edges: NDArray[np.int64], key: int) -> int:
    """The slot of an edge, or the empty one where it belongs."""
    mask = len(edges) - 1
    slot = ((key * SPREAD) >> 32) & mask
    while edges[slot, KEY] != 0 and edges[slot, KEY] != key:
        slot = (slot + 1) & mask
    return slot


class Columns(NamedTuple):
    """The events."""

    case: NDArray[np.int32]
    activity: NDArray[np.int32]
    time: NDArray[np.int64]


class Counts(NamedTuple):
    """What is counted; `Tally` says more of each."""

    state: NDArray[np.int64]
    edges: NDArray[np.int64]
    firsts: NDArray[np.int64]
    aside: NDArray[np.uint8]
    """Cases of which no event is taken (any more)."""
    mixed: NDArray[np.uint8]
    """Cases whose events did not come in order."""
    notes: NDArray[np.int64]


@compiled
def spread_out(path: int) -> int:
    """The last step of hashing: the upper bits reach the lower ones."""
    return path ^ ((path >> 29) & UPPER_GONE)


@compiled
def take_events(events: Columns, counts: Counts, begin: int, first_row: int, given: int, sign: int) -> int:
    """Take events from ``begin`` on; returns where it stopped: at the end, or at a table that must grow.

    Unless the order is ``given``, a case with an event older than what it had is set aside from there on; so is a mixed
    one when an event without a time comes. One long loop: a call with arrays for each event costs three times as much.
    """
    case, activity, time = events
    state, edges, firsts, aside, mixed, notes = counts
    mask = len(edges) - 1
    for row in range(begin, len(case)):
        of = np.uint32(case[row])  # never negative: the compiler need not ask
        if aside[of] != 0:
            continue
        now = time[row]
        had = state[of, EVENTS]
        if now != NO_TIME:
            if had < ONE_TIMED:
                state[of, EARLIEST] = now
                state[of, LATEST] = now
            elif now >= state[of, LATEST]:
                state[of, LATEST] = now
            elif given == 0:
                aside[of] = notes[LATE] = 1
                continue
            elif now < state[of, EARLIEST]:
                state[of, EARLIEST] = now
            had += ONE_TIMED
        elif given == 0 and mixed[of] != 0:
            aside[of] = notes[LATE] = 1
            continue
        state[of, EVENTS] = had + 1
        does = activity[row]
        before = state[of, LAST_ACTIVITY] - 1
        if before >= 0:
            key = (before << 31) + does + 1
            slot = ((key * SPREAD) >> 32) & mask
            while edges[slot, KEY] != key and edges[slot, KEY] != 0:
                slot = (slot + 1) & mask
            if edges[slot, KEY] == 0:
                edges[slot, KEY] = key
                notes[USED] += 1
            edges[slot, COUNT] += sign
            left = state[of, LAST_TIME]
            if left != NO_TIME and now != NO_TIME:  # noqa: PLR1714 - a set would not compile
                wait = now - left  # summed in two halves, so that no sum can overflow
                edges[slot, HIGH] += sign * (wait >> 32)
                edges[slot, LOW] += sign * (wait & LOWER_HALF)
                edges[slot, BACKWARDS] += sign * (wait < 0)
            else:
                edges[slot, UNTIMED] += sign
        else:
            firsts[does] += sign
            state[of, FIRST_ROW] = first_row + row
        state[of, LAST_ACTIVITY] = does + 1
        state[of, LAST_TIME] = now
        state[of, PATH] = spread_out((state[of, PATH] + does + 1) * MIX)
        state[of, OTHER_PATH] = spread_out((state[of, OTHER_PATH] ^ (does + 1)) * OTHER_MIX) + SPREAD
        if notes[USED] * 2 >= len(edges):
            return row + 1
    return len(case)


@compiled
def move_edges(old: NDArray[np.int64], new: NDArray[np.int64]) -> None:
    """Put every edge into a larger table."""
    for row in range(len(old)):
        if old[row, KEY] != 0:
            new[find_edge(new, old[row, KEY])] = old[row]


@compiled
def group_paths(
    state: NDArray[np.int64], of_case: NDArray[np.int32], examples: NDArray[np.int64], table: NDArray[np.int32]
) -> int:
    """Number the distinct paths in the order of their first cases; returns how many there are."""
    mask = len(table) - 1
    found = 0
    for case in range(len(state)):
        if state[case, EVENTS] == 0:
            of_case[case] = -1
            continue
        slot = (state[case, PATH] >> 20) & mask
        while True:
            number = table[slot] - 1
            if number < 0:
                table[slot] = found + 1
                examples[found] = case
                of_case[case] = found
                found += 1
                break
            like = examples[number]
            if (
                state[like, PATH] == state[case, PATH]
                and state[like, OTHER_PATH] == state[case, OTHER_PATH]
                and state[like, EVENTS] & LOWER_HALF == state[case, EVENTS] & LOWER_HALF
            ):
                of_case[case] = number
                break
            slot = (slot + 1) & mask
    return found


@compiled
def copy_paths(
    case: NDArray[np.int32],
    activity: NDArray[np.int32],
    cursor: NDArray[np.int64],
    steps: NDArray[np.int32],
) -> None:
    """Write the activities of the cases that have a cursor, each where its cursor stands (-1: none)."""
    for row in range(len(case)):
        place = cursor[case[row]]
        if place >= 0:
            steps[place] = activity[row]
            cursor[case[row]] = place + 1
