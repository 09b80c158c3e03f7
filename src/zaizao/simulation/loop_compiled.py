"""The event loop over arrays, compiled where the extra ``[fast]`` is installed; its twin is `loop_plain`.

An event is a moment, a number that says which came first, and a task with what happens to it. Import where it is called.

    ready    all that a task waits for is done: its delay begins
    request  its delay is over: it takes units of its pool, or queues (by priority, then by turn)
    start    it has its units: it begins when the clock moves
    finish   the work is done: units go back, the queue moves up, and those that waited for the task become ready

Few and wide arrays, and functions that are handed arrays alone: each array in a tuple costs a count at every call.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from zaizao.simulation.world import NO_POOL, Floats, Integers, Times, World
from zaizao.units.compiling import compiled

READY, REQUEST, START = 0, 1, 2
"""What the agenda says of a task."""
PLACE, CASE, MISSING, BEHIND = 0, 1, 2, 3
"""Of a task: where its plan describes it, its case, how many it waits for, who queues behind it."""
POOL, UNITS, WORK_CLOCK, DELAY_CLOCK, FOLLOWS, FOLLOWED = 0, 1, 2, 3, 4, 5
"""Of a task of a plan; the last two: where those that wait for it stand."""
FIRST, ENTRY, ENTERED, PRIORITY = 0, 1, 2, 3
"""Of a case: its first row, where the tasks that begin with it stand, its turn in queues."""
FREE, WAITING = 0, 1
STRETCH, LAST = 0, 1
EVENTS, TURN, COMING = 0, 1, 2
HEAD, TAIL = 0, 1
WORK, DELAY = 4, 5
"""Rows of the times beside the four that are given back."""


class Board(NamedTuple):
    """The world and what changes in it."""

    arrival: Floats
    cases: Integers
    entries: Integers
    rows: Integers
    about: Integers
    follower: Integers
    pools: Integers
    ends: Integers
    points: Floats
    opens: Integers
    marks: Integers
    when: Floats
    code: Integers
    agenda: Integers
    counters: Integers


def play(world: World) -> Times:
    """Every case from its arrival to its end."""
    times = np.full((6, int(world.task[-1])), np.nan)
    times[WORK], times[DELAY] = world.work, world.delay
    _play(_lay_board(world), times, world.levels)
    return Times(times[0], times[1], times[2], times[3])


def _lay_board(world: World) -> Board:
    plans, clocks, tasks = world.plans, world.clocks, int(world.task[-1])
    case = np.repeat(np.arange(len(world.plan)), np.diff(world.task))
    place = (plans.first[world.plan] - world.task[:-1])[case] + np.arange(tasks)
    followers = (plans.follows[:-1], plans.follows[1:])
    longest = int(np.max(np.diff(plans.first), initial=0)) + int(world.capacity.sum()) + 1
    queues = max(len(world.capacity) * world.levels, 1)
    entered = (plans.entry[world.plan], plans.entry[world.plan + 1])
    return Board(
        arrival=world.arrival,
        cases=np.column_stack((world.task[:-1], *entered, world.priority)),
        entries=plans.entries,
        rows=np.column_stack((place, case, plans.needs[place], np.full(tasks, -1))),
        about=np.column_stack((plans.pool, plans.units, plans.work_clock, plans.delay_clock, *followers)),
        follower=plans.follower,
        pools=np.column_stack((world.capacity, np.zeros(len(world.capacity), dtype=np.int64))),
        ends=np.full((queues, 2), -1, dtype=np.int64),
        points=np.column_stack((clocks.moment, clocks.reading, clocks.slope)),
        opens=clocks.opens,
        marks=np.column_stack((clocks.first[:-1], clocks.first[1:] - 1)),
        when=np.empty(tasks + 1),
        code=np.empty((tasks + 1, 2), dtype=np.int64),
        agenda=np.empty((longest, 2), dtype=np.int64),
        counters=np.zeros(3, dtype=np.int64),
    )


@compiled
def _play(board: Board, times: Floats, levels: int) -> None:
    arrival, cases, entries, rows, about = board.arrival, board.cases, board.entries, board.rows, board.about
    follower, pools, ends, agenda = board.follower, board.pools, board.ends, board.agenda
    points, opens, marks = board.points, board.opens, board.marks
    when, code, counters = board.when, board.code, board.counters
    while True:
        coming, count = counters[COMING], 0
        if coming < len(arrival) and (counters[EVENTS] == 0 or arrival[coming] < when[0]):
            now = arrival[coming]
            counters[COMING] = coming + 1
            for entry in range(cases[coming, ENTRY], cases[coming, ENTERED]):
                agenda[count, 0], agenda[count, 1] = cases[coming, FIRST] + entries[entry], READY
                count += 1
        elif counters[EVENTS] > 0:
            now = when[0]
            event = _take_next(when, code, counters)
            row = event >> 1
            if event & 1:
                pool = about[rows[row, PLACE], POOL]
                if pool != NO_POOL:
                    pools[pool, FREE] += about[rows[row, PLACE], UNITS]
                    if pools[pool, WAITING] > 0:
                        count = _call_next(rows, about, pools, ends, agenda, pool, levels)
                count = _tell_followers(rows, about, follower, agenda, row, cases[rows[row, CASE], FIRST], count)
            else:
                agenda[0, 0], agenda[0, 1], count = row, REQUEST, 1
        else:
            break
        for line in range(count):
            row, action = agenda[line, 0], agenda[line, 1]
            place = rows[row, PLACE]
            if action == READY:
                times[0, row] = now
                if times[DELAY, row] > 0.0:
                    clock = about[place, DELAY_CLOCK]
                    _, end = _pass_time(points, opens, marks, clock, now, times[DELAY, row])
                    _add_event(when, code, counters, end, row * 2)
                    continue
            if action != START:
                times[1, row] = now
                pool = about[place, POOL]
                if pool != NO_POOL:
                    turn = pool * levels + cases[rows[row, CASE], PRIORITY]
                    if not _take_units(rows, pools, ends, row, pool, about[place, UNITS], turn):
                        continue
            begin, end = _pass_time(points, opens, marks, about[place, WORK_CLOCK], now, times[WORK, row])
            times[2, row] = begin
            times[3, row] = end
            _add_event(when, code, counters, end, row * 2 + 1)


@compiled
def _call_next(
    rows: Integers, about: Integers, pools: Integers, ends: Integers, agenda: Integers, pool: int, levels: int
) -> int:
    """Put on the agenda those at the head of the queue, as long as enough units are free; how many they are."""
    count, turn = 0, pool * levels
    while pools[pool, WAITING] > 0:
        while ends[turn, HEAD] < 0:
            turn += 1
        row = ends[turn, HEAD]
        units = about[rows[row, PLACE], UNITS]
        if units > pools[pool, FREE]:
            break
        ends[turn, HEAD] = rows[row, BEHIND]
        pools[pool, WAITING] -= 1
        pools[pool, FREE] -= units
        agenda[count, 0], agenda[count, 1] = row, START
        count += 1
    return count


@compiled
def _tell_followers(
    rows: Integers, about: Integers, follower: Integers, agenda: Integers, row: int, first: int, count: int
) -> int:
    """Put on the agenda those that waited for this task alone; how many the agenda then holds."""
    place = rows[row, PLACE]
    for link in range(about[place, FOLLOWS], about[place, FOLLOWED]):
        other = first + follower[link]
        rows[other, MISSING] -= 1
        if rows[other, MISSING] == 0:
            agenda[count, 0], agenda[count, 1] = other, READY
            count += 1
    return count


@compiled
def _take_units(rows: Integers, pools: Integers, ends: Integers, row: int, pool: int, units: int, turn: int) -> bool:
    """Take the units where they are free and nobody waits; else queue."""
    if pools[pool, WAITING] == 0 and pools[pool, FREE] >= units:
        pools[pool, FREE] -= units
        return True
    if ends[turn, HEAD] < 0:
        ends[turn, HEAD] = row
    else:
        rows[ends[turn, TAIL], BEHIND] = row
    ends[turn, TAIL] = row
    pools[pool, WAITING] += 1
    return False


@compiled
def _pass_time(
    points: Floats, opens: Integers, marks: Integers, clock: int, now: float, amount: float
) -> tuple[float, float]:
    """From ``now``: the first moment at which the clock moves, and the moment at which ``amount`` has passed on it."""
    at = marks[clock, STRETCH]
    while points[at + 1, 0] <= now:
        at += 1
    marks[clock, STRETCH] = at
    opened = opens[at]
    if opened == at:
        begin = now
        target = points[at, 1] + (now - points[at, 0]) * points[at, 2] + amount
    else:
        begin = points[opened, 0]
        target = points[opened, 1] + amount
    if target > points[opened + 1, 1]:
        low, high = opened + 1, marks[clock, LAST]
        while high - low > 1:
            middle = (low + high) // 2
            if points[middle, 1] < target:
                low = middle
            else:
                high = middle
        opened = low
    end = points[opened, 0] + (target - points[opened, 1]) / points[opened, 2]
    return begin, max(begin, end)


@compiled
def _add_event(when: Floats, code: Integers, counters: Integers, moment: float, what: int) -> None:
    turn, place = counters[TURN], counters[EVENTS]
    counters[TURN] = turn + 1
    counters[EVENTS] = place + 1
    while place > 0:
        above = (place - 1) >> 1
        if when[above] <= moment:  # of the same moment, the one above came first
            break
        when[place] = when[above]
        code[place, 0], code[place, 1] = code[above, 0], code[above, 1]
        place = above
    when[place] = moment
    code[place, 0], code[place, 1] = turn, what


@compiled
def _take_next(when: Floats, code: Integers, counters: Integers) -> int:
    """Remove the first event and give its code."""
    event: int = code[0, 1]
    last = counters[EVENTS] - 1
    counters[EVENTS] = last
    moment, turn, what = when[last], code[last, 0], code[last, 1]
    place, below = 0, 1
    while below < last:
        other = below + 1
        if other < last and (
            when[other] < when[below] or (when[other] == when[below] and code[other, 0] < code[below, 0])
        ):
            below = other
        if moment < when[below] or (moment == when[below] and turn < code[below, 0]):
            break
        when[place] = when[below]
        code[place, 0], code[place, 1] = code[below, 0], code[below, 1]
        place, below = below, 2 * below + 1
    when[place] = moment
    code[place, 0], code[place, 1] = turn, what
    return event
