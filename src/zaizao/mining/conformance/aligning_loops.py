"""The loops of optimal alignment; numbers and arrays only. Imported where they are called (they may compile).

``column[m]`` is the least cost of having read a prefix and standing at marking ``m``. A column is closed: no move of the
model makes any entry cheaper. Reading one event makes the next column of it: one more for every entry (the event stands
alone), or nothing more along a transition of that activity; only what this made cheaper is carried on. Entries above a
limit are left out, so that the columns of traces that fit are few; what does not end within it is tried again.

Columns are kept and found again: which one follows which by which activity is worked out once, whatever prefix led there.
"""

from __future__ import annotations

import numpy as np

from zaizao.units.compiling import compiled


@compiled
def settle(column, queue, tail, waiting, starts, targets, costs, limit):  # type: ignore[no-untyped-def]
    """Carry on along the moves of the model what became cheaper: the first ``tail`` of ``queue``, which is a ring."""
    size = len(queue)
    head = 0
    while head != tail:
        one = queue[head]
        head = (head + 1) % size
        waiting[one] = False
        value = column[one]
        for edge in range(starts[one], starts[one + 1]):
            target = targets[edge]
            reached = value + costs[edge]
            if reached <= limit and reached < column[target]:
                column[target] = reached
                if not waiting[target]:
                    waiting[target] = True
                    queue[tail] = target
                    tail = (tail + 1) % size


@compiled
def read_event(  # type: ignore[no-untyped-def]
    before, after, label, edge_labels, queue, waiting, starts, targets, costs, limit, far
):
    """The column after one more event of the activity ``label``."""
    for one in range(len(before)):
        value = before[one] + 1
        after[one] = value if value <= limit else far
    tail = 0
    for one in range(len(before)):
        value = before[one]
        if value > limit:
            continue
        for edge in range(starts[one], starts[one + 1]):
            if edge_labels[edge] == label and value < after[targets[edge]]:
                after[targets[edge]] = value
                if not waiting[targets[edge]]:
                    waiting[targets[edge]] = True
                    queue[tail] = targets[edge]
                    tail += 1
    settle(after, queue, tail, waiting, starts, targets, costs, limit)


@compiled
def keep_column(columns, count, table):  # type: ignore[no-untyped-def]
    """The number of the column that stands at ``count``: that of an equal one before it, if there is one."""
    fresh = columns[count]
    told = np.uint64(1469598103934665603)
    for value in fresh:
        told = (told ^ np.uint64(value)) * np.uint64(1099511628211)
    mask = len(table) - 1
    slot = np.int64((told ^ (told >> np.uint64(32))) & np.uint64(mask))
    while table[slot] >= 0:
        one = table[slot]
        same = True
        for marking in range(len(fresh)):
            if columns[one, marking] != fresh[marking]:
                same = False
                break
        if same:
            return one
        slot = (slot + 1) & mask
    table[slot] = count
    return count


@compiled
def trace_back(  # type: ignore[no-untyped-def]
    columns, path, trace, length, final, in_starts, in_sources, in_transitions, labels, came, stack, moves
):
    """The moves of an optimal alignment, last first, as (event, transition) with -1 for none; gives their number.

    Moves of both are preferred, then events alone, then moves of the model; silent ones are gone through breadth first.
    """
    at, marking, count = length, final, 0
    came[:] = -2
    while True:
        stack[0] = marking
        came[marking] = -1
        head, tail = 0, 1
        found, event, move, source = -1, -1, -1, -1
        while head < tail and found < 0:
            one = stack[head]
            head += 1
            value = columns[path[at], one]
            if at == 0 and one == 0 and value == 0:
                found = one
                break
            for edge in range(in_starts[one], in_starts[one + 1]):
                label = labels[in_transitions[edge]]
                if at > 0 and label >= 0 and label == trace[at - 1] and columns[path[at - 1], in_sources[edge]] == value:
                    found, event, move, source = one, at - 1, in_transitions[edge], in_sources[edge]
                    break
            if found < 0 and at > 0 and columns[path[at - 1], one] + 1 == value:
                found, event, source = one, at - 1, one
            if found < 0:
                for edge in range(in_starts[one], in_starts[one + 1]):
                    other = in_sources[edge]
                    label = labels[in_transitions[edge]]
                    if label >= 0 and columns[path[at], other] + 1 == value:
                        found, move, source = one, in_transitions[edge], other
                        break
                    if label < 0 and columns[path[at], other] == value and came[other] == -2:
                        came[other] = edge
                        stack[tail] = other
                        tail += 1
        # The silent way from where the step was found forward to where we stood is walked the other way round.
        if found != marking:
            count = _write_silent(found, marking, came, in_sources, in_transitions, in_starts, stack, tail, moves, count)
        for entry in range(tail):
            came[stack[entry]] = -2
        if source < 0:
            return count
        moves[count, 0] = event
        moves[count, 1] = move
        count += 1
        if event >= 0:
            at -= 1
        marking = source


