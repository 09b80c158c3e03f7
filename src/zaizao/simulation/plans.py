"""The courses of cases as plans: which tasks there are, and which of them wait for which.

A plan is what is left of gateways, guards and loops once a case's decisions are known: an acyclic set of tasks.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

Integers = NDArray[np.int64]

PASSING = -1
"""The step of a task that takes nobody and no time: something skipped, which others still wait for."""


class Plan(Struct, frozen=True):
    """One course. ``before[t]``: the tasks that task ``t`` waits for; ``needs[t]``: how many of them suffice."""

    steps: tuple[int, ...]
    before: tuple[tuple[int, ...], ...]
    needs: tuple[int, ...]
    pauses: tuple[int, ...] = ()
    """Of each task, the step whose pause comes before it (a correction that is waited for), or PASSING for none."""


class Courses(Struct, frozen=True, eq=False):
    """The plans of a replication as columns, and which plan each case follows."""

    plan: Integers
    first: Integers
    step: Integers
    delay: Integers
    """Which delay comes before each task of the plans: an index into the model's delays, PASSING for none."""
    follows: Integers
    follower: Integers
    needs: Integers
    entry: Integers
    entries: Integers
    waits: NDArray[np.float64] | None = None
    """How long the delay before each task lasts, where it is known and not drawn."""


def lay_out(plans: Sequence[Plan], of_case: Integers, *, delay_of_step: Integers, pause_of_step: Integers) -> Courses:
    """Columns of plans; a task's delay is its step's own, or the pause that its round begins with."""
    first, step, delay, needs = [0], list[int](), list[int](), list[int]()
    follows, follower, entry, entries = [0], list[int](), [0], list[int]()
    for plan in plans:
        after: list[list[int]] = [[] for _ in plan.steps]
        for task, before in enumerate(plan.before):
            for earlier in before:
                after[earlier].append(task)
        for task, one in enumerate(plan.steps):
            pause = plan.pauses[task] if plan.pauses else PASSING
            own = PASSING if one == PASSING else int(delay_of_step[one])
            delay.append(own if pause == PASSING else int(pause_of_step[pause]))
            follower.extend(after[task])
            follows.append(len(follower))
        entries.extend(task for task, before in enumerate(plan.before) if not before)
        entry.append(len(entries))
        step.extend(plan.steps)
        needs.extend(plan.needs)
        first.append(len(step))
    return Courses(
        plan=of_case.astype(np.int64),
        first=_column(first),
        step=_column(step),
        delay=_column(delay),
        follows=_column(follows),
        follower=_column(follower),
        needs=_column(needs),
        entry=_column(entry),
        entries=_column(entries),
    )


def _column(numbers: Sequence[int]) -> Integers:
    return np.array(numbers, dtype=np.int64)


def lay_out_chains(lengths: Integers, step: Integers, delay: Integers) -> Courses:
    """Columns of cases that each do one task after the other; ``step`` and ``delay`` are all of them in a row."""
    first = np.concatenate(([0], np.cumsum(lengths))).astype(np.int64)
    tasks = int(first[-1])
    last = np.zeros(tasks, dtype=np.bool_)
    last[first[1:][lengths > 0] - 1] = True
    place = np.arange(tasks) - np.repeat(first[:-1], lengths)
    follows = np.concatenate(([0], np.cumsum(~last))).astype(np.int64)
    entry = np.concatenate(([0], np.cumsum(lengths > 0))).astype(np.int64)
    return Courses(
        plan=np.arange(len(lengths), dtype=np.int64),
        first=first,
        step=step,
        delay=delay,
        follows=follows,
        follower=place[~last] + 1,
        needs=(place > 0).astype(np.int64),
        entry=entry,
        entries=np.zeros(int(entry[-1]), dtype=np.int64),
    )
