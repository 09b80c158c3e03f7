"""Optimal alignments of traces with a net: the fewest events alone and visible moves alone; silent moves cost nothing.

Exact: dynamic programming over the net's markings, event by event; what follows from the same costs by the same activity
is worked out once for all traces (`aligning_loops`). Where the net was too large to be explored whole, each cost comes with a proven bound.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from zaizao.errors import Location, Problem
from zaizao.mining.conformance.marking_graph import MarkingGraph, explore_net
from zaizao.mining.discovery.errors import NetError
from zaizao.mining.discovery.petri import AcceptingNet

FAR: Final = 1 << 29
"""The cost of what was not reached; that of `aligning_loops`, which is not loaded for it."""
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
        from zaizao.mining.conformance.aligning_loops import Backward, Forward  # noqa: PLC0415  # may load the compiler

        self.graph = graph
        codes = {name: code for code, name in enumerate(names)}
        self.activities = len(names)  # also the label of an activity that the log does not have
        own = [-1 if one.label is None else codes.get(one.label, self.activities) for one in graph.net.transitions]
        source, transition, target = (np.ascontiguousarray(column) for column in graph.edges.T)
        labels = np.array(own, dtype=np.int32)[transition]
        size = len(graph.markings)
        self.forward = Forward(_index(source, size), target, labels, (labels >= 0).astype(np.int32))
        back = np.argsort(target, kind="stable")
        self.backward = Backward(_index(target[back], size), source[back], transition[back], labels[back], target[back])

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
        from zaizao.mining.conformance.aligning_loops import Paths, Results, align_all  # noqa: PLC0415

        lengths = np.array([len(path) for path in paths], dtype=np.int64)
        starts = np.zeros(len(paths) + 1, dtype=np.int64)
        np.cumsum(lengths, out=starts[1:])
        events = np.fromiter((code for path in paths for code in path), dtype=np.int32, count=int(lengths.sum()))
        size = len(self.graph.markings)
        room = 4 * len(events) + 2 * size + _AT_FIRST if with_moves else 0
        costs, nearest = np.zeros(len(paths), dtype=np.int64), np.zeros(len(paths), dtype=np.int64)
        results = Results(costs, nearest, np.zeros(len(paths) + 1, dtype=np.int64), np.zeros((room, 2), dtype=np.int32))
        shelf = _Shelves(size, self.activities, most=max(_MOST_CELLS // size, int(lengths.max()) + 2))
        done = 0
        while True:
            done, shelf.known = align_all(
                Paths(events, starts), done, shelf.known, shelf.held, results, (self.forward, self.backward), limit,
                (self.graph.final, self.graph.expanded),
            )  # fmt: skip
            if done == len(paths):
                break
            if shelf.known == len(shelf.held.columns):
                shelf.make_room()
            else:
                results = results._replace(moves=np.concatenate((results.moves, np.zeros_like(results.moves))))
        own = [results.moves[one:end][::-1] for one, end in pairwise(results.starts.tolist())]
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


class _Shelves:
    """The columns that are known, and which follows which; when it is full it grows, and when it may not, it is emptied."""

    def __init__(self, markings: int, activities: int, *, most: int) -> None:
        self.markings, self.activities, self.most = markings, activities, most
        self._set_up(min(256, most))

    def _set_up(self, room: int) -> None:
        from zaizao.mining.conformance.aligning_loops import Shelf  # noqa: PLC0415  # may load the compiler

        self.held = Shelf(
            columns=np.empty((room, self.markings), dtype=np.int32),
            nearest=np.zeros(room, dtype=np.int64),
            follow=np.full((room, self.activities), -1, dtype=np.int32),
            table=np.full(1 << (2 * room).bit_length(), -1, dtype=np.int32),
        )
        self.known = 0

    def make_room(self) -> None:
        """Begin again on a larger shelf; what was known is soon known again."""
        self._set_up(min(4 * len(self.held.columns), self.most))


def _index(keys: NDArray[np.int32], size: int) -> NDArray[np.int64]:
    """Where each key's rows begin, among rows ordered by key."""
    return np.searchsorted(keys, np.arange(size + 1)).astype(np.int64)
