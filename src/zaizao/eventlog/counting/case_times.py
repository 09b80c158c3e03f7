"""When each case began and ended, and how many events it has."""

from __future__ import annotations

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from zaizao.eventlog.log import NO_TIME


class CaseTimes(Struct, frozen=True, eq=False):
    """A row for each case code. Times are microseconds of UTC, the earliest and the latest that are known.

    NO_TIME where no event of the case has a time (a case without events among them).
    """

    first: NDArray[np.int64]
    last: NDArray[np.int64]
    events: NDArray[np.int64]
    untimed: NDArray[np.int64]
    """Events of the case that have no time."""

    def __len__(self) -> int:
        return len(self.first)

    @property
    def duration(self) -> NDArray[np.int64]:
        """Microseconds from the earliest to the latest time of each case; NO_TIME where none is known."""
        known = self.first != NO_TIME
        return np.where(known, self.last - np.where(known, self.first, 0), NO_TIME)
