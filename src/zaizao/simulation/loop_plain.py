"""The twin of `loop_compiled` in plain Python, for machines without the compiler: the same events in the same order.

It works on lists and the heap of the standard library; every sum is formed as there, so the results agree to the bit.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import deque
from heapq import heappop, heappush

import numpy as np

from zaizao.simulation.world import NO_POOL, Clocks, Times, World

Line = tuple[list[float], list[float], list[float], list[int]]
"""One clock: moments, readings, slopes, and where it opens next."""
Task = tuple[int, int, int, int, tuple[int, ...]]
"""Of a plan: pool, units, work clock, delay clock, and who waits for it."""


_CLOSED = (float("-inf"), 0.0, 0.0, 1.0, 0.0)
"""Of a clock that stands: end, beginning, reading, slope and last reading of no stretch at all."""


class Loop:
    """One replication on lists."""

    def __init__(self, world: World) -> None:
        self.lines = _split_clocks(world.clocks)
        self.stretch = [0] * len(self.lines)
        self.current = [_CLOSED] * len(self.lines)
        self.tasks = _split_plans(world)
        self.shift = (world.plans.first[world.plan] - world.task[:-1]).tolist()
        self.case = np.repeat(np.arange(len(world.plan)), np.diff(world.task)).tolist()
        self.work, self.delay = world.work.tolist(), world.delay.tolist()
        self.priority = world.priority.tolist()
        self.free: list[int] = world.capacity.tolist()
        self.queues = [[deque[int]() for _ in range(world.levels)] for _ in self.free]
        self.waiting = [0] * len(self.free)
        self.heap: list[tuple[float, int, int]] = []
        self.turn = 0
        nothing = [float("nan")] * len(self.work)
        self.ready, self.asked, self.begin, self.end = nothing, nothing.copy(), nothing.copy(), nothing.copy()
        self.missing = _spread(world)

    def play(self, world: World) -> None:
        """Every case from its arrival to its end."""
        entry, entries = world.plans.entry.tolist(), world.plans.entries.tolist()
        firsts, plans = world.task.tolist(), world.plan.tolist()
        for case, arrival in enumerate(world.arrival.tolist()):
            self.go_until(arrival, firsts)
            first = firsts[case]
            starts = entries[entry[plans[case]] : entry[plans[case] + 1]]
            self.make_ready([first + place for place in starts], arrival)
        self.go_until(float("inf"), firsts)

    def go_until(self, arrival: float, firsts: list[int]) -> None:
        """All events up to the next arrival."""
        heap, tasks, shift, case, missing = self.heap, self.tasks, self.shift, self.case, self.missing
        free, waiting, request = self.free, self.waiting, self.request
        while heap and heap[0][0] <= arrival:
            now, _, row = heappop(heap)
            if row < 0:
                request(~row, now)
                continue
            of = case[row]
            pool, units, _, _, followers = tasks[shift[of] + row]
            ready = []
            if followers:
                first = firsts[of]
                for place in followers:
                    other = first + place
                    missing[other] -= 1
                    if not missing[other]:
                        ready.append(other)
            if pool != NO_POOL:
                free[pool] += units
                if waiting[pool]:
                    self.call_next(pool, now)
            if ready:
                self.make_ready(ready, now)

    def make_ready(self, rows: list[int], now: float) -> None:
        """What these tasks waited for is done."""
        for row in rows:
            self.ready[row] = now
            if self.delay[row] > 0.0:
                clock = self.tasks[self.shift[self.case[row]] + row][3]
                heappush(self.heap, (self.pass_time(clock, now, self.delay[row])[1], self.turn, ~row))
                self.turn += 1
            else:
                self.request(row, now)

    def request(self, row: int, now: float) -> None:
        """Take units of the pool and start, or queue."""
        self.asked[row] = now
        of = self.case[row]
        pool, units, clock, _, _ = self.tasks[self.shift[of] + row]
        if pool != NO_POOL:
            if self.waiting[pool] or self.free[pool] < units:
                self.queues[pool][self.priority[of]].append(row)
                self.waiting[pool] += 1
                return
            self.free[pool] -= units
        self.begin[row], end = self.pass_time(clock, now, self.work[row])
        self.end[row] = end
        heappush(self.heap, (end, self.turn, row))
        self.turn += 1

    def call_next(self, pool: int, now: float) -> None:
        """Start those at the head of the queue, as long as enough units are free."""
        free, tasks, shift, case = self.free, self.tasks, self.shift, self.case
        for queue in self.queues[pool]:
            while queue:
                row = queue[0]
                _, units, clock, _, _ = tasks[shift[case[row]] + row]
                if units > free[pool]:
                    return
                queue.popleft()
                self.waiting[pool] -= 1
                free[pool] -= units
                self.begin[row], end = self.pass_time(clock, now, self.work[row])
                self.end[row] = end
                heappush(self.heap, (end, self.turn, row))
                self.turn += 1

    def pass_time(self, clock: int, now: float, amount: float) -> tuple[float, float]:
        """From ``now``: the first moment at which the clock moves, and when ``amount`` has passed on it."""
        until, since, reading, slope, most = self.current[clock]
        if now < until:  # in the stretch of the last call, where most calls end
            target = reading + (now - since) * slope + amount
            if target <= most:
                end = since + (target - reading) / slope
                return now, max(now, end)
        return self.search_time(clock, now, amount)

    def search_time(self, clock: int, now: float, amount: float) -> tuple[float, float]:
        """As `pass_time`, by looking the stretches up."""
        moments, readings, slopes, opens = self.lines[clock]
        at = self.stretch[clock]
        while moments[at + 1] <= now:
            at += 1
        self.stretch[clock] = at
        opened = opens[at]
        if opened == at:
            self.current[clock] = (moments[at + 1], moments[at], readings[at], slopes[at], readings[at + 1])
            begin = now
            target = readings[at] + (now - moments[at]) * slopes[at] + amount
        else:
            self.current[clock] = _CLOSED
            begin = moments[opened]
            target = readings[opened] + amount
        if target > readings[opened + 1]:
            opened = min(bisect_left(readings, target, opened + 1), len(readings) - 1) - 1
        end = moments[opened] + (target - readings[opened]) / slopes[opened]
        return begin, max(begin, end)


def play(world: World) -> Times:
    """Every case from its arrival to its end."""
    loop = Loop(world)
    loop.play(world)
    return Times(*(np.array(column, dtype=np.float64) for column in (loop.ready, loop.asked, loop.begin, loop.end)))


def _split_clocks(clocks: Clocks) -> list[Line]:
    lines = []
    for first, last in zip(clocks.first[:-1].tolist(), clocks.first[1:].tolist(), strict=True):
        part = slice(first, last)
        opens = (clocks.opens[part] - first).tolist()
        lines.append((clocks.moment[part].tolist(), clocks.reading[part].tolist(), clocks.slope[part].tolist(), opens))
    return lines


def _split_plans(world: World) -> list[Task]:
    plans, follower = world.plans, world.plans.follower.tolist()
    columns = (plans.pool, plans.units, plans.work_clock, plans.delay_clock, plans.follows[:-1], plans.follows[1:])
    rows = zip(*(column.tolist() for column in columns), strict=True)
    return [(pool, units, work, delay, tuple(follower[a:b])) for pool, units, work, delay, a, b in rows]


def _spread(world: World) -> list[int]:
    """For every task of every case, how many others it waits for."""
    sizes = np.diff(world.task)
    place = np.repeat(world.plans.first[world.plan] - world.task[:-1], sizes) + np.arange(int(world.task[-1]))
    missing: list[int] = world.plans.needs[place].tolist()
    return missing
