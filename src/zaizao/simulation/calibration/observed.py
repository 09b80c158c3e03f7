"""Times of a log put into the parameters of a definition: what a change of the definition would bring to what really happens.

A log tells how long a step took from being handed out to being done, queue included; so observed steps need no people of
their own, and steps that the log does not have keep the times the parameters had. Both are said.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from zaizao.definition import ProcessDefinition
from zaizao.eventlog import NO_TIME, EventLog
from zaizao.mining.clock import Clock
from zaizao.mining.instances import pair_instances
from zaizao.mining.matching import match_activities
from zaizao.simulation.calibration.rhythm import take_quantiles
from zaizao.simulation.durations import Duration, Shape
from zaizao.simulation.parameters import HoursRow, Parameters, StepRow
from zaizao.units import Text

LEAST: Final = 20
"""Steps seen less often keep the time the parameters had; our choice."""
OFFICE: Final = "observed-office"
_MICROSECOND: Final = 1e-6


class Observed(Struct, frozen=True):
    """Parameters with observed times, and the activities whose time was observed."""

    parameters: Parameters
    activities: tuple[str, ...]


def observe_times(parameters: Parameters, definition: ProcessDefinition, log: EventLog, *, clock: Clock) -> Observed:
    """The parameters of a definition, with the office time that each of its activities took in a log.

    Activities are matched by identifier or name. The time of a step is from when it was handed out (or could begin) to
    its end; it keeps no pool, since waiting for somebody is in it. Steps without `LEAST` known times are left as they were.
    """
    matching = match_activities(log.activity_names, definition)
    instances = pair_instances(log)
    rows = np.flatnonzero((instances.enabled != NO_TIME) & (instances.end != NO_TIME))
    offsets = log.offset[instances.row[rows]]
    begins = clock.read_wall(instances.enabled[rows], offsets)
    spent = clock.count_work(begins, clock.read_wall(instances.end[rows], offsets))
    place = np.array([*matching.codes, -1], dtype=np.int64)[instances.activity[rows]]
    steps = dict(parameters.steps)
    seen = []
    for number, name in enumerate(matching.activities):
        took = spent[(place == number) & (spent >= 0)]
        if len(took) < LEAST or name not in steps:
            continue
        numbers = take_quantiles(took * _MICROSECOND, most=100)
        work = Duration(Shape.QUANTILES, tuple(numbers.tolist()))
        steps[name] = StepRow(work=work, hours=OFFICE)
        seen.append(name)
    assumed = Text(
        f"{len(seen)} 个环节的用时取自记录（从交办到办完，含排队），其余 {len(steps) - len(seen)} 个沿用假设",
        f"{len(seen)} steps take as long as in the record (handed out to done, queues included); {len(steps) - len(seen)} as assumed",
    )
    busy = {step.pool for step in steps.values()}
    changed = replace(
        parameters,
        steps=steps,
        pools={name: pool for name, pool in parameters.pools.items() if name in busy},
        hours={**parameters.hours, OFFICE: HoursRow()},
        assumptions=(*parameters.assumptions, assumed),
    )
    return Observed(changed, tuple(seen))
