"""How long a case waits before each task, by where it comes from: kept as observed, on the clock of who does the task.

Waits still running when the observation ends are not dropped: what they may yet become is shared out among the longer
ones of their state (redistribution to the right; Efron 1967), which is the Kaplan–Meier estimate.
"""

from __future__ import annotations

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from zaizao.simulation.calibration.contexts import Steps
from zaizao.simulation.calibration.rhythm import take_quantiles
from zaizao.simulation.course import END
from zaizao.simulation.durations import to_normal

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

ENOUGH = 15
"""So many observed waits of one step make a distribution of their own; fewer share that of a coarser grouping."""
AT_ONCE = 900.0
"""Waits of mostly less (seconds) are counted on the wall clock: the machine does not close at night."""
NO_WAIT = -1


class Waits(Struct, frozen=True, eq=False):
    """``kind``: of each row, which distribution its wait belongs to (NO_WAIT: none). ``weight``: for how many it stands."""

    kind: Integers
    weight: Floats
    labels: Integers
    """Of each kind, a label that ends such waits."""
    at_once: NDArray[np.bool_]
    """Of each kind, whether it is counted on the wall clock."""


def group_waits(steps: Steps, *, used: NDArray[np.bool_], by_label: bool = False) -> Waits:
    """The finest grouping with evidence enough: state and label, the label before and the label, the label alone.

    ``by_label``: by the label alone.
    """
    real = used & (steps.label != END) & ~np.isnan(steps.gap) & ~steps.pending
    weight = share_out(steps, used=used)
    span = int(max(steps.before.max(initial=0), steps.label.max(initial=0))) + 2
    kind = np.full(len(steps.case), NO_WAIT, dtype=np.int64)
    offset = 0
    keys = (
        np.where(steps.label == END, 0, steps.label),
        steps.before * span + steps.label,
        steps.state * span + steps.label,
    )
    for key in keys[:1] if by_label else keys:
        rows = np.flatnonzero(real)
        if not len(rows):
            break
        codes, inverse = np.unique(key[rows], return_inverse=True)
        enough = np.bincount(inverse)[inverse] >= (ENOUGH if offset else 1)
        kind[rows[enough]] = offset + inverse[enough]
        offset += len(codes)
    known, dense = np.unique(kind[real], return_inverse=True)
    kind[real] = dense
    labels = np.zeros(len(known), dtype=np.int64)
    labels[dense] = steps.label[real]
    middle = np.array([np.median(steps.gap[real][dense == one]) for one in range(len(known))])
    return Waits(kind, weight, labels, middle < AT_ONCE)


def share_out(steps: Steps, *, used: NDArray[np.bool_]) -> Floats:
    """For how many cases each observed step stands, those still waiting included.

    A wait of unknown end counts for the steps out of its state that took longer; where none did, for the longest.
    """
    weight = used.astype(np.float64)
    weight[steps.pending] = 0.0
    waiting = np.flatnonzero(steps.pending & used)
    for state in np.unique(steps.state[waiting]).tolist():
        ages = np.sort(steps.gap[waiting[steps.state[waiting] == state]])
        rows = np.flatnonzero(used & (steps.state == state) & (steps.label != END) & ~steps.pending)
        rows = rows[~np.isnan(steps.gap[rows])]
        if not len(rows):
            continue
        rows = rows[np.argsort(steps.gap[rows], kind="stable")]
        gaps, share = steps.gap[rows], weight[rows]
        for age, count in zip(*np.unique(ages, return_counts=True), strict=True):
            beyond = min(int(np.searchsorted(gaps, age, side="right")), len(rows) - 1)
            share[beyond:] *= 1.0 + count / share[beyond:].sum()
        weight[rows] = share
    return weight


def share_cases(lasted: Floats, ages: Floats) -> Floats:
    """For how many each case that is over stands, those not over included: of an age, they count for what took longer."""
    order = np.argsort(lasted, kind="stable")
    ranked, share = lasted[order], np.ones(len(lasted))
    for age, count in zip(*np.unique(ages, return_counts=True), strict=True):
        beyond = min(int(np.searchsorted(ranked, age, side="right")), len(ranked) - 1)
        share[beyond:] *= 1.0 + count / share[beyond:].sum()
    found = np.empty(len(lasted))
    found[order] = share
    return found


def measure_likeness(steps: Steps, waits: Waits) -> float:
    """How much the waits of one case resemble each other: the correlation of their normal scores, long waits counting more."""
    rows = np.flatnonzero(waits.kind != NO_WAIT)
    if len(rows) < 50:
        return 0.0
    kind, gap = waits.kind[rows], steps.gap[rows]
    order = np.lexsort((gap, kind))
    ranked_kind, ranked_gap = kind[order], gap[order]
    counts = np.bincount(ranked_kind)
    begins = np.concatenate(([0], np.cumsum(counts)))[:-1]
    fresh = np.concatenate(([True], (ranked_kind[1:] != ranked_kind[:-1]) | (ranked_gap[1:] != ranked_gap[:-1])))
    group = np.cumsum(fresh) - 1
    middle = np.bincount(group, np.arange(len(order))) / np.bincount(group) - begins[ranked_kind[fresh]]
    share = (middle[group] + 0.5) / counts[ranked_kind]
    squares = np.bincount(kind, gap * gap) / counts - (np.bincount(kind, gap) / counts) ** 2
    scores = np.empty(len(rows))
    scores[order] = to_normal(share)
    sway = np.sqrt(np.maximum(squares, 0.0))[kind]
    case = steps.case[rows]
    pairs = np.bincount(case, scores * sway) ** 2 - np.bincount(case, (scores * sway) ** 2)
    most = np.bincount(case, sway) ** 2 - np.bincount(case, sway**2)
    return float(np.clip(pairs.sum() / most.sum(), 0.0, 0.9)) if most.sum() > 0 else 0.0


def describe_waits(values: Floats, waits: Waits) -> list[Floats]:
    """Of each kind, the values that stand for its distribution; ``values`` are the waits on their own clocks."""
    known = waits.kind != NO_WAIT
    order = np.argsort(waits.kind[known], kind="stable")
    kinds, found = waits.kind[known][order], values[known][order]
    weight = waits.weight[known][order]
    bounds = np.searchsorted(kinds, np.arange(len(waits.labels) + 1))
    return [
        take_quantiles(found[a:b], weight[a:b]) if b > a and weight[a:b].sum() > 0 else np.zeros(1)
        for a, b in zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True)
    ]
