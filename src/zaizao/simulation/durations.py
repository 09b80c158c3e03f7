"""How long something takes, as a distribution, drawn by inversion: the same uniform number gives the same share of it.

Inversion keeps common random numbers common: in two scenarios a slow case stays slow. Seconds everywhere.
"""

from __future__ import annotations

import enum
import math
from collections.abc import Callable
from functools import cache

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

Floats = NDArray[np.float64]


class Shape(enum.Enum):
    """The kinds of distribution, and what their numbers mean (seconds, save the spread)."""

    CONSTANT = "constant"
    UNIFORM = "uniform"
    TRIANGULAR = "triangular"
    EXPONENTIAL = "exponential"
    LOGNORMAL = "lognormal"
    WEIBULL = "weibull"
    QUANTILES = "quantiles"


NUMBERS: dict[Shape, int] = {
    Shape.CONSTANT: 1,
    Shape.UNIFORM: 2,
    Shape.TRIANGULAR: 3,
    Shape.EXPONENTIAL: 1,
    Shape.LOGNORMAL: 2,
    Shape.WEIBULL: 2,
}
"""How many numbers a shape takes: lowest, likeliest, highest; or mean; or mean and coefficient of variation
(lognormal), scale and shape (weibull). Quantiles take any number of values, evenly spaced in probability."""


class Duration(Struct, frozen=True):
    """A distribution of seconds."""

    shape: Shape
    numbers: tuple[float, ...]

    def draw(self, uniform: Floats) -> Floats:
        """The values at these shares of the distribution, none negative."""
        drawn: Floats = np.maximum(_DRAWS[self.shape](uniform, self.numbers), 0.0)
        return drawn

    @property
    def mean(self) -> float:
        """The mean, in seconds."""
        return _MEANS[self.shape](self.numbers)

    def scale(self, factor: float) -> Duration:
        """Everything ``factor`` times as long."""
        dimensionless = self.shape in (Shape.LOGNORMAL, Shape.WEIBULL)
        kept = self.numbers[1:] if dimensionless else ()
        scaled = self.numbers[:1] if dimensionless else self.numbers
        return Duration(self.shape, (*(factor * number for number in scaled), *kept))


NOTHING = Duration(Shape.CONSTANT, (0.0,))


@cache
def _normal_table() -> tuple[Floats, Floats]:
    scores = np.linspace(-8.2, 8.2, 32_801)
    return np.array([math.erfc(-score / math.sqrt(2)) / 2 for score in scores.tolist()]), scores


def to_normal(uniform: Floats) -> Floats:
    """Standard normal scores at these probabilities."""
    shares, scores = _normal_table()
    return np.interp(uniform, shares, scores)


def from_normal(scores: Floats) -> Floats:
    """The probabilities of standard normal scores."""
    shares, known = _normal_table()
    return np.interp(scores, known, shares)


def _draw_triangular(uniform: Floats, numbers: tuple[float, ...]) -> Floats:
    low, mode, high = numbers
    if high <= low:
        return np.full(len(uniform), low)
    share = (mode - low) / (high - low)
    rising = low + np.sqrt(uniform * (high - low) * (mode - low))
    falling = high - np.sqrt((1 - uniform) * (high - low) * (high - mode))
    return np.where(uniform < share, rising, falling)


def _draw_lognormal(uniform: Floats, numbers: tuple[float, ...]) -> Floats:
    mean, spread = numbers
    variance = math.log1p(spread * spread)
    drawn: Floats = mean * np.exp(math.sqrt(variance) * to_normal(uniform) - variance / 2)
    return drawn


def _draw_quantiles(uniform: Floats, numbers: tuple[float, ...]) -> Floats:
    shares = (np.arange(len(numbers)) + 0.5) / len(numbers)
    drawn: Floats = np.interp(uniform, shares, np.array(numbers))
    return drawn


_DRAWS: dict[Shape, Callable[[Floats, tuple[float, ...]], Floats]] = {
    Shape.CONSTANT: lambda uniform, n: np.full(len(uniform), n[0]),
    Shape.UNIFORM: lambda uniform, n: n[0] + uniform * (n[1] - n[0]),
    Shape.TRIANGULAR: _draw_triangular,
    Shape.EXPONENTIAL: lambda uniform, n: -n[0] * np.log1p(-uniform),
    Shape.LOGNORMAL: _draw_lognormal,
    Shape.WEIBULL: lambda uniform, n: n[0] * (-np.log1p(-uniform)) ** (1 / n[1]),
    Shape.QUANTILES: _draw_quantiles,
}
_MEANS: dict[Shape, Callable[[tuple[float, ...]], float]] = {
    Shape.CONSTANT: lambda n: n[0],
    Shape.UNIFORM: lambda n: (n[0] + n[1]) / 2,
    Shape.TRIANGULAR: lambda n: sum(n) / 3,
    Shape.EXPONENTIAL: lambda n: n[0],
    Shape.LOGNORMAL: lambda n: n[0],
    Shape.WEIBULL: lambda n: n[0] * math.gamma(1 + 1 / n[1]),
    Shape.QUANTILES: lambda n: sum(n) / len(n),
}
