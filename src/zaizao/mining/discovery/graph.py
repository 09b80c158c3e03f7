"""The directly-follows graph as bits: who follows whom, who is reached, what hangs together. No counts are left here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from msgspec import Struct

from zaizao.mining.discovery.traces import Flow


class Graph(Struct, frozen=True):
    """For each activity (by its place in the flow) the set of those after and before it; sets are bits of a number."""

    size: int
    after: tuple[int, ...]
    before: tuple[int, ...]
    firsts: int
    lasts: int


def see_graph(flow: Flow) -> Graph:
    """The graph of a flow: every count above zero is an edge."""
    size = len(flow.activities)
    after, before = [0] * size, [0] * size
    for source, target in zip(*(ends.tolist() for ends in np.nonzero(flow.edges)), strict=True):
        after[source] |= 1 << target
        before[target] |= 1 << source
    return Graph(size, tuple(after), tuple(before), _mark(flow.firsts > 0), _mark(flow.lasts > 0))


def _mark(flags: Sequence[bool] | np.ndarray) -> int:
    return sum(1 << place for place, flag in enumerate(flags) if flag)


def list_bits(bits: int) -> Iterator[int]:
    """The members of a set, rising."""
    while bits:
        low = bits & -bits
        yield low.bit_length() - 1
        bits ^= low


def close_reach(graph: Graph) -> list[int]:
    """For each activity all that are reached from it (Warshall, a row at a time)."""
    reach = list(graph.after)
    for via in range(graph.size):
        bit, row = 1 << via, reach[via]
        for one in range(graph.size):
            if reach[one] & bit:
                reach[one] |= row
    return reach


def find_parts(members: int, neighbours: Sequence[int]) -> list[int]:
    """The connected parts of ``members`` under symmetric ``neighbours``, by their first members."""
    parts, left = [], members
    while left:
        part, fresh = 0, left & -left
        while fresh:
            part |= fresh
            seen = 0
            for one in list_bits(fresh):
                seen |= neighbours[one]
            fresh = seen & left & ~part
        parts.append(part)
        left &= ~part
    return parts
