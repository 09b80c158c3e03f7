"""One replication: everything random drawn in blocks, then the event loop, then times of each task.

Which of the two loops it was is said in the result; both give the same numbers for the same seed, to the bit.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from zaizao.simulation.clocks import find_moments, join_lines
from zaizao.simulation.durations import from_normal, to_normal
from zaizao.simulation.model import Model
from zaizao.simulation.plans import PASSING, Courses
from zaizao.simulation.streams import Streams
from zaizao.simulation.world import NO_POOL, WALL, Floats, Integers, Plans, Times, World


class Replication(Struct, frozen=True, eq=False):
    """What happened in one replication: a row for each task, in the order of cases; seconds from the origin."""

    model: Model
    step: Integers
    """PASSING for what was skipped."""
    case: Integers
    times: Times
    work: Floats
    arrival: Floats
    priority: Integers
    compiled: bool

    @property
    def tasks(self) -> NDArray[np.bool_]:
        """Which rows are work that was really done: not skipped, and reached."""
        done: NDArray[np.bool_] = (self.step != PASSING) & ~np.isnan(self.times.end)
        return done


def replicate(
    model: Model, *, seed: int, replication: int = 0, compiled: bool | None = None, cases: int | None = None
) -> Replication:
    """Simulate once. ``compiled``: which loop; by default the compiled one where the compiler is installed."""
    streams = Streams(seed, replication)
    arrival = draw_arrivals(model, streams, cases=model.cases if cases is None else cases)
    courses = model.router.route(streams, len(arrival))
    world, step, case = _build_world(model, streams, courses, arrival)
    fast = _is_fast() if compiled is None else compiled
    if fast:
        from zaizao.simulation.loop_compiled import play  # noqa: PLC0415  # loads the compiler
    else:
        from zaizao.simulation.loop_plain import play  # noqa: PLC0415  # only where it is wanted
    times = play(world)
    return Replication(model, step, case, times, world.work, arrival, world.priority, fast)


def _is_fast() -> bool:
    from zaizao.units.compiling import is_fast  # noqa: PLC0415  # loads the compiler

    return is_fast()


def draw_arrivals(model: Model, streams: Streams, *, cases: int) -> Floats:
    """When each case comes, ascending."""
    coming = model.coming
    if coming.moments is not None:
        return coming.moments
    gaps = coming.gap.draw(streams.uniform("arrivals", cases)) / coming.factor
    return find_moments(coming.line, np.cumsum(gaps))


def _build_world(model: Model, streams: Streams, courses: Courses, arrival: Floats) -> tuple[World, Integers, Integers]:
    sizes = np.diff(courses.first)[courses.plan]
    task = np.concatenate(([0], np.cumsum(sizes))).astype(np.int64)
    case = np.repeat(np.arange(len(arrival)), sizes)
    place = np.arange(int(task[-1])) - np.repeat(task[:-1], sizes) + np.repeat(courses.first[courses.plan], sizes)
    step, delay = courses.step[place], courses.delay[place]
    of_plan = np.repeat(np.arange(len(courses.first) - 1), np.diff(courses.first))
    visit = _count_visits(of_plan, courses.step)[place]
    wait = _count_visits(of_plan, courses.delay)[place]
    world = World(
        clocks=join_lines(model.lines),
        plans=_describe_plans(model, courses),
        capacity=np.array([pool.size for pool in model.pools], dtype=np.int64),
        arrival=arrival,
        plan=courses.plan,
        priority=_draw_priorities(model, streams, len(arrival)),
        task=task,
        work=_draw_work(model, streams, case, step, visit),
        delay=courses.waits[place] if courses.waits is not None else _draw_delays(model, streams, case, delay, wait),
        levels=len(model.priorities),
    )
    return world, step, case


def _count_visits(plan: Integers, what: Integers) -> Integers:
    """For each task of the plans, how often the same stands before it in its plan."""
    if not len(what):
        return np.zeros(0, dtype=np.int64)
    key = plan * (int(what.max()) + 2) + what + 1
    order = np.argsort(key, kind="stable")
    ranked = key[order]
    fresh = np.concatenate(([True], ranked[1:] != ranked[:-1]))
    since = np.arange(len(ranked)) - np.maximum.accumulate(np.where(fresh, np.arange(len(ranked)), 0))
    visit = np.empty(len(plan), dtype=np.int64)
    visit[order] = since
    return visit


def _describe_plans(model: Model, courses: Courses) -> Plans:
    """Pools and clocks of each task; the last row stands for what is skipped."""
    passing = (NO_POOL, 0, WALL)
    rows = [*((step.pool, step.units, step.clock) for step in model.steps), passing]
    pool, units, clock = (np.array(column, dtype=np.int64) for column in zip(*rows, strict=True))
    delay_clock = np.array([*(delay.clock for delay in model.delays), WALL], dtype=np.int64)
    return Plans(
        first=courses.first,
        follows=courses.follows,
        follower=courses.follower,
        needs=courses.needs,
        entry=courses.entry,
        entries=courses.entries,
        pool=pool[courses.step],
        units=units[courses.step],
        work_clock=clock[courses.step],
        delay_clock=delay_clock[courses.delay],
    )


def _draw_priorities(model: Model, streams: Streams, cases: int) -> Integers:
    if len(model.priorities) == 1:
        return np.zeros(cases, dtype=np.int64)
    bounds = np.cumsum(model.priorities) / sum(model.priorities)
    return np.searchsorted(bounds[:-1], streams.uniform("priorities", cases), side="right").astype(np.int64)


def _draw_work(model: Model, streams: Streams, case: Integers, step: Integers, visit: Integers) -> Floats:
    work = np.zeros(len(step))
    for number, rows in _group(step):
        one = model.steps[number]
        drawn = streams.for_visits(f"work/{one.name}", case[rows], visit[rows], cases=int(case[-1]) + 1)
        work[rows] = one.work.draw(drawn)
    return work


def _draw_delays(model: Model, streams: Streams, case: Integers, delay: Integers, visit: Integers) -> Floats:
    drawn = np.zeros(len(delay))
    if not np.any(delay != PASSING):
        return drawn
    cases = int(case[-1]) + 1
    temper = to_normal(streams.uniform("temper", cases)) if model.alike else None
    for number, rows in _group(delay):
        uniform = streams.for_visits(f"delay/{number}", case[rows], visit[rows], cases=cases)
        if temper is not None:
            own = np.sqrt(1.0 - model.alike) * to_normal(uniform)
            uniform = from_normal(np.sqrt(model.alike) * temper[case[rows]] + own)
        drawn[rows] = model.delays[number].lasts.draw(uniform)
    return drawn


def _group(numbers: Integers) -> list[tuple[int, Integers]]:
    """Each number that is not PASSING, with its rows."""
    if not len(numbers):
        return []
    order = np.argsort(numbers.astype(np.int16) if numbers.max() < 2**15 else numbers, kind="stable")
    ranked = numbers[order]
    bounds = np.flatnonzero(np.concatenate(([True], ranked[1:] != ranked[:-1], [True]))).tolist()
    return [(int(ranked[a]), order[a:b]) for a, b in pairwise(bounds) if ranked[a] != PASSING]
