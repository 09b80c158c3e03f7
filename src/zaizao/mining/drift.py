"""Change over time: at which moments the way of working, or the time it takes, became another.

Cases are put in windows of equal number by their first moment. At each border the cases of the windows before are
compared with those after: the flow (how often each pair of activities follows each other) by a permutation test over
whole cases, the cycle time by the rank-sum test. All p values of a log are adjusted together (`significance`).
"""

from __future__ import annotations

from typing import Final

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from zaizao.eventlog import NO_TIME, EventLog
from zaizao.mining.instances import Instances
from zaizao.mining.sequences import list_steps
from zaizao.mining.significance import adjust_p_values, compare_ranks
from zaizao.mining.spread import SECOND

_SIDE: Final = 3
"""Windows on each side of a border that are compared."""
_MOST_WINDOWS: Final = 24
_LEAST_CASES: Final = 20
"""A window has at least so many cases; with fewer than four windows nothing is tested."""
_FEATURES: Final = 100
"""The most frequent pairs of activities that the flow is judged by."""
_SAMPLE: Final = 500
"""Cases drawn on each side for the permutation test, at most."""
_PERMUTATIONS: Final = 999
FALSE_DISCOVERIES: Final = 0.05


class Window(Struct, frozen=True):
    """Cases that began one after another. Times: microseconds of UTC, medians in seconds."""

    begins: int
    ends: int
    cases: int
    median_cycle: float


class FlowShift(Struct, frozen=True):
    """A pair of activities and how often a case had it, before and after."""

    source: str
    target: str
    before: float
    after: float


class Change(Struct, frozen=True):
    """A border at which something changed. ``statistic``: the sum of squared standardised differences, or Cliff's delta."""

    at: int
    kind: str
    """``flow`` or ``time``."""
    statistic: float
    p: float
    q: float
    """Adjusted for all tests of the log (false discovery rate)."""
    before: float
    """Median cycle time in the windows before, seconds."""
    after: float
    shifts: tuple[FlowShift, ...] = ()
    """What changed most, for ``flow``."""


class Drift(Struct, frozen=True):
    """The windows, how many tests were made, and the borders that remain; of neighbours that remain, the clearest."""

    windows: tuple[Window, ...]
    tests: int
    changes: tuple[Change, ...]


