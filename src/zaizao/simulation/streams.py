"""Streams of random numbers: one for each thing that is random, so that a change elsewhere does not shift them."""

from __future__ import annotations

from hashlib import sha256

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

Floats = NDArray[np.float64]

APART = 4
"""So many visits of a case to a step have numbers of their own; later ones draw from one stream, in turn."""


class Streams(Struct, frozen=True):
    """The randomness of one replication: Philox generators, keyed by seed, replication and name."""

    seed: int
    replication: int = 0

    def of(self, name: str) -> np.random.Generator:
        """The stream of this name; the same numbers whenever it is asked for."""
        digest = sha256(f"{self.seed}/{self.replication}/{name}".encode()).digest()
        return np.random.Generator(np.random.Philox(key=int.from_bytes(digest[:16], "little")))

    def uniform(self, name: str, count: int) -> Floats:
        """So many numbers of the stream, each in [0, 1)."""
        return self.of(name).random(count)

    def for_visits(self, name: str, case: NDArray[np.int64], visit: NDArray[np.int64], *, cases: int) -> Floats:
        """One number for each visit of a case to a step: that of the case, whatever others do."""
        drawn = np.empty(len(case))
        for number in range(min(APART, int(visit.max(initial=-1)) + 1)):
            these = visit == number
            drawn[these] = self.uniform(f"{name}/{number}", cases)[case[these]]
        late = visit >= APART
        drawn[late] = self.uniform(f"{name}/late", int(late.sum()))
        return drawn
