"""Simulating several times, and several ways: replications, scenarios beside each other, and how many people are needed.

Scenarios share their random numbers: replication ``r`` of each sees the same cases come, the same gaps and the same slow
days, so that differences are differences of the scenarios. Differences are paired by replication.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from zaizao.definition.model import ProcessDefinition
from zaizao.simulation.lateness import Watched, list_limits
from zaizao.simulation.measures import Estimate, Figures, estimate, measure
from zaizao.simulation.model import Model
from zaizao.simulation.modelling import build_model, find_calendar
from zaizao.simulation.parameters import Parameters
from zaizao.simulation.replication import replicate
from zaizao.worktime import WorkCalendar

Measured = Callable[[Figures], float]
MEASURES: Mapping[str, Measured] = {
    "cycle": lambda one: one.mean,
    "median": lambda one: one.quantile(0.5),
    "ninth-tenth": lambda one: one.quantile(0.9),
    "waiting": lambda one: one.waiting,
    "delay": lambda one: one.delay,
    "working": lambda one: one.working,
}
"""What scenarios are compared by, in hours a case."""


class Scenario(Struct, frozen=True):
    """One way of doing it."""

    name: str
    parameters: Parameters
    definition: ProcessDefinition | None = None


class Outcome(Struct, frozen=True, eq=False):
    """What a scenario came to, replication by replication."""

    scenario: Scenario
    replications: tuple[Figures, ...]
    seed: int

    def estimate(self, measured: Measured) -> Estimate:
        """A figure over replications."""
        return estimate([measured(one) for one in self.replications])

    def list_cycles(self) -> list[float]:
        """The cycle times of all measured cases of all replications, in hours."""
        return [hours for one in self.replications for hours in one.cycle.tolist()]

    @property
    def compiled(self) -> bool:
        """Which loop it was."""
        return all(one.compiled for one in self.replications)


class Difference(Struct, frozen=True):
    """A scenario beside the first, by one figure: how much more (or less) it is."""

    scenario: str
    measure: str
    before: Estimate
    after: Estimate
    change: Estimate

    @property
    def is_certain(self) -> bool:
        """Whether the interval of the change leaves zero out."""
        return self.change.low > 0 or self.change.high < 0


Tell = Callable[[str, int], None]
"""Called with the scenario's name and the replications done."""


def simulate_scenario(
    scenario: Scenario,
    *,
    replications: int = 10,
    seed: int = 1,
    compiled: bool | None = None,
    tell: Tell | None = None,
) -> Outcome:
    """One scenario, so many times. Raises as `build_model` does."""
    model = build_model(scenario.parameters, scenario.definition)
    calendar = find_calendar(scenario.parameters.calendar)
    watched = list_limits(scenario.definition, dict(scenario.parameters.within))
    figures = []
    for number in range(replications):
        figures.append(_measure_once(model, watched, calendar, seed=seed, number=number, compiled=compiled))
        if tell is not None:
            tell(scenario.name, number + 1)
    return Outcome(scenario, tuple(figures), seed)


def _measure_once(
    model: Model,
    watched: Sequence[Watched],
    calendar: WorkCalendar | None,
    *,
    seed: int,
    number: int,
    compiled: bool | None,
) -> Figures:
    return measure(replicate(model, seed=seed, replication=number, compiled=compiled), watched, calendar)


def compare_outcomes(outcomes: Sequence[Outcome]) -> tuple[Difference, ...]:
    """Every scenario beside the first, by every measure; differences are paired by replication."""
    first = outcomes[0]
    found = []
    for other in outcomes[1:]:
        for name, measured in MEASURES.items():
            pairs = zip(other.replications, first.replications, strict=True)
            change = estimate([measured(after) - measured(before) for after, before in pairs])
            found.append(
                Difference(other.scenario.name, name, first.estimate(measured), other.estimate(measured), change)
            )
    return tuple(found)


class Staffing(Struct, frozen=True):
    """How many people of a pool are enough, and what each number tried came to."""

    pool: str
    within_hours: float
    share: float
    needed: int | None
    """None where even the most that was tried is not enough."""
    tried: Mapping[int, Estimate]
    """The share of cases done in time, by size."""


def find_size(
    scenario: Scenario,
    pool: str,
    *,
    within_hours: float,
    share: float = 0.95,
    most: int = 64,
    replications: int = 5,
    seed: int = 1,
) -> Staffing:
    """The smallest pool with which this share of cases is done in so many hours (lower end of the interval).

    The share grows with the size, so sizes are halved; all tries see the same cases.
    """
    tried: dict[int, Estimate] = {}

    def suffices(size: int) -> bool:
        row = replace(scenario.parameters.pools[pool], size=size)
        parameters = replace(scenario.parameters, pools={**scenario.parameters.pools, pool: row})
        outcome = simulate_scenario(replace(scenario, parameters=parameters), replications=replications, seed=seed)
        tried[size] = outcome.estimate(lambda one: float((one.cycle <= within_hours).mean()))
        sure = tried[size].value if math.isnan(tried[size].half_width) else tried[size].low
        return sure >= share

    least = max((step.units for step in scenario.parameters.steps.values() if step.pool == pool), default=1)
    low, high = least, most
    if not suffices(high):
        return Staffing(pool, within_hours, share, None, dict(sorted(tried.items())))
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if suffices(middle) else (middle + 1, high)
    if low not in tried:
        suffices(low)
    return Staffing(pool, within_hours, share, low, dict(sorted(tried.items())))
