"""Many tests at once: Benjamini & Hochberg's false discovery rate; and the rank-sum test with its effect size."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray


def adjust_p_values(p_values: ArrayLike) -> NDArray[np.float64]:
    """The smallest false discovery rate at which each would be kept (Benjamini & Hochberg 1995), in the order given."""
    p = np.asarray(p_values, dtype=np.float64)
    order = np.argsort(p, kind="stable")
    scaled = p[order] * len(p) / np.arange(1, len(p) + 1)
    adjusted = np.empty(len(p), dtype=np.float64)
    adjusted[order] = np.minimum(np.minimum.accumulate(scaled[::-1])[::-1], 1.0)
    return adjusted


def rank_values(values: NDArray[np.generic]) -> NDArray[np.float64]:
    """Ranks from 1; equal values share the middle of theirs."""
    _, place, counts = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    middle: NDArray[np.float64] = (last - (counts - 1) / 2).astype(np.float64)
    return middle[place]


def compare_ranks(one: NDArray[np.generic], other: NDArray[np.generic]) -> tuple[float, float]:
    """(Cliff's delta, two-sided p) of two samples: Mann & Whitney's test, normal approximation, ties corrected.

    Delta is the chance that a value of ``other`` is the larger less the chance that it is the smaller. Two samples
    of nothing, or all values equal, give (0, 1).
    """
    sizes = len(one), len(other)
    if not min(sizes):
        return 0.0, 1.0
    both = np.concatenate((one, other))
    ranks = rank_values(both)
    more = ranks[sizes[0] :].sum() - sizes[1] * (sizes[1] + 1) / 2
    total = len(both)
    ties = np.unique(both, return_counts=True)[1].astype(np.float64)
    variance = sizes[0] * sizes[1] / 12 * (total + 1 - (ties**3 - ties).sum() / (total * max(total - 1, 1)))
    delta = 2 * more / (sizes[0] * sizes[1]) - 1
    if variance <= 0:
        return 0.0, 1.0
    z = (more - sizes[0] * sizes[1] / 2) / math.sqrt(variance)
    return float(delta), math.erfc(abs(z) / math.sqrt(2))
