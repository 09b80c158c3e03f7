"""The loops of optimal alignment; numbers and arrays only. Imported where they are called (they may compile).

``column[m]`` is the least cost of having read a prefix and standing at marking ``m``. A column is closed: no move of the
model makes any entry cheaper. Reading one event makes the next column of it: one more for every entry (the event stands
alone), or nothing more along a transition of that activity; only what this made cheaper is carried on. Entries above a
limit are left out, so that the columns of traces that fit are few; what does not end within it is tried again.

Columns are kept and found again: which one follows which by which activity is worked out once, whatever prefix led there.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from zaizao.units.compiling import compiled

FAR: Final = 1 << 29
"""The cost of what was not reached."""
_NOWHERE: Final = -2


class Forward(NamedTuple):
    """The moves of a net by the marking they lead from (``starts``); a label below zero is silent and costs nothing."""

    starts: NDArray[np.int64]
    targets: NDArray[np.int32]
    labels: NDArray[np.int32]
    costs: NDArray[np.int32]


class Backward(NamedTuple):
    """The same moves by the marking they lead to; ``owners`` says which that is."""

    starts: NDArray[np.int64]
    sources: NDArray[np.int32]
    transitions: NDArray[np.int32]
    labels: NDArray[np.int32]
    owners: NDArray[np.int32]


class Shelf(NamedTuple):
    """Columns that are known, the nearest unexplored marking of each, which follows by which activity, a hash table."""

    columns: NDArray[np.int32]
    nearest: NDArray[np.int64]
    follow: NDArray[np.int32]
    table: NDArray[np.int32]


class Paths(NamedTuple):
    """Traces one after another."""

    events: NDArray[np.int32]
    starts: NDArray[np.int64]


class Results(NamedTuple):
    """By trace: cost, nearest unexplored marking, and where its moves (event, transition; last first) begin."""

    costs: NDArray[np.int64]
    nearest: NDArray[np.int64]
    starts: NDArray[np.int64]
    moves: NDArray[np.int32]


class Search(NamedTuple):
    """Room for going backward: a queue, and for each marking the move by which it was come to."""

    queue: NDArray[np.int32]
    came: NDArray[np.int32]


@compiled
def settle(column: NDArray[np.int32], tail: int, search: Search, forward: Forward, limit: int) -> None:
    """Carry on along the moves of the model what became cheaper: the first ``tail`` of the queue, which is a ring."""
    queue, waiting = search
    size = len(queue)
    head = 0
    while head != tail:
        one = queue[head]
        head = (head + 1) % size
        waiting[one] = _NOWHERE
        value = column[one]
        for edge in range(forward.starts[one], forward.starts[one + 1]):
            target = forward.targets[edge]
            reached = value + forward.costs[edge]
            if reached <= limit and reached < column[target]:
                column[target] = reached
                if waiting[target] == _NOWHERE:
                    waiting[target] = 0
                    queue[tail] = target
                    tail = (tail + 1) % size


@compiled
def read_event(
    before: NDArray[np.int32], after: NDArray[np.int32], label: int, search: Search, forward: Forward, limit: int
) -> None:
    """The column after one more event of the activity ``label``."""
    for one in range(len(before)):
        value = before[one] + 1
        after[one] = value if value <= limit else FAR
    tail = 0
    for one in range(len(before)):
        value = before[one]
        if value > limit:
            continue
        for edge in range(forward.starts[one], forward.starts[one + 1]):
            target = forward.targets[edge]
            if forward.labels[edge] == label and value < after[target]:
                after[target] = value
                if search.came[target] == _NOWHERE:
                    search.came[target] = 0
                    search.queue[tail] = target
                    tail += 1
    settle(after, tail, search, forward, limit)


@compiled
def keep_column(columns: NDArray[np.int32], count: int, table: NDArray[np.int32]) -> int:
    """The number of the column that stands at ``count``: that of an equal one before it, if there is one."""
    fresh = columns[count]
    told = np.uint64(146959810)
    for value in fresh:  # 31 bits times 32 bits: nothing overflows, compiled or not
        told = ((told ^ np.uint64(value)) & np.uint64(0x7FFFFFFF)) * np.uint64(0x9E3779B1)
        told ^= told >> np.uint64(29)
    mask = len(table) - 1
    slot = np.int64(told & np.uint64(mask))
    while table[slot] >= 0:
        one = table[slot]
        same = True
        for marking in range(len(fresh)):
            if columns[one, marking] != fresh[marking]:
                same = False
                break
        if same:
            return int(one)
        slot = (slot + 1) & mask
    table[slot] = count
    return count


@compiled
def find_nearest(column: NDArray[np.int32], frontier: int) -> int:
    """The least cost of a marking that the graph does not go on from."""
    best = FAR
    for one in range(frontier, len(column)):
        best = min(best, column[one])
    return best


@compiled
def find_step(
    columns: NDArray[np.int32], path: NDArray[np.int32], at: int, label: int, search: Search, backward: Backward
) -> tuple[int, int, int, int, int]:
    """How the marking that the queue begins with was come to at place ``at``; silent moves are gone back breadth first.

    Gives the marking that has an answer, whether an event was read, the transition (-1 for none), the marking before
    (-1 at the very beginning), and how many markings were looked at. Events together with moves come first.
    """
    queue, came = search
    here, last = columns[path[at]], columns[path[max(at - 1, 0)]]
    head, tail = 0, 1
    while head < tail:
        one = queue[head]
        head += 1
        value = here[one]
        if at == 0 and one == 0 and value == 0:
            return one, 0, -1, -1, tail
        begin, end = backward.starts[one], backward.starts[one + 1]
        if at > 0:
            for edge in range(begin, end):
                if backward.labels[edge] == label and last[backward.sources[edge]] == value:
                    return one, 1, backward.transitions[edge], backward.sources[edge], tail
            if last[one] + 1 == value:
                return one, 1, -1, one, tail
        for edge in range(begin, end):
            source = backward.sources[edge]
            if backward.labels[edge] >= 0 and here[source] + 1 == value:
                return one, 0, backward.transitions[edge], source, tail
            if backward.labels[edge] < 0 and here[source] == value and came[source] == _NOWHERE:
                came[source] = edge
                queue[tail] = source
                tail += 1
    return -1, 0, -1, -1, tail


@compiled
def trace_back(
    columns: NDArray[np.int32], path: NDArray[np.int32], trace: NDArray[np.int32], marking: int, search: Search,
    backward: Backward, moves: NDArray[np.int32],
) -> int:  # fmt: skip
    """The moves of an optimal alignment, last first; gives their number."""
    at, count = len(trace), 0
    while marking >= 0:
        search.queue[0] = marking
        search.came[marking] = -1
        label = trace[at - 1] if at > 0 else -1
        found, event, transition, source, seen = find_step(columns, path, at, label, search, backward)
        begin, one = count, found
        while one != marking:  # the silent moves from there to where we stood, which are turned round below
            edge = search.came[one]
            moves[count, 0] = -1
            moves[count, 1] = backward.transitions[edge]
            count += 1
            one = backward.owners[edge]
        for step in range((count - begin) // 2):
            other = count - 1 - step
            held = moves[begin + step, 1]
            moves[begin + step, 1] = moves[other, 1]
            moves[other, 1] = held
        for entry in range(seen):
            search.came[search.queue[entry]] = _NOWHERE
        if source >= 0:
            moves[count, 0] = at - 1 if event else -1
            moves[count, 1] = transition
            count += 1
            at -= event
        marking = source
    return count


@compiled
def walk(
    trace: NDArray[np.int32], path: NDArray[np.int32], known: int, shelf: Shelf, search: Search, forward: Forward,
    limit: int, frontier: int,
) -> tuple[int, int]:  # fmt: skip
    """The columns of a trace into ``path``: how many columns are known then, and the nearest unexplored marking.

    A negative number of columns says that the shelf is full.
    """
    columns, nearest, follow, table = shelf
    if known == 0:
        columns[0, :] = FAR
        columns[0, 0] = 0
        search.came[0] = 0
        search.queue[0] = 0
        settle(columns[0], 1, search, forward, limit)
        nearest[0] = find_nearest(columns[0], frontier)
        keep_column(columns, 0, table)
        known = 1
    path[0] = 0
    best = nearest[0]
    for at in range(len(trace)):
        one = follow[path[at], trace[at]]
        if one < 0:
            if known == len(columns):
                return -known, best
            read_event(columns[path[at]], columns[known], trace[at], search, forward, limit)
            one = keep_column(columns, known, table)
            if one == known:
                nearest[known] = find_nearest(columns[known], frontier)
                known += 1
            follow[path[at], trace[at]] = one
        path[at + 1] = one
        best = min(best, nearest[one])
    return known, best


@compiled
def align_all(
    paths: Paths, begin: int, known: int, shelf: Shelf, results: Results, moves: tuple[Forward, Backward],
    limit: int, ends: tuple[int, int],
) -> tuple[int, int]:  # fmt: skip
    """Align traces from ``begin`` on as far as ``limit``; ``ends``: the final marking and the first unexplored one.

    ``known`` columns are on the shelf. Gives how many traces are done and columns known: fewer traces than there are,
    when the shelf or the room for moves is full.
    """
    forward, backward = moves
    final, frontier = ends
    size = shelf.columns.shape[1]
    search = Search(np.zeros(size + 1, dtype=np.int32), np.full(size, _NOWHERE, dtype=np.int32))
    longest = 0
    for trace in range(begin, len(paths.starts) - 1):
        longest = max(longest, paths.starts[trace + 1] - paths.starts[trace])
    path = np.zeros(longest + 1, dtype=np.int32)
    used = results.starts[begin]
    for trace in range(begin, len(paths.starts) - 1):
        events = paths.events[paths.starts[trace] : paths.starts[trace + 1]]
        known, best = walk(events, path, known, shelf, search, forward, limit, frontier)
        if known < 0:
            return trace, -known
        cost = FAR
        if final >= 0:
            cost = shelf.columns[path[len(events)], final]
        results.costs[trace] = cost
        results.nearest[trace] = best
        if cost < FAR and len(results.moves) > 0:
            if used + 2 * size + 2 * len(events) + cost > len(results.moves):
                return trace, known
            used += trace_back(shelf.columns, path, events, final, search, backward, results.moves[used:])
        results.starts[trace + 1] = used
    return len(paths.starts) - 1, known
