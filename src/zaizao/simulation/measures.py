"""What a replication shows: times of cases, waits, people and limits; and what several replications show together.

Times are in hours on the wall clock unless said otherwise. Cases of the warm-up are simulated and not measured.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from zaizao.simulation.clocks import read_line
from zaizao.simulation.lateness import Watched, measure_kept
from zaizao.simulation.replication import Replication
from zaizao.worktime import WorkCalendar

Floats = NDArray[np.float64]
HOUR = 3_600.0


class PoolFigures(Struct, frozen=True):
    """One pool: the share of office time at work, who waits for it on average and at most, and how long (hours)."""

    name: str
    size: int
    utilisation: float
    queue: float
    longest_queue: int
    wait: float


class StepFigures(Struct, frozen=True):
    """One activity, means over its tasks in hours: the delay before it, the wait for its pool, from begin to end."""

    name: str
    tasks: int
    delay: float
    wait: float
    lasted: float


class LimitFigures(Struct, frozen=True):
    """One limit: the cases it holds for, and the share that kept it."""

    watched: Watched
    cases: int
    kept: float


class Figures(Struct, frozen=True, eq=False):
    """What one replication shows. ``cycle``: of each measured case, ascending."""

    cases: int
    cycle: Floats
    waiting: float
    """In queues, of a case."""
    delay: float
    working: float
    """Hours of work in a case, on the clocks of those who do it."""
    pools: tuple[PoolFigures, ...]
    steps: tuple[StepFigures, ...]
    limits: tuple[LimitFigures, ...]
    compiled: bool

    @property
    def mean(self) -> float:
        """The mean cycle time."""
        return float(self.cycle.mean()) if len(self.cycle) else math.nan

    def quantile(self, share: float) -> float:
        """The time within which this share of cases is done."""
        return float(np.quantile(self.cycle, share)) if len(self.cycle) else math.nan


class Estimate(Struct, frozen=True):
    """A mean over replications, and the half width of its 95 % confidence interval (Student's t; NaN for one)."""

    value: float
    half_width: float

    @property
    def low(self) -> float:
        """The lower end."""
        return self.value - self.half_width

    @property
    def high(self) -> float:
        """The upper end."""
        return self.value + self.half_width


_T = (
    12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131, 2.120,
    2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042,
)  # fmt: skip
"""The 97.5 % points of Student's t by degrees of freedom."""


def estimate(values: Sequence[float]) -> Estimate:
    """The mean of independent values with its interval."""
    known = np.array([value for value in values if not math.isnan(value)])
    if not len(known):
        return Estimate(math.nan, math.nan)
    if len(known) == 1:
        return Estimate(float(known[0]), math.nan)
    freedom = len(known) - 1
    point = _T[freedom - 1] if freedom <= len(_T) else 1.96
    return Estimate(float(known.mean()), float(point * known.std(ddof=1) / math.sqrt(len(known))))


def measure(made: Replication, watched: Sequence[Watched] = (), calendar: WorkCalendar | None = None) -> Figures:
    """What the replication shows of the cases behind the warm-up."""
    model = made.model
    first = int(model.warm_up * len(made.arrival))
    rows = made.tasks & (made.case >= first)
    closed = np.full(len(made.arrival), -np.inf)
    np.maximum.at(closed, made.case[made.tasks], made.times.end[made.tasks])
    closed = np.where(np.isinf(closed), made.arrival, closed)
    cycle = (closed - made.arrival)[first:] / HOUR
    count = max(len(cycle), 1)
    waits = made.times.begin - made.times.asked
    delays = made.times.asked - made.times.ready
    return Figures(
        cases=len(cycle),
        cycle=np.sort(cycle),
        waiting=float(waits[rows].sum() / HOUR / count),
        delay=float(delays[rows].sum() / HOUR / count),
        working=float(made.work[rows].sum() / HOUR / count),
        pools=_measure_pools(made, first),
        steps=_measure_steps(made, rows, waits, delays),
        limits=tuple(_measure_limit(made, one, calendar, first) for one in watched),
        compiled=made.compiled,
    )


def _measure_limit(made: Replication, watched: Watched, calendar: WorkCalendar | None, first: int) -> LimitFigures:
    cases, kept = measure_kept(made, watched, calendar, first=first)
    return LimitFigures(watched, cases, kept / cases if cases else math.nan)


def _measure_steps(
    made: Replication, rows: NDArray[np.bool_], waits: Floats, delays: Floats
) -> tuple[StepFigures, ...]:
    step, count = made.step[rows], len(made.model.steps)
    tasks = np.bincount(step, minlength=count)
    lasted = made.times.end - made.times.begin
    sums = [np.bincount(step, column[rows], minlength=count) / HOUR for column in (delays, waits, lasted)]
    return tuple(
        StepFigures(one.name, int(tasks[n]), *(float(total[n] / max(tasks[n], 1)) for total in sums))
        for n, one in enumerate(made.model.steps)
    )


def _measure_pools(made: Replication, first: int) -> tuple[PoolFigures, ...]:
    model = made.model
    if not model.pools or not np.any(made.tasks):
        return ()
    begun = made.arrival[first] if first < len(made.arrival) else made.arrival[0]
    until = float(made.arrival[-1])
    pool_of = np.array([step.pool for step in model.steps])
    units_of = np.array([step.units for step in model.steps])
    figures = []
    for number, pool in enumerate(model.pools):
        rows = made.tasks.copy()
        rows[rows] = pool_of[made.step[rows]] == number
        line = model.lines[pool.clock]
        inside = [np.clip(column[rows], begun, until) for column in (made.times.begin, made.times.end)]
        busy = float(((read_line(line, inside[1]) - read_line(line, inside[0])) * units_of[made.step[rows]]).sum())
        opened = float(np.diff(read_line(line, np.array([begun, until])))[0])
        asked, start = made.times.asked[rows], made.times.begin[rows]
        waits = np.clip(start, begun, until) - np.clip(asked, begun, until)
        wanted = made.case[rows] >= first
        figures.append(
            PoolFigures(
                name=pool.name,
                size=pool.size,
                utilisation=busy / (opened * pool.size) if opened > 0 else math.nan,
                queue=float(waits.sum() / (until - begun)) if until > begun else math.nan,
                longest_queue=find_longest_queue(asked, start),
                wait=float(np.mean((start - asked)[wanted]) / HOUR) if np.any(wanted) else 0.0,
            )
        )
    return tuple(figures)


def find_longest_queue(asked: Floats, begun: Floats) -> int:
    """The most that ever waited at once; who begins at the moment he asks does not wait."""
    waited = begun > asked
    moments = np.concatenate((asked[waited], begun[waited]))
    change = np.concatenate((np.ones(int(waited.sum())), -np.ones(int(waited.sum()))))
    order = np.lexsort((change, moments))
    return int(np.max(np.cumsum(change[order]), initial=0))