@compiled
def _write_silent(found, marking, came, in_sources, in_transitions, in_starts, stack, tail, moves, count):  # type: ignore[no-untyped-def]
    # came[x] is the edge x -> y on the way to `marking`; collected from `found` on, written last first.
    begin = count
    one = found
    while one != marking:
        edge = came[one]
        moves[count, 0] = -1
        moves[count, 1] = in_transitions[edge]
        count += 1
        low, high = 0, len(in_starts) - 1
        while high - low > 1:  # the marking whose incoming edges hold this one
            middle = (low + high) // 2
            if in_starts[middle] <= edge:
                low = middle
            else:
                high = middle
        one = low
    for step in range((count - begin) // 2):
        other = count - 1 - step
        held = moves[begin + step, 1]
        moves[begin + step, 1] = moves[other, 1]
        moves[other, 1] = held
    return count


@compiled
def find_nearest(column, frontier, far):  # type: ignore[no-untyped-def]
    """The least cost of a marking that the graph does not go on from."""
    best = far
    for one in range(frontier, len(column)):
        best = min(best, column[one])
    return best


@compiled
def align_all(  # type: ignore[no-untyped-def]
    events, trace_starts, begin, edge_labels, starts, targets, costs, in_starts, in_sources, in_transitions, labels,
    final, frontier, far, limit, columns, nearest, follow, table, known, out_costs, out_nearest, moves, out_starts,
):  # fmt: skip
    """Align traces from ``begin`` on as far as ``limit``.

    ``columns``, ``nearest`` and ``follow`` (by column and activity) hold what is known of ``known`` columns. Gives how
    many traces are done and columns known: fewer traces than there are, when columns or moves are full.
    """
    size = columns.shape[1]
    queue = np.zeros(size + 1, dtype=np.int32)
    stack = np.zeros(size + 1, dtype=np.int32)
    came = np.full(size, -2, dtype=np.int32)
    waiting = np.zeros(size, dtype=np.bool_)
    longest = 0
    for trace in range(begin, len(trace_starts) - 1):
        longest = max(longest, trace_starts[trace + 1] - trace_starts[trace])
    path = np.zeros(longest + 1, dtype=np.int32)
    if known == 0:
        columns[0, :] = far
        columns[0, 0] = 0
        waiting[0] = True
        queue[0] = 0
        settle(columns[0], queue, 1, waiting, starts, targets, costs, limit)
        nearest[0] = find_nearest(columns[0], frontier, far)
        keep_column(columns, 0, table)
        known = 1
    used = out_starts[begin]
    for trace in range(begin, len(trace_starts) - 1):
        first = trace_starts[trace]
        length = trace_starts[trace + 1] - first
        path[0] = 0
        best = nearest[0]
        for at in range(length):
            label = events[first + at]
            one = follow[path[at], label]
            if one < 0:
                if known == len(columns):
                    return trace, known
                read_event(
                    columns[path[at]], columns[known], label, edge_labels, queue, waiting, starts, targets, costs,
                    limit, far,
                )  # fmt: skip
                one = keep_column(columns, known, table)
                if one == known:
                    nearest[known] = find_nearest(columns[known], frontier, far)
                    known += 1
                follow[path[at], label] = one
            path[at + 1] = one
            best = min(best, nearest[one])
        cost = far
        if final >= 0:
            cost = columns[path[length], final]
        out_costs[trace] = cost
        out_nearest[trace] = best
        if cost < far and len(moves) > 0:
            if used + 2 * size + 2 * length + cost > len(moves):
                return trace, known
            used += trace_back(
                columns, path, events[first : first + length], length, final, in_starts, in_sources, in_transitions,
                labels, came, stack, moves[used:],
            )  # fmt: skip
        out_starts[trace + 1] = used
    return len(trace_starts) - 1, known
