"""Comparing: every measure of every two sides, with how sure it is, ranked by days saved and certainty.

What a finding is called and drawn is the command's business; what is kept for later stands in `gaps`.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np
from msgspec import Struct
from msgspec.structs import replace
from numpy.typing import NDArray

from zaizao.mining.clock import Clock
from zaizao.mining.comparison.alignment import Alignment, align_sides
from zaizao.mining.comparison.casework import DAY, Casework
from zaizao.mining.comparison.measures import Family, Level, Measure, list_measures
from zaizao.mining.comparison.resampling import Gap, compare_means
from zaizao.mining.comparison.sides import Side
from zaizao.mining.comparison.stepsfile import Told
from zaizao.mining.significance import adjust_p_values

SURE = 0.05
"""The false discovery rate up to which a difference counts as sure; the usual one."""


class Profile(Struct, frozen=True):
    """One side in a few figures."""

    name: str
    cases: int
    left_out: int
    events: int
    steps: int
    people: int
    first: int
    """Microseconds of UTC."""
    last: int
    mean_days: float
    median_days: float
    cases_per_month: float


class Difference(Struct, frozen=True):
    """One measure of two sides. ``more`` is the side with the larger mean."""

    measure: Measure
    more: str
    less: str
    cases_more: int
    """Cases for which the measure means something."""
    cases_less: int
    value_more: float
    value_less: float
    gap: float
    """The larger mean less the smaller; days per case for times."""
    low: float
    high: float
    p: float
    q: float = math.nan
    """The false discovery rate among all differences of the comparison (Benjamini and Hochberg)."""
    effect: float = 0.0
    """The gap in standard deviations of a case."""
    by_mix: float = math.nan
    """Of a phase's time: the days that go because more cases have the phase at all."""
    by_pace: float = math.nan
    """And the days because a case that has it takes longer."""

    @property
    def is_sure(self) -> bool:
        """Whether it may be told as a finding."""
        return self.q <= SURE

    @property
    def days_saved(self) -> float | None:
        """Calendar days per case, if the slower side did as the faster; None for what is no calendar time."""
        return self.gap if self.measure.family is Family.TIME and self.measure.unit == "days" else None


class Comparison(Struct, frozen=True):
    """Everything that was compared."""

    profiles: tuple[Profile, ...]
    alignment: Alignment
    differences: tuple[Difference, ...]
    """All of them: sure ones first, those with days by days, the others by effect."""
    tests: int
    seed: int
    calendar: str | None
    """The edition of the calendar by which working days were counted."""

    @property
    def findings(self) -> tuple[Difference, ...]:
        """Where the time goes: the sure differences of phases in calendar days, the most days first."""
        return tuple(
            one
            for one in self.differences
            if one.is_sure and one.days_saved is not None and one.measure.level is Level.PHASE
        )

    @property
    def others(self) -> tuple[Difference, ...]:
        """The sure differences that are no times, the largest effect first; steps only where there are no phases."""
        return tuple(
            one
            for one in self.differences
            if one.is_sure and one.measure.family is not Family.TIME and one.measure.level is not Level.STEP
        )


def compare_sides(
    sides: Sequence[Side], *, told: Told | None = None, clock: Clock | None = None, seed: int = 1
) -> Comparison:
    """Compare two sides or more. ``told``: steps that a person aligned; ``clock``: for working days; ``seed``: of draws."""
    alignment = align_sides(sides, told=told)
    works = [Casework(side, alignment, clock) for side in sides]
    measures, columns = list_measures(works, alignment)
    facts = [_Figures.of(side.name, values) for side, values in zip(sides, columns, strict=True)]
    gaps = compare_means(columns, np.random.default_rng(seed))
    found = [
        difference
        for (one, other), those in zip(combinations(facts, 2), gaps, strict=True)
        for difference in _compare_pair(measures, one, other, those)
    ]
    tested = [place for place, one in enumerate(found) if not math.isnan(one.p)]
    adjusted = adjust_p_values([found[place].p for place in tested]) if tested else np.zeros(0)
    judged = [replace(found[place], q=float(q)) for place, q in zip(tested, adjusted, strict=True)]
    return Comparison(
        profiles=tuple(_draw_profile(side, work) for side, work in zip(sides, works, strict=True)),
        alignment=alignment,
        differences=tuple(sorted(_divide_times(judged), key=_rank)),
        tests=len(tested),
        seed=seed,
        calendar=None if clock is None else clock.calendar.edition,
    )


