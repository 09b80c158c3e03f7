"""A model ready to be simulated: steps, pools, clocks, arrivals, and who decides the course of a case.

Parameters as people write them are `parameters`; how a definition or a log becomes a model is `modelling` and
`calibration`. Nothing is drawn here.
"""

from __future__ import annotations

import datetime as dt
from typing import Protocol

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from zaizao.simulation.clocks import Line
from zaizao.simulation.durations import NOTHING, Duration
from zaizao.simulation.plans import PASSING, Courses, Plan, lay_out
from zaizao.simulation.streams import Streams
from zaizao.simulation.world import NO_POOL, WALL


class Step(Struct, frozen=True):
    """One activity: who does it, how long it takes, and what is waited for before anybody is asked."""

    name: str
    work: Duration = NOTHING
    pool: int = NO_POOL
    units: int = 1
    clock: int = WALL
    delay: int = PASSING


class Delay(Struct, frozen=True):
    """A wait outside the office: the applicant, the post, another authority, or what a log does not explain."""

    lasts: Duration
    clock: int = WALL


class Pool(Struct, frozen=True):
    """People who can stand in for each other."""

    name: str
    size: int
    clock: int


class Router(Protocol):
    """Who decides which tasks a case has, and in which order."""

    def route(self, streams: Streams, cases: int) -> Courses:
        """The courses of so many cases."""
        ...


class Chain(Struct, frozen=True):
    """Every case does the same steps, one after the other."""

    steps: tuple[int, ...]

    def route(self, streams: Streams, cases: int) -> Courses:
        """One plan for all."""
        count = len(self.steps)
        before = tuple((task - 1,) if task else () for task in range(count))
        plan = Plan(self.steps, before, tuple(min(task, 1) for task in range(count)))
        none = np.full(max(self.steps, default=0) + 1, PASSING)
        return lay_out([plan], np.zeros(cases, dtype=np.int64), delay_of_step=none, pause_of_step=none)


class Coming(Struct, frozen=True):
    """How cases come: gaps on a clock, or moments as they were (seconds from the origin)."""

    gap: Duration
    line: Line
    factor: float = 1.0
    moments: NDArray[np.float64] | None = None


class Model(Struct, frozen=True):
    """Everything that a replication needs; ``lines[0]`` is the clock that always runs."""

    origin: dt.datetime
    steps: tuple[Step, ...]
    pools: tuple[Pool, ...]
    lines: tuple[Line, ...]
    coming: Coming
    router: Router
    cases: int
    delays: tuple[Delay, ...] = ()
    priorities: tuple[float, ...] = (1.0,)
    """The shares of cases of each priority, the first served first."""
    alike: float = 0.0
    """How much the delays of one case resemble each other: 0 not at all, 1 entirely (a Gaussian copula)."""
    warm_up: float = 0.0
    """The share of cases, from the first, that only fill the offices and are not measured."""
    calendar_days: int = 0
    """How many days the clocks know day by day; behind them they go on at their average rate."""
