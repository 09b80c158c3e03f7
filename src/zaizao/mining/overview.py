"""All of it at once: what a log says about the real process, where the time goes and why."""

from __future__ import annotations

from typing import Final

import numpy as np
from msgspec import Struct

from zaizao.eventlog import NO_TIME, EventLog
from zaizao.mining.bottlenecks import Bottlenecks, find_bottlenecks
from zaizao.mining.causes import Causes, explain_waits
from zaizao.mining.clock import Clock
from zaizao.mining.drift import Drift, find_drift
from zaizao.mining.effects import Effects, find_effects
from zaizao.mining.handover import HandOvers, find_group_hand_overs, find_hand_overs
from zaizao.mining.instances import pair_instances
from zaizao.mining.processmap import Level, draw_up_levels
from zaizao.mining.rework import Rework, find_rework
from zaizao.mining.times import Times, measure_times, read_wall_times
from zaizao.mining.variant_families import VariantFamilies, group_variants

SEED: Final = 20260301
"""Where resampling and permutation begin when nobody says otherwise: the same log gives the same figures."""


class Scale(Struct, frozen=True):
    """How large the log is, and what of it could not be read as work."""

    name: str
    cases: int
    """Cases with at least one event."""
    empty_cases: int
    events: int
    activities: int
    resources: int
    instances: int
    """Pieces of work."""
    whole: int
    """Of these, with a start and an end of their own."""
    left_out: tuple[tuple[str, int], ...]
    """Events that are no work (skipped, withdrawn, only scheduled), by transition."""
    untimed: int
    """Events without a time."""
    first: int | None
    """The earliest and the latest time, microseconds of UTC."""
    last: int | None


class Overview(Struct, frozen=True):
    """Everything `mine_log` found; each part is explained in its own room and in docs/mining.md."""

    scale: Scale
    clock: Clock
    day_seconds: float
    """Office seconds of a full day, by which office time is said in working days."""
    times: Times
    causes: Causes
    bottlenecks: Bottlenecks
    rework: Rework
    hand_overs: HandOvers
    group_hand_overs: HandOvers | None
    drift: Drift
    effects: Effects
    variants: VariantFamilies
    levels: tuple[Level, ...]
    seed: int


def mine_log(log: EventLog, *, clock: Clock, seed: int = SEED) -> Overview:
    """What really happened, counted on ``clock``. Pure: the same log, clock and seed give the same answer."""
    draw = np.random.default_rng(seed)
    instances = pair_instances(log)
    wall = read_wall_times(log, instances, clock)
    times = measure_times(log, instances, wall, clock=clock)
    rework = find_rework(log, instances)
    cycle = times.cases.cycle
    known = log.time[log.time != NO_TIME]
    counted = np.bincount(log.case, minlength=len(log.case_names))
    scale = Scale(
        name=log.name,
        cases=int(np.sum(counted > 0)),
        empty_cases=int(np.sum(counted == 0)),
        events=len(log),
        activities=len(np.unique(log.activity)),
        resources=len(np.unique(log.resource[log.resource >= 0])),
        instances=len(instances),
        whole=int(instances.spans().sum()),
        left_out=tuple(sorted(instances.left_out.items())),
        untimed=len(log) - len(known),
        first=int(known.min()) if len(known) else None,
        last=int(known.max()) if len(known) else None,
    )
    return Overview(
        scale=scale,
        clock=clock,
        day_seconds=max(sum(b - a for a, b in day) for day in clock.hours.weekly) * 60.0,
        times=times,
        causes=explain_waits(log, instances, wall, clock=clock),
        bottlenecks=find_bottlenecks(log, instances, generator=draw),
        rework=rework,
        hand_overs=find_hand_overs(log, instances),
        group_hand_overs=find_group_hand_overs(log, instances),
        drift=find_drift(log, instances, cycle, wall.case_first, generator=draw),
        effects=find_effects(log, cycle, rework.repeats_of_case, generator=draw),
        variants=group_variants(log, cycle),
        levels=draw_up_levels(log, instances),
        seed=seed,
    )
