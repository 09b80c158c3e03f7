"""What is measured of every case: its times, which steps it has, in which order, again and again, by how many hands.

One column for each measure, one row for each case, NaN where a measure means nothing for a case.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from itertools import combinations

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from zaizao.eventlog import NO_CODE
from zaizao.mining.comparison.alignment import Alignment
from zaizao.mining.comparison.casework import Casework

MOST_STEPS = 150
"""Steps that are measured one by one: those that take most time, over all sides."""
MOST_ORDERED = 12
"""Phases whose order is measured pair by pair: those that most cases have."""


class Family(StrEnum):
    """Of what kind a difference is."""

    TIME = "time"
    MIX = "mix"
    ORDER = "order"
    REWORK = "rework"
    LOAD = "load"
    STAFF = "staff"


class Level(StrEnum):
    """How far down a measure looks."""

    CASE = "case"
    PHASE = "phase"
    STEP = "step"


class Measure(Struct, frozen=True):
    """One thing measured of every case."""

    key: str
    """Such as ``time/phase/01_HOOFD/days``; stands in lists of gaps, so it never changes its meaning."""
    family: Family
    level: Level
    unit: str
    """``days``, ``working-days``, ``share`` or ``count``."""
    subject: str = ""
    """The phase or step, or two phases (``a > b``)."""


Column = tuple[Measure, NDArray[np.float64]]


def list_measures(
    sides: Sequence[Casework], alignment: Alignment
) -> tuple[tuple[Measure, ...], list[NDArray[np.float64]]]:
    """The measures, and for each side a matrix of cases by measures."""
    steps = _choose_steps(sides, alignment)
    ordered = _choose_phases(sides)
    columns = [list(_measure(side, alignment, steps, ordered)) for side in sides]
    measures = tuple(measure for measure, _ in columns[0])
    return measures, [np.column_stack([values for _, values in those]) for those in columns]


def _measure(side: Casework, alignment: Alignment, steps: Sequence[int], ordered: Sequence[int]) -> Iterator[Column]:
    yield from _measure_times(side, alignment, steps)
    yield from _measure_mix(side, alignment, steps)
    yield from _measure_order(side, ordered)
    yield from _measure_rework(side, alignment, steps)
    yield from _measure_people(side)


def _measure_times(side: Casework, alignment: Alignment, steps: Sequence[int]) -> Iterator[Column]:
    gaps = [("days", side.gap)]
    if side.worked_gap is not None:
        gaps.append(("working-days", side.worked_gap))
    for unit, gap in gaps:
        yield Measure(f"time/case/{unit}", Family.TIME, Level.CASE, unit), side.add_up(gap)
        for place, name in enumerate(alignment.phases):
            measure = Measure(f"time/phase/{name}/{unit}", Family.TIME, Level.PHASE, unit, name)
            yield measure, side.add_up(gap, side.phase == place)
    if len(alignment.phases) < len(alignment.steps):
        for place in steps:
            name = alignment.steps[place].name
            measure = Measure(f"time/step/{name}/days", Family.TIME, Level.STEP, "days", name)
            yield measure, side.add_up(side.gap, side.step == place)


def _measure_mix(side: Casework, alignment: Alignment, steps: Sequence[int]) -> Iterator[Column]:
    everything = np.ones(len(side.case), dtype=np.bool_)
    yield Measure("mix/case/events", Family.MIX, Level.CASE, "count"), side.count(everything)
    for place, name in enumerate(alignment.phases):
        measure = Measure(f"mix/phase/{name}/share", Family.MIX, Level.PHASE, "share", name)
        yield measure, np.minimum(side.count(side.phase == place), 1.0)
    if len(alignment.phases) < len(alignment.steps):
        for place in steps:
            name = alignment.steps[place].name
            measure = Measure(f"mix/step/{name}/share", Family.MIX, Level.STEP, "share", name)
            yield measure, np.minimum(side.count(side.step == place), 1.0)


def _measure_order(side: Casework, ordered: Sequence[int]) -> Iterator[Column]:
    """For each pair of phases, among cases that have both: whether the first began before the second."""
    begun = {place: _find_first(side, place) for place in ordered}
    for one, other in combinations(ordered, 2):
        names = f"{side.phase_names[one]} > {side.phase_names[other]}"
        a, b = begun[one], begun[other]
        known = ~np.isnan(a) & ~np.isnan(b) & (a != b)
        values = np.where(known, (a < b).astype(np.float64), np.nan)
        yield Measure(f"order/phase/{names}/share", Family.ORDER, Level.PHASE, "share", names), values


def _find_first(side: Casework, place: int) -> NDArray[np.float64]:
    rows = np.flatnonzero(side.phase == place)
    found = np.full(side.size, np.nan)
    found[side.case[rows[::-1]]] = side.moment[rows[::-1]]
    return found


def _measure_rework(side: Casework, alignment: Alignment, steps: Sequence[int]) -> Iterator[Column]:
    aligned = side.step >= 0
    repeats = side.count(aligned) - side.count_different(side.step, aligned)
    yield Measure("rework/case/share", Family.REWORK, Level.CASE, "share"), (repeats > 0).astype(np.float64)
    yield Measure("rework/case/count", Family.REWORK, Level.CASE, "count"), repeats
    for place in steps:
        name, times = alignment.steps[place].name, side.count(side.step == place)
        values = np.where(times > 0, (times > 1).astype(np.float64), np.nan)
        yield Measure(f"rework/step/{name}/share", Family.REWORK, Level.STEP, "share", name), values


def _measure_people(side: Casework) -> Iterator[Column]:
    named = side.resource != NO_CODE
    people = side.count_different(side.resource.astype(np.int64), named)
    yield (
        Measure("staff/case/people", Family.STAFF, Level.CASE, "count"),
        np.where(side.count(named) > 0, people, np.nan),
    )
    yield Measure("staff/case/hand-overs", Family.STAFF, Level.CASE, "count"), side.hand_overs
    yield Measure("load/case/open", Family.LOAD, Level.CASE, "count"), side.open_cases
    load = side.open_cases / side.people_at_start
    yield Measure("load/case/open-per-person", Family.LOAD, Level.CASE, "count"), load


def _choose_steps(sides: Sequence[Casework], alignment: Alignment) -> list[int]:
    """Those that take most time per case, over all sides; in the order of the alignment."""
    size = len(alignment.steps)
    days = np.zeros(size)
    for side in sides:
        rows = side.step >= 0
        days += np.bincount(side.step[rows], weights=side.gap[rows], minlength=size) / max(side.size, 1)
    return sorted(np.argsort(-days, kind="stable")[:MOST_STEPS].tolist())


def _choose_phases(sides: Sequence[Casework]) -> list[int]:
    """Those that most cases have; in the order of the alignment."""
    size = len(sides[0].phase_names)
    share = np.zeros(size)
    for side in sides:
        for place in range(size):
            share[place] += np.minimum(side.count(side.phase == place), 1.0).mean()
    return sorted(np.argsort(-share, kind="stable")[:MOST_ORDERED].tolist())