class _Figures(Struct, frozen=True, eq=False):
    """What each measure is on one side: of how many cases, their mean, their variance."""

    name: str
    sizes: list[int]
    means: list[float]
    variances: list[float]

    @classmethod
    def of(cls, name: str, columns: NDArray[np.float64]) -> _Figures:
        """Counted once, whatever it is compared with."""
        known = ~np.isnan(columns)
        sizes = known.sum(axis=0)
        held = np.where(known, columns, 0.0)
        means = held.sum(axis=0) / np.maximum(sizes, 1)
        variances = (np.where(known, columns - means, 0.0) ** 2).sum(axis=0) / np.maximum(sizes, 1)
        return cls(name, sizes.tolist(), means.tolist(), variances.tolist())


def _compare_pair(
    measures: Sequence[Measure], one: _Figures, other: _Figures, gaps: Sequence[Gap]
) -> Iterator[Difference]:
    for column, (measure, gap) in enumerate(zip(measures, gaps, strict=True)):
        if math.isnan(gap.value):
            continue
        spread = math.sqrt((one.variances[column] + other.variances[column]) / 2)
        effect = abs(gap.value) / spread if spread > 0 else 0.0
        more, less = (one, other) if gap.value >= 0 else (other, one)
        low, high = (gap.low, gap.high) if gap.value >= 0 else (-gap.high, -gap.low)
        yield Difference(
            measure, more.name, less.name, more.sizes[column], less.sizes[column], more.means[column],
            less.means[column], abs(gap.value), low, high, gap.p, effect=effect,
        )  # fmt: skip


def _divide_times(differences: Sequence[Difference]) -> list[Difference]:
    """The days of a phase divided into what comes of having it more often and what comes of taking longer."""
    shares = {
        (one.measure.subject, side): value
        for one in differences
        if one.measure.family is Family.MIX and one.measure.level is Level.PHASE
        for side, value in ((one.more, one.value_more), (one.less, one.value_less))
    }
    divided = []
    for one in differences:
        is_time = one.measure.family is Family.TIME and one.measure.level is Level.PHASE
        more, less = (shares.get((one.measure.subject, side), math.nan) for side in (one.more, one.less))
        if not is_time or not (more > 0 and less > 0):
            divided.append(one)
            continue
        # the midpoint, so that neither side is the measure of the other (Kitagawa 1955)
        pace_more, pace_less = one.value_more / more, one.value_less / less
        by_mix = (more - less) * (pace_more + pace_less) / 2
        divided.append(replace(one, by_mix=by_mix, by_pace=one.gap - by_mix))
    return divided


def _rank(one: Difference) -> tuple[object, ...]:
    days = one.days_saved
    size = -days if days is not None else -one.effect
    return (not one.is_sure, days is None, size, one.measure.key, one.more, one.less)


def _draw_profile(side: Side, work: Casework) -> Profile:
    days = work.add_up(work.gap)
    first, last = int(work.moment.min()), int(work.moment.max())
    begun = work.moment[work.first]
    months = max((int(begun.max()) - int(begun.min())) / DAY / (365.25 / 12), 1.0)
    return Profile(
        name=side.name,
        cases=side.cases,
        left_out=side.left_out,
        events=len(side.log),
        steps=len(np.unique(work.step)),
        people=len(np.unique(work.resource[work.resource >= 0])),
        first=first,
        last=last,
        mean_days=float(days.mean()),
        median_days=float(np.median(days)),
        cases_per_month=side.cases / months,
    )
