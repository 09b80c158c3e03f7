"""Every marking that a net can reach, and how: found once for a net, shared by all traces aligned with it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from zaizao.mining.discovery.petri import AcceptingNet

MOST_MARKINGS = 200_000
"""A larger net is searched as far as this, breadth first; what is aligned then carries a proven bound."""
_EDGES_FOR_EACH = 24


class MarkingGraph(Struct, frozen=True, eq=False):
    """Markings are numbers, 0 the first one; edges are rows of source, transition, target, ordered by source."""

    net: AcceptingNet
    markings: NDArray[np.uint8]
    """Tokens for each marking and place."""
    edges: NDArray[np.int32]
    final: int
    """The number of the final marking; -1 if it was not found."""
    expanded: int
    """Markings from this number on were found but not gone on from; equal to their count when nothing is missing."""

    @property
    def is_complete(self) -> bool:
        """Whether every marking that can be reached is here."""
        return self.expanded == len(self.markings)


def explore_net(net: AcceptingNet, *, most_markings: int = MOST_MARKINGS) -> MarkingGraph:
    """The markings of a net, at most about ``most_markings``. Tables grow from small ones, so small nets are cheap."""
    from zaizao.mining.conformance.marking_loops import Found, Rules, explore, make_keys  # noqa: PLC0415  # may compile

    places = len(net.place_names)
    takes = _lay_out([one.takes for one in net.transitions])
    gives = _lay_out([one.gives for one in net.transitions])
    rules = Rules(*takes, *gives)
    initial = count_tokens(net.initial, places)
    room = min(2048, most_markings)
    while True:
        capacity = room + len(net.transitions) + 1
        found = Found(
            markings=np.zeros((capacity, places), dtype=np.uint8),
            table=np.full(1 << (2 * capacity).bit_length(), -1, dtype=np.int32),
            edges=np.zeros((room * _EDGES_FOR_EACH + len(net.transitions), 3), dtype=np.int32),
        )
        count, edge, expanded = explore(rules, initial, make_keys(places), found)
        if expanded == count or room >= most_markings:
            break
        room = min(room * 8, most_markings)
    markings, edges = found.markings[:count], found.edges[:edge]
    edges = edges[edges[:, 0] < expanded]
    final = np.flatnonzero((markings == count_tokens(net.final, places)).all(axis=1))
    return MarkingGraph(net, markings, edges, int(final[0]) if len(final) else -1, expanded)


def count_tokens(marking: Sequence[int], places: int) -> NDArray[np.uint8]:
    """A multiset of places as tokens for each place."""
    return np.bincount(np.array(marking, dtype=np.int64), minlength=places).astype(np.uint8)


def _lay_out(lists: Sequence[Sequence[int]]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    starts = np.zeros(len(lists) + 1, dtype=np.int32)
    np.cumsum([len(one) for one in lists], out=starts[1:])
    return starts, np.array([place for one in lists for place in one], dtype=np.int32)
