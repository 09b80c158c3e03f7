"""Optimal alignments of traces with a net: the fewest events alone and visible moves alone; silent moves cost nothing.

Exact: dynamic programming over the net's markings, event by event; what follows from the same costs by the same activity
is worked out once for all traces (`aligning_loops`). Where the net was too large to be explored whole, each cost comes with a proven bound.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from zaizao.errors import Location, Problem
from zaizao.mining.conformance.marking_graph import MarkingGraph, explore_net
from zaizao.mining.discovery.errors import NetError
from zaizao.mining.discovery.petri import AcceptingNet

FAR: Final = 1 << 29
"""The cost of what was not reached."""
_AT_FIRST = 1 << 12
"""Steps for which there is room at first, beside some for each event."""
_MOST_CELLS = 1 << 27
"""Of columns kept at a time: half a gigabyte."""


class Move(Struct, frozen=True):
    """An event with a transition; an event alone (the net could not do it); a transition alone (it did not happen)."""

    event: int | None
    """Place in the trace."""
    transition: int | None
    """Number in the net."""


class Alignments(Struct, frozen=True, eq=False):
    """One row for each trace, in the order in which they were given."""

    net: AcceptingNet
    costs: NDArray[np.int64]
    """The least cost found; FAR where no end was found."""
    bounds: NDArray[np.int64]
    """Proven: no alignment costs less. Equal to the cost where that is optimal."""
    shortest: int
    """The cost of the empty trace: the fewest visible moves from first to last marking."""
    markings: int
    starts: NDArray[np.int64]
    steps: NDArray[np.int32]
    """Of trace ``t``: rows ``starts[t]:starts[t + 1]`` of (event, transition), -1 for none."""

    @property
    def proven(self) -> NDArray[np.bool_]:
        """Where the cost is optimal."""
        found: NDArray[np.bool_] = self.costs == self.bounds
        return found

    def moves_of(self, trace: int) -> Iterator[Move]:
        """The moves of one trace, first to last."""
        for event, transition in self.steps[self.starts[trace] : self.starts[trace + 1]].tolist():
            yield Move(None if event < 0 else event, None if transition < 0 else transition)


def align(
    paths: Sequence[Sequence[int]],
    names: Sequence[str],
    net: AcceptingNet,
    *,
    graph: MarkingGraph | None = None,
    with_moves: bool = True,
) -> Alignments:
    """Align traces (codes into ``names``) with a net.

    ``graph``: the net's markings where they are known already (`explore_net`). Raises NetError where the net cannot
    end at all.
    """
    known = explore_net(net) if graph is None else graph
    if known.final < 0 and known.is_complete:
        raise NetError([Problem("net-cannot-end", {}, Location())])
    return _Aligner(known, names).align(paths, with_moves=with_moves)


class _Aligner:
    """The net's moves laid out for the loops: by marking, forward and backward."""

    def __init__(self, graph: MarkingGraph, names: Sequence[str]) -> None:
        self.graph = graph
        codes = {name: code for code, name in enumerate(names)}
        extra = len(names)  # an activity that the log does not have
        own = [-1 if one.label is None else codes.get(one.label, extra) for one in graph.net.transitions]
        self.labels = np.array(own, dtype=np.int32)
        self.activities = extra
        source, transition, target = (np.ascontiguousarray(column) for column in graph.edges.T)
        size = len(graph.markings)
        self.starts, self.targets = _index(source, size), target
        self.edge_labels = self.labels[transition]
        self.costs = (self.edge_labels >= 0).astype(np.int32)
        backward = np.argsort(target, kind="stable")
        self.in_starts = _index(target[backward], size)
        self.in_sources, self.in_transitions = source[backward], transition[backward]

    def align(self, paths: Sequence[Sequence[int]], *, with_moves: bool) -> Alignments:
        """Align with a rising limit, cheap traces first; the empty one gives the shortest way through."""
        left: list[tuple[int, ...]] = list(dict.fromkeys(((), *(tuple(path) for path in paths))))
        found: dict[tuple[int, ...], _Found] = {}
        limit = 0
        while left:
            results = self._align_within(limit, left, with_moves=with_moves)
            found |= {
                path: one
                for path, one in zip(left, results, strict=True)
                if one.cost < FAR or (self.graph.final < 0 and one.nearest < FAR)
            }
            left = [path for path in left if path not in found]
            limit = min(max(1, 4 * limit), FAR - 1)
        return self._gather([found[tuple(path)] for path in paths], shortest=found[()].cost)

    def _align_within(self, limit: int, paths: list[tuple[int, ...]], *, with_moves: bool) -> list[_Found]:
        from zaizao.mining.conformance.aligning_loops import align_all  # noqa: PLC0415  # may load the compiler

        lengths = np.array([len(path) for path in paths], dtype=np.int64)
        trace_starts = np.zeros(len(paths) + 1, dtype=np.int64)
        np.cumsum(lengths, out=trace_starts[1:])
        events = np.fromiter((code for path in paths for code in path), dtype=np.int32, count=int(lengths.sum()))
        costs, nearest = np.zeros(len(paths), dtype=np.int64), np.zeros(len(paths), dtype=np.int64)
        starts = np.zeros(len(paths) + 1, dtype=np.int64)
        size = len(self.graph.markings)
        steps = np.zeros((4 * len(events) + 2 * size + _AT_FIRST if with_moves else 0, 2), dtype=np.int32)
        shelf = _Shelf(size, self.activities, most=max(_MOST_CELLS // size, int(lengths.max()) + 2))
        done = 0
        while True:
            done, shelf.known = align_all(
                events, trace_starts, done, self.edge_labels, self.starts, self.targets, self.costs, self.in_starts,
                self.in_sources, self.in_transitions, self.labels, self.graph.final, self.graph.expanded, FAR, limit,
                shelf.columns, shelf.nearest, shelf.follow, shelf.table, shelf.known, costs, nearest, steps, starts,
            )  # fmt: skip
            if done == len(paths):
                break
            if shelf.known == len(shelf.columns):
                shelf.make_room()
            else:
                steps = np.concatenate((steps, np.zeros_like(steps)))
        own = [steps[starts[number] : starts[number + 1]][::-1] for number in range(len(paths))]
        return [_Found(*one) for one in zip(costs.tolist(), nearest.tolist(), own, strict=True)]

    def _gather(self, found: Sequence[_Found], *, shortest: int) -> Alignments:
        starts = np.zeros(len(found) + 1, dtype=np.int64)
        np.cumsum([len(one.steps) for one in found], out=starts[1:])
        costs = np.array([one.cost for one in found], dtype=np.int64)
        return Alignments(
            net=self.graph.net,
            costs=costs,
            bounds=np.minimum(costs, np.array([one.nearest for one in found], dtype=np.int64)),
            shortest=shortest,
            markings=len(self.graph.markings),
            starts=starts,
            steps=np.concatenate([one.steps for one in found]) if found else np.zeros((0, 2), dtype=np.int32),
        )


class _Found(Struct, frozen=True, eq=False):
    """What came of one trace: its cost, the nearest marking that was not gone on from, its steps in order."""

    cost: int
    nearest: int
    steps: NDArray[np.int32]


class _Shelf:
    """The columns that are known, and which follows which; when it is full it grows, and when it may not, it is emptied."""

    def __init__(self, markings: int, activities: int, *, most: int) -> None:
        self.markings, self.activities, self.most = markings, activities, most
        self._set_up(min(256, most))

    def _set_up(self, room: int) -> None:
        self.columns = np.empty((room, self.markings), dtype=np.int32)
        self.nearest = np.zeros(room, dtype=np.int64)
        self.follow = np.full((room, self.activities), -1, dtype=np.int32)
        self.table = np.full(1 << (2 * room).bit_length(), -1, dtype=np.int32)
        self.known = 0

    def make_room(self) -> None:
        """Begin again on a larger shelf; what was known is soon known again."""
        self._set_up(min(4 * len(self.columns), self.most))


def _index(keys: NDArray[np.int32], size: int) -> NDArray[np.int64]:
    """Where each key's rows begin, among rows ordered by key."""
    return np.searchsorted(keys, np.arange(size + 1)).astype(np.int64)
