"""What follows what directly, how often and after how long (the directly-follows relation of a log)."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray


class Flow(Struct, frozen=True, eq=False):
    """The edges of the directly-follows graph, a row each, ordered by source and then target.

    A wait is the time between two events of a case that follow each other. Where one of them has no time it is not
    counted: ``count - timed`` of an edge says how often. In a log whose order is given by its file a wait may be
    negative; it is summed as it is, and ``backwards`` says how often.
    """

    activity_names: tuple[str, ...]
    source: NDArray[np.int32]
    target: NDArray[np.int32]
    count: NDArray[np.int64]
    timed: NDArray[np.int64]
    wait_total: NDArray[np.float64]
    """Microseconds. Summed in whole numbers and rounded once, at the end (exact up to 285 years)."""
    backwards: NDArray[np.int64]
    firsts: NDArray[np.int64]
    """Cases that begin with each activity."""
    lasts: NDArray[np.int64]
    """Cases that end with each activity."""
    counts: NDArray[np.int64]
    """Events of each activity."""

    def __len__(self) -> int:
        return len(self.source)

    @property
    def wait_mean(self) -> NDArray[np.float64]:
        """Microseconds; NaN where no wait of the edge could be measured."""
        known = self.timed > 0
        return np.where(known, self.wait_total / np.maximum(self.timed, 1), np.nan)

    @property
    def untimed(self) -> int:
        """How many waits of the whole log could not be measured, because a time is missing."""
        return int(self.count.sum() - self.timed.sum())

    def make_matrix(self) -> NDArray[np.int64]:
        """The counts as a square table ``[source, target]``; for logs with few activities."""
        size = len(self.activity_names)
        matrix = np.zeros((size, size), dtype=np.int64)
        matrix[self.source, self.target] = self.count
        return matrix

    def list_edges(self) -> Mapping[tuple[int, int], int]:
        """How often by pair of activity codes."""
        pairs = zip(self.source.tolist(), self.target.tolist(), strict=True)
        return dict(zip(pairs, self.count.tolist(), strict=True))


def add_parts(high: NDArray[np.int64], low: NDArray[np.int64]) -> NDArray[np.float64]:
    """Sums that were kept in two halves (multiples of 2**32, and the rest), each rounded once."""
    return np.array(
        [float((above << 32) + rest) for above, rest in zip(high.tolist(), low.tolist(), strict=True)], dtype=np.float64
    )


def add_by_code(codes: NDArray[np.int64], values: NDArray[np.int64], size: int) -> NDArray[np.int64]:
    """The values of each code added up, in whole numbers."""
    sums = np.zeros(size, dtype=np.int64)
    np.add.at(sums, codes, values)
    return sums
