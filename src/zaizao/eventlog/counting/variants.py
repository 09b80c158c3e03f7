"""The paths of the cases: which activities in which order, and how many cases took each."""

from __future__ import annotations

import itertools
from functools import cached_property

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray


class Variants(Struct, frozen=True, eq=False, dict=True):
    """The variants, the most frequent first; of equally frequent ones the one whose first case has the lower code.

    A case without events has no variant (NO_CODE in ``of_case``).
    """

    activity_names: tuple[str, ...]
    of_case: NDArray[np.int32]
    counts: NDArray[np.int64]
    examples: NDArray[np.int64]
    """The first case of each variant."""
    steps: NDArray[np.int32]
    """The activities of all paths, one path after the other."""
    starts: NDArray[np.int64]
    """Path ``v`` is ``steps[starts[v]:starts[v + 1]]``."""

    def __len__(self) -> int:
        return len(self.counts)

    def path_of(self, variant: int) -> tuple[int, ...]:
        """The activity codes of one variant."""
        return tuple(self.steps[self.starts[variant] : self.starts[variant + 1]].tolist())

    @cached_property
    def paths(self) -> tuple[tuple[int, ...], ...]:
        """The activity codes of every variant; made at the first use."""
        steps, starts = self.steps.tolist(), self.starts.tolist()
        return tuple(tuple(steps[begin:end]) for begin, end in itertools.pairwise(starts))

    def name_path(self, variant: int) -> tuple[str, ...]:
        """The activities of one variant by name."""
        return tuple(self.activity_names[code] for code in self.path_of(variant))
