"""What the event loops are handed: everything decided and drawn beforehand, as columns of numbers.

Routing, durations and arrivals are settled before the clock starts; what is left to the loops is time: who waits for
whom, who is free, and when the office is open. Nothing random and nothing of a definition is in here.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

NO_POOL = -1
"""The pool of what needs nobody of ours: it begins as soon as it may."""
WALL = 0
"""The clock that always runs; every set of clocks begins with it."""
FOREVER = 3.2e10
"""A thousand years in seconds: the last stretch of every clock."""


class Clocks(NamedTuple):
    """Working time as broken lines: on clock ``k`` the points ``first[k]`` to ``first[k + 1]``, both in seconds.

    Between two points the reading grows evenly (``slope``: 1 in office time, 0 outside, anything between for the
    busyness of an hour). ``opens[j]``: the stretch at or after ``j`` in which the clock moves.
    """

    first: Integers
    moment: Floats
    reading: Floats
    slope: Floats
    opens: Integers


class Plans(NamedTuple):
    """The courses that cases can take, task by task: plan ``p`` has the tasks ``first[p]`` to ``first[p + 1]``.

    ``follows``/``follower``: the tasks (counted inside the plan) that wait for a task; ``needs``: how many of those
    before it must be done; ``entry``/``entries``: the tasks that begin with the case.
    """

    first: Integers
    follows: Integers
    follower: Integers
    needs: Integers
    entry: Integers
    entries: Integers
    pool: Integers
    units: Integers
    work_clock: Integers
    delay_clock: Integers


class World(NamedTuple):
    """One replication, ready to go. Tasks of case ``c`` are the rows ``task[c]`` to ``task[c + 1]``."""

    clocks: Clocks
    plans: Plans
    capacity: Integers
    """Of each pool."""
    arrival: Floats
    """Seconds from the origin, ascending."""
    plan: Integers
    priority: Integers
    """Of each case: 0 is served first."""
    task: Integers
    work: Floats
    """Seconds of working time of each task."""
    delay: Floats
    """Seconds on the delay clock between the moment a task may begin and the moment somebody is asked for."""
    levels: int


class Times(NamedTuple):
    """What the loops give back, a row for each task, in seconds from the origin."""

    ready: Floats
    """All that it waits for is done."""
    asked: Floats
    """The delay is over; it now waits for its pool."""
    begin: Floats
    end: Floats


def make_times(tasks: int) -> Times:
    """Empty columns; a task that never becomes ready keeps NaN."""
    return Times(*(np.full(tasks, np.nan) for _ in range(4)))
