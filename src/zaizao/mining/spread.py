"""A distribution in a few numbers: how many, how much in all, mean and quantiles. Units are those of the values."""

from __future__ import annotations

from typing import Final

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from zaizao.eventlog import NO_TIME

SECOND: Final = 1_000_000
LEVELS: Final = (0.0, 0.05, 0.25, 0.5, 0.75, 0.9, 0.95, 1.0)


class Spread(Struct, frozen=True):
    """Values that are known, and how many are not. All but the two counts are None where nothing is known."""

    count: int
    unknown: int
    total: float | None = None
    mean: float | None = None
    least: float | None = None
    q05: float | None = None
    q25: float | None = None
    median: float | None = None
    q75: float | None = None
    q90: float | None = None
    q95: float | None = None
    most: float | None = None


def spread_seconds(values: NDArray[np.int64]) -> Spread:
    """The spread of microseconds (NO_TIME: not known), in seconds; quantiles interpolate linearly (type 7)."""
    known = values[values != NO_TIME]
    unknown = len(values) - len(known)
    if not len(known):
        return Spread(0, unknown)
    seconds = known / SECOND
    least, q05, q25, median, q75, q90, q95, most = np.quantile(seconds, LEVELS).tolist()
    total = float(seconds.sum())
    return Spread(len(known), unknown, total, total / len(known), least, q05, q25, median, q75, q90, q95, most)
