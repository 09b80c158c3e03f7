"""Shares with their exact interval: how often something was seen, and how sure one may be of it.

Nothing is approximated by a bell curve: logs have rare things and few cases (Clopper and Pearson 1934).
"""

from __future__ import annotations

import functools
import math
from collections.abc import Sequence

from msgspec import Struct

CERTAINTY = 0.95
"""The interval holds the true share in at least so many of a hundred such logs."""
_HALVINGS = 60
_TINY = 1e-300


class Share(Struct, frozen=True):
    """``count`` of ``total``, with the exact two-sided interval of the share."""

    count: int
    total: int
    low: float
    high: float

    @property
    def value(self) -> float:
        """The share seen; 0 where there was nothing to see."""
        return self.count / self.total if self.total else 0.0


def measure_share(count: int, total: int, *, certainty: float = CERTAINTY) -> Share:
    """The share and its Clopper–Pearson interval; of nothing it may be anything: 0 to 1."""
    tail = (1 - certainty) / 2
    low = 0.0 if count == 0 else _find_quantile(tail, count, total - count + 1)
    high = 1.0 if count == total else _find_quantile(1 - tail, count + 1, total - count)
    return Share(count, total, low, high)


@functools.lru_cache(maxsize=4096)
def _find_quantile(chance: float, a: int, b: int) -> float:
    """Where the beta distribution with ``a`` and ``b`` reaches ``chance``."""
    low, high = 0.0, 1.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if integrate_beta(middle, a, b) < chance:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def integrate_beta(x: float, a: float, b: float) -> float:
    """The regularised incomplete beta function, by its continued fraction (Abramowitz and Stegun 26.5.8)."""
    if x <= 0 or x >= 1:
        return 0.0 if x <= 0 else 1.0
    if x > (a + 1) / (a + b + 2):
        return 1 - integrate_beta(1 - x, b, a)
    front = math.exp(math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x))
    return front * _continue_fraction(x, a, b) / a


def _continue_fraction(x: float, a: float, b: float) -> float:
    """Modified Lentz; the number of terms grows with the root of the larger parameter."""
    c, d = 1.0, 1 / _keep_off_zero(1 - (a + b) * x / (a + 1))
    value = d
    for m in range(1, 300 + int(5 * math.sqrt(max(a, b)))):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        for term in (even, odd):
            d = 1 / _keep_off_zero(1 + term * d)
            c = _keep_off_zero(1 + term / c)
            value *= c * d
        if abs(c * d - 1) < 1e-14:
            break
    return value


def _keep_off_zero(value: float) -> float:
    return value if abs(value) > _TINY else _TINY


def bound_quantile(values: Sequence[float], level: float, *, certainty: float = CERTAINTY) -> float | None:
    """What the quantile surely does not exceed (one-sided, by order statistics); None where there are too few values."""
    ordered, size = sorted(values), len(values)
    for rank in range(max(1, math.floor(level * size)), size + 1):
        if integrate_beta(1 - level, size - rank + 1, rank) >= certainty:
            return ordered[rank - 1]
    return None
