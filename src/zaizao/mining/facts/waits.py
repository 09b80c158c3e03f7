"""Where cases stand still: the share of their whole time that passes before each step, and stops of the clock."""

from __future__ import annotations

import math

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from zaizao.definition.vocabulary import VERBS
from zaizao.eventlog import NO_TIME
from zaizao.mining.facts.facts import DAY, OUTSIDE, Cases, Facts, Seen

_TWO_SIDED = 1.959964
"""Quantile of the normal distribution for 95 %."""


class Standstill(Struct, frozen=True, eq=False):
    """What part of the cases' whole time passes before a step begins (or, for points in time, is done)."""

    name: str
    share: float
    low: float
    high: float
    cases: Cases
    """Cases that have the step, those that lose most there first."""
    days: float
    """What a case that has the step waits before it, on average."""
    is_waiting: bool
    """True where the log knows when work began; else working and waiting cannot be told apart."""


class Stopped(Struct, frozen=True, eq=False):
    """How often the clock stood still."""

    seen: Seen
    """Cases that were suspended or had a procedure that stops the clock."""
    days: float
    """How long, on average, in calendar days."""


def see_standstills(facts: Facts) -> tuple[Standstill, ...]:
    """For each step of the definition its part in the time of finished cases, the largest first.

    The interval of the share is that of a ratio over cases (linearised, 95 %).
    """
    work = facts.work
    size = len(facts.log.case_names)
    whole = _measure_whole(facts, size)
    valid = facts.is_finished & (whole > 0)
    total = float(whole[valid].sum())
    if total <= 0:
        return ()
    spans = work.spans()
    until = np.where(spans, work.start, work.end)
    known = (work.enabled != NO_TIME) & (until != NO_TIME) & (until >= work.enabled)
    gap = np.where(known, until - work.enabled, 0).astype(np.float64)
    found = []
    for name in facts.steps:
        rows = facts.rows_of(name)
        by_case = np.bincount(work.case[rows], weights=gap[rows], minlength=size).astype(np.float64)
        share, spread = _measure_ratio(by_case[valid], whole[valid])
        cases = facts.cases_of(name)
        cases = cases[valid[cases]]
        if not len(cases):
            continue
        days = float(by_case[cases].mean()) / DAY
        order = cases[np.argsort(-by_case[cases], kind="stable")]
        low, high = max(share - _TWO_SIDED * spread, 0.0), min(share + _TWO_SIDED * spread, 1.0)
        found.append(Standstill(name, share, low, high, order, days, bool(spans[rows].mean() > 0.5)))
    return tuple(sorted(found, key=lambda one: -one.share))


def _measure_whole(facts: Facts, size: int) -> NDArray[np.float64]:
    """Microseconds from the first to the last known moment of each case."""
    work = facts.work
    first = np.full(size, np.iinfo(np.int64).max, dtype=np.int64)
    last = np.full(size, np.iinfo(np.int64).min, dtype=np.int64)
    for column in (work.start, work.end):
        known = column != NO_TIME
        np.minimum.at(first, work.case[known], column[known])
        np.maximum.at(last, work.case[known], column[known])
    return np.where(last >= first, last.astype(np.float64) - first.astype(np.float64), 0.0)


def _measure_ratio(parts: NDArray[np.float64], wholes: NDArray[np.float64]) -> tuple[float, float]:
    """The ratio of two sums over cases and its standard error."""
    total, count = float(wholes.sum()), len(wholes)
    share = float(parts.sum()) / total
    if count < 2:
        return share, math.inf
    residual = parts - share * wholes
    return share, math.sqrt(count / (count - 1) * float(np.square(residual).sum())) / total


def see_stopped(facts: Facts) -> Stopped:
    """Cases with pauses between suspend and resume, or with a procedure of 行政许可法 第四十五条."""
    work = facts.work
    activities = facts.definition.activities.values()
    stops = [one.does in VERBS and VERBS[one.does].stops is not None for one in activities]
    stopping = np.array([*stops, False], dtype=np.bool_)[facts.step] & (facts.step != OUTSIDE)
    ends = (work.enabled != NO_TIME) & (work.end != NO_TIME) & (work.end >= work.enabled)
    lasted = np.where(stopping & ends, work.end - work.enabled, 0) + work.paused
    cases = np.unique(work.case[stopping | (work.paused > 0)])
    days = float(np.bincount(work.case, weights=lasted)[cases].mean()) / DAY if len(cases) else 0.0
    return Stopped(facts.see(cases, facts.case_count), days)