def find_drift(
    log: EventLog,
    instances: Instances,
    cycle: NDArray[np.int64],
    first: NDArray[np.int64],
    *,
    generator: np.random.Generator,
) -> Drift:
    """Change points of flow and of cycle time. ``cycle`` and ``first``: microseconds by case, NO_TIME if unknown.

    Cases without a known time take no part. Cycle times near the end of a log are those of cases that may not be
    finished: a change there may be the end of the record.
    """
    known = np.flatnonzero((first != NO_TIME) & (cycle != NO_TIME))
    order = known[np.argsort(first[known], kind="stable")]
    count = min(_MOST_WINDOWS, len(order) // _LEAST_CASES)
    parts = np.array_split(order, count) if count else []
    windows = tuple(
        Window(int(first[part[0]]), int(first[part[-1]]), len(part), float(np.median(cycle[part]) / SECOND))
        for part in parts
    )
    if count < 4:
        return Drift(windows, 0, ())
    flow = _Flow(log, instances)
    found: list[Change] = []
    for border in range(1, count):
        left = np.concatenate(parts[max(border - _SIDE, 0) : border])
        right = np.concatenate(parts[border : border + _SIDE])
        found += _test_border(flow, cycle, left, right, at=int(first[parts[border][0]]), generator=generator)
    q = adjust_p_values([change.p for change in found])
    judged = [_with_q(change, float(one)) for change, one in zip(found, q, strict=True)]
    return Drift(windows, len(found), _keep_clearest(judged))


class _Flow:
    """How often each case has each of the most frequent pairs; and the permutations, which all borders share."""

    def __init__(self, log: EventLog, instances: Instances) -> None:
        size = max(len(log.activity_names), 1)
        steps = list_steps(instances)
        key = instances.activity[steps.before].astype(np.int64) * size + instances.activity[steps.after]
        pairs, place, counts = np.unique(key, return_inverse=True, return_counts=True)
        kept = np.sort(np.argsort(-counts, kind="stable")[:_FEATURES])
        column = np.full(len(pairs), -1)
        column[kept] = np.arange(len(kept))
        mine = column[place] >= 0
        self.shuffles: dict[tuple[int, int], NDArray[np.float64]] = {}
        self.table = np.zeros((len(log.case_names), len(kept)), dtype=np.float32)
        np.add.at(self.table, (instances.case[steps.before][mine], column[place][mine]), 1)
        names = log.activity_names
        self.names = [(names[pair // size], names[pair % size]) for pair in pairs[kept].tolist()]


def _test_border(
    flow: _Flow,
    cycle: NDArray[np.int64],
    left: NDArray[np.int64],
    right: NDArray[np.int64],
    *,
    at: int,
    generator: np.random.Generator,
) -> list[Change]:
    medians = float(np.median(cycle[left]) / SECOND), float(np.median(cycle[right]) / SECOND)
    delta, p_time = compare_ranks(cycle[left], cycle[right])
    statistic, p_flow = _permute(flow, left, right, generator)
    return [
        Change(at, "flow", statistic, p_flow, 1.0, *medians, shifts=_list_shifts(flow, left, right)),
        Change(at, "time", delta, p_time, 1.0, *medians),
    ]


def _permute(
    flow: _Flow, left: NDArray[np.int64], right: NDArray[np.int64], generator: np.random.Generator
) -> tuple[float, float]:
    """Sum over the pairs of (difference of means)² ÷ variance, and its permutation p over whole cases."""
    left = left if len(left) <= _SAMPLE else generator.choice(left, _SAMPLE, replace=False)
    right = right if len(right) <= _SAMPLE else generator.choice(right, _SAMPLE, replace=False)
    table = flow.table[np.concatenate((left, right))].astype(np.float64)
    spread = table.std(axis=0)
    table = (table - table.mean(axis=0)) / np.where(spread > 0, spread, 1)
    sides = np.concatenate((np.full(len(left), 1 / len(left)), np.full(len(right), -1 / len(right))))
    seen = float(((sides @ table) ** 2).sum())
    sizes = len(left), len(right)
    if sizes not in flow.shuffles:
        flow.shuffles[sizes] = generator.permuted(np.tile(sides, (_PERMUTATIONS, 1)), axis=1)
    shuffled = flow.shuffles[sizes]
    drawn = ((shuffled @ table) ** 2).sum(axis=1)
    return seen, float((1 + np.sum(drawn >= seen - 1e-12)) / (_PERMUTATIONS + 1))


def _list_shifts(flow: _Flow, left: NDArray[np.int64], right: NDArray[np.int64]) -> tuple[FlowShift, ...]:
    before, after = flow.table[left].mean(axis=0), flow.table[right].mean(axis=0)
    largest = np.argsort(-np.abs(after - before), kind="stable")[:5]
    return tuple(
        FlowShift(source, target, float(before[one]), float(after[one]))
        for one in largest.tolist()
        for source, target in (flow.names[one],)
    )


def _with_q(change: Change, q: float) -> Change:
    return Change(change.at, change.kind, change.statistic, change.p, q, change.before, change.after, change.shifts)


def _keep_clearest(changes: list[Change]) -> tuple[Change, ...]:
    """Of borders of one kind next to each other that all pass, the one with the largest statistic; in order of time."""
    kept: list[Change] = []
    for kind in ("flow", "time"):
        run: list[Change] = []
        for change in (*(one for one in changes if one.kind == kind), None):
            if change is not None and change.q <= FALSE_DISCOVERIES:
                run.append(change)
            elif run:
                kept.append(max(run, key=lambda one: abs(one.statistic)))
                run = []
    return tuple(sorted(kept, key=lambda one: (one.at, one.kind)))
