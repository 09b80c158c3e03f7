"""A course learned from a log: states that remember what came last, where each leads, and how long until then.

A state's memory is as long as the log has evidence for; nothing is known of gateways, so a case does one task at a time.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from msgspec import Struct
from msgspec.structs import replace
from numpy.typing import NDArray

from zaizao.simulation.plans import PASSING, Courses, lay_out_chains
from zaizao.simulation.streams import Streams

Integers = NDArray[np.int64]
END = -1
"""Where a case goes that is over."""
LONGEST = 2_000
"""Tasks of one case; one that would go on beyond is ended there."""


class Course(Struct, frozen=True, eq=False):
    """State ``s`` does ``step[s]``; the ways out of it are ``first[s]`` to ``first[s + 1]``, state 0 being the beginning.

    ``target``: the state led to, or END; ``share``: of those that leave, ``delay``: which delay comes before the target.
    """

    step: Integers
    first: Integers
    target: Integers
    share: NDArray[np.float64]
    delay: Integers

    def route(self, streams: Streams, cases: int) -> Courses:
        """A walk from the beginning for each case."""
        bounds = self._add_up()
        state = np.zeros(cases, dtype=np.int64)
        walking = np.arange(cases)
        visited: list[tuple[Integers, Integers]] = []
        ways: list[Integers] = []
        for turn in range(LONGEST):
            uniform = streams.uniform(f"course/{turn}", cases)[walking]
            way = np.searchsorted(bounds, state[walking] + uniform, side="right")
            way = np.clip(way, self.first[state[walking]], self.first[state[walking] + 1] - 1)
            going = self.target[way] != END
            walking, way = walking[going], way[going]
            if not len(walking):
                break
            state[walking] = self.target[way]
            visited.append((walking, self.step[self.target[way]]))
            ways.append(self.delay[way])
        return _line_up(visited, ways, cases)

    def _add_up(self) -> NDArray[np.float64]:
        """Shares added up inside each state, with the state's number before the point."""
        bounds = np.empty(len(self.share))
        for state, (first, last) in enumerate(pairwise(self.first.tolist())):
            total = np.cumsum(self.share[first:last])
            bounds[first:last] = state + np.minimum(total / total[-1] if last > first else total, 1.0)
        return bounds


class PastCases(Struct, frozen=True, eq=False):
    """Courses as they were: case ``c`` did ``step[first[c]:first[c + 1]]``, after these waits; ``share``: how often each.

    ``delay``: of each task, the delay whose clock its wait is on.
    """

    first: Integers
    step: Integers
    delay: Integers
    wait: NDArray[np.float64]
    share: NDArray[np.float64]

    def route(self, streams: Streams, cases: int) -> Courses:
        """A past case for each, drawn with its share."""
        bounds = np.cumsum(self.share) / self.share.sum()
        pick = np.searchsorted(bounds, streams.uniform("course", cases), side="right")
        plans = lay_out_chains(np.diff(self.first), self.step, self.delay)
        return replace(plans, plan=np.minimum(pick, len(self.share) - 1), waits=self.wait)


def _line_up(visited: list[tuple[Integers, Integers]], ways: list[Integers], cases: int) -> Courses:
    """The walks, case after case."""
    if not visited:
        none = np.zeros(0, dtype=np.int64)
        return lay_out_chains(np.zeros(cases, dtype=np.int64), none, none)
    who = np.concatenate([walking for walking, _ in visited])
    order = np.argsort(who, kind="stable")
    step = np.concatenate([steps for _, steps in visited])[order]
    delay = np.concatenate(ways)[order]
    return lay_out_chains(np.bincount(who, minlength=cases), step, np.where(delay < 0, PASSING, delay))
