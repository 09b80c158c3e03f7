"""Which values of a case's attributes go with a longer time or more rework: who is slower, and by how much, with certainty.

An association, not a cause: what else differs between these cases is not taken out.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from zaizao.eventlog import NO_CODE, NO_TIME, EventLog
from zaizao.mining.case_traits import Trait, list_traits
from zaizao.mining.significance import adjust_p_values, rank_values
from zaizao.mining.spread import SECOND

_PERMUTATIONS: Final = 999
_SAMPLE: Final = 5000
"""Cases that the permutation test is made on, at most (drawn at random); effect sizes are those of all cases."""
LEAST_CASES: Final = 20
"""A value is tested where at least so many cases have it and as many do not."""
FALSE_DISCOVERIES: Final = 0.05


class Effect(Struct, frozen=True):
    """Cases with one value beside all others whose value is known."""

    attribute: str
    value: str
    outcome: str
    """``time`` (cycle time) or ``rework`` (anything done more than once)."""
    cases: int
    size: float
    """Time: Cliff's delta (chance that such a case takes longer less that it takes shorter); rework: difference of shares."""
    inside: float
    """Median cycle time in seconds, or the share of cases with rework."""
    others: float
    seconds: float
    """Time: what these cases took more in all than at the others' mean, in seconds (negative: less)."""
    p: float
    q: float


class Effects(Struct, frozen=True):
    """Effects that remain at a false discovery rate of 5 %, the largest first; how many tests were made."""

    rows: tuple[Effect, ...]
    tests: int
    attributes: tuple[str, ...]
    """What was looked at."""
    sampled: int
    """Cases in the permutation tests."""


def find_effects(
    log: EventLog, cycle: NDArray[np.int64], repeats: NDArray[np.int64], *, generator: np.random.Generator
) -> Effects:
    """Permutation tests of every value of every usable attribute against cycle time and rework.

    ``cycle``: microseconds by case (NO_TIME: left out); ``repeats``: by case. All tests are adjusted together.
    """
    known = np.flatnonzero(cycle != NO_TIME)
    traits = [trait.take(known) for trait in list_traits(log)]
    seconds = cycle[known] / SECOND
    again = (repeats[known] > 0).astype(np.float64)
    sample = known if len(known) <= _SAMPLE else generator.choice(len(known), _SAMPLE, replace=False)
    sample = np.arange(len(known)) if len(known) <= _SAMPLE else np.sort(sample)
    orders = _draw_orders(len(sample), generator) if traits else np.zeros((0, 0), dtype=np.intp)
    found: list[Effect] = []
    for trait in traits:
        found += _test_trait(trait, seconds, again, sample=sample, orders=orders)
    q = adjust_p_values([effect.p for effect in found])
    kept = [_with_q(effect, float(one)) for effect, one in zip(found, q, strict=True) if one <= FALSE_DISCOVERIES]
    kept.sort(key=lambda one: (one.outcome != "time", -abs(one.seconds), -abs(one.size)))
    return Effects(tuple(kept), len(found), tuple(trait.key for trait in traits), len(sample))


def _draw_orders(count: int, generator: np.random.Generator) -> NDArray[np.intp]:
    rows = np.tile(np.arange(count, dtype=np.int32), (_PERMUTATIONS, 1))
    return generator.permuted(rows, axis=1).astype(np.intp)


def _test_trait(
    trait: Trait, seconds: NDArray[np.float64], again: NDArray[np.float64], *, sample: NDArray[np.int64],
    orders: NDArray[np.intp],
) -> list[Effect]:  # fmt: skip
    told = trait.codes != NO_CODE
    counts = np.bincount(trait.codes[told], minlength=len(trait.values))
    usable = np.flatnonzero((counts >= LEAST_CASES) & (told.sum() - counts >= LEAST_CASES))
    if not len(usable):
        return []
    chosen = trait.codes[sample]
    inside = (chosen[:, None] == usable[None, :]).astype(np.float32)
    found = []
    for outcome, values in (("time", seconds), ("rework", again)):
        p = _permute(values[sample], inside, chosen != NO_CODE, orders, ranked=outcome == "time")
        found += [
            _describe(trait, code, outcome, seconds=seconds, again=again, p=float(p[place]))
            for place, code in enumerate(usable.tolist())
        ]
    return found


def _permute(
    values: NDArray[np.float64], inside: NDArray[np.float32], told: NDArray[np.bool_], orders: NDArray[np.intp], *,
    ranked: bool,
) -> NDArray[np.float64]:  # fmt: skip
    """Two-sided p of each column of ``inside``: the mean inside against that of permuted cases (ranks for times)."""
    scores = rank_values(values) if ranked else values
    scores = np.where(told, scores - scores[told].mean() if told.any() else 0.0, 0.0)
    seen = np.abs(scores @ inside)
    if told.all():
        drawn = np.abs(scores.astype(np.float32)[orders] @ inside)
    else:
        # Of a permutation of all cases, those whose value is known are a permutation of these.
        inner = orders[told[orders]].reshape(len(orders), -1)
        drawn = np.abs(scores.astype(np.float32)[inner] @ inside[told])
    tolerance = 1e-5 * np.abs(scores).sum()
    p: NDArray[np.float64] = (1 + np.sum(drawn >= seen[None, :] - tolerance * 1e-2, axis=0)) / (len(orders) + 1)
    return p


def _describe(
    trait: Trait, code: int, outcome: str, *, seconds: NDArray[np.float64], again: NDArray[np.float64], p: float
) -> Effect:
    mine = trait.codes == code
    rest = (trait.codes != NO_CODE) & ~mine
    count = int(mine.sum())
    excess = float(seconds[mine].sum() - count * seconds[rest].mean())
    if outcome == "rework":
        inside, others = float(again[mine].mean()), float(again[rest].mean())
        return Effect(trait.key, trait.values[code], outcome, count, inside - others, inside, others, excess, p, 1.0)
    ranks = rank_values(np.concatenate((seconds[mine], seconds[rest])))
    above = ranks[:count].sum() - count * (count + 1) / 2
    delta = float(2 * above / (count * int(rest.sum())) - 1)
    medians = float(np.median(seconds[mine])), float(np.median(seconds[rest]))
    return Effect(trait.key, trait.values[code], outcome, count, delta, *medians, excess, p, 1.0)


def _with_q(effect: Effect, q: float) -> Effect:
    return Effect(
        effect.attribute, effect.value, effect.outcome, effect.cases, effect.size, effect.inside, effect.others,
        effect.seconds, effect.p, q,
    )  # fmt: skip
