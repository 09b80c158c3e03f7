"""Nodes and edges of the map with how often and how long: activities, or families of them with each stay as one visit."""

from __future__ import annotations

from typing import Final

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from zaizao.eventlog import NO_TIME
from zaizao.mining.instances import Instances
from zaizao.mining.sequences import Steps, measure_steps, rank_inside
from zaizao.mining.spread import SECOND

START: Final = -1
END: Final = -2
"""The codes of the two ends of every case, in edges."""


class Node(Struct, frozen=True):
    """An activity or a family. Times in seconds, None where none is known."""

    code: int
    name: str
    visits: int
    cases: int
    median: float | None
    """From start to end of a visit; None for points in time."""
    place: float
    """How many visits stand before its first one in a case, on average."""
    activities: int = 1
    """How many activities it stands for."""


class Edge(Struct, frozen=True):
    """One thing directly after another. ``median``: from the end of the first to the start of the second."""

    source: int
    target: int
    count: int
    median: float | None


class ProcessMap(Struct, frozen=True):
    """A graph with the ends of cases as nodes of their own (`START`, `END`, only in edges)."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    cases: int
    """Cases with at least one visit."""
    visits: int
    left_out: int
    """Pieces of work that the map does not show, because their node was taken out."""


class _Visits(Struct, frozen=True, eq=False):
    case: NDArray[np.int32]
    code: NDArray[np.int64]
    start: NDArray[np.int64]
    end: NDArray[np.int64]
    is_span: NDArray[np.bool_]


def trace_flow(
    instances: Instances, codes: NDArray[np.int64], names: tuple[str, ...], *, kept: NDArray[np.bool_] | None = None,
    sizes: tuple[int, ...] = (), merge: bool = False,
) -> ProcessMap:  # fmt: skip
    """The map of the instances, each with the code of its node; without those whose code is not ``kept``.

    What is taken out is taken out of the cases: what stood around it follows directly. ``merge`` makes one visit of
    pieces of work of one node that follow each other (a stay in a family).
    """
    shown = np.ones(len(instances), dtype=np.bool_) if kept is None else kept[codes]
    visits = _list_visits(instances, codes, np.flatnonzero(shown), merge=merge)
    edges = _count_edges(visits)
    nodes = _count_nodes(visits, names, sizes)
    cases = len(np.unique(visits.case))
    return ProcessMap(nodes, edges, cases, len(visits.case), int(np.sum(~shown)))


def _list_visits(instances: Instances, codes: NDArray[np.int64], rows: NDArray[np.int64], *, merge: bool) -> _Visits:
    case, code = instances.case[rows], codes[rows]
    new = np.ones(len(rows), dtype=np.bool_)
    if merge:
        new[1:] = (case[1:] != case[:-1]) | (code[1:] != code[:-1])
    first = np.flatnonzero(new)
    last = np.append(first[1:], len(rows))[: len(first)] - 1
    end = instances.end[rows]
    end = np.where(end == NO_TIME, instances.start[rows], end)
    return _Visits(case[first], code[first], instances.start[rows][first], end[last],
                   instances.spans()[rows][first] | (last > first))  # fmt: skip


def _count_edges(visits: _Visits) -> tuple[Edge, ...]:
    count = len(visits.case)
    if not count:
        return ()
    begins = np.concatenate(([True], visits.case[1:] != visits.case[:-1]))
    ends = np.append(begins[1:], True)
    inner = np.flatnonzero(~begins)
    steps = Steps(inner - 1, inner)
    between = measure_steps(visits.start, visits.end, steps)
    size = int(visits.code.max()) + 1
    keys, place = np.unique(visits.code[steps.before] * size + visits.code[steps.after], return_inverse=True)
    counts = np.bincount(place, minlength=len(keys))
    medians = find_medians(place, between, len(keys))
    edges = [Edge(key // size, key % size, int(counts[n]), medians[n]) for n, key in enumerate(keys.tolist())]
    for mark, is_first in ((begins, True), (ends, False)):
        codes, numbers = np.unique(visits.code[mark], return_counts=True)
        pairs = zip(codes.tolist(), numbers.tolist(), strict=True)
        edges += [Edge(START, c, n, None) if is_first else Edge(c, END, n, None) for c, n in pairs]
    return tuple(edges)


def _count_nodes(visits: _Visits, names: tuple[str, ...], sizes: tuple[int, ...]) -> tuple[Node, ...]:
    size = len(names)
    counts = np.bincount(visits.code, minlength=size)
    pairs = np.unique(visits.case.astype(np.int64) * max(size, 1) + visits.code)
    cases = np.bincount(pairs % max(size, 1), minlength=size)
    inside = np.where(
        visits.is_span & (visits.start != NO_TIME) & (visits.end >= visits.start), visits.end - visits.start, NO_TIME
    )
    medians = find_medians(visits.code, inside, size)
    rank = rank_inside(visits.case.astype(np.int64))
    is_first = rank_inside(visits.case.astype(np.int64) * max(size, 1) + visits.code) == 0
    place = np.bincount(visits.code[is_first], weights=rank[is_first], minlength=size)
    return tuple(
        Node(code, names[code], int(counts[code]), int(cases[code]), medians[code], float(place[code] / cases[code]),
             sizes[code] if sizes else 1)
        for code in np.flatnonzero(counts).tolist()
    )  # fmt: skip


def find_medians(
    group: NDArray[np.int64] | NDArray[np.intp], values: NDArray[np.int64], groups: int
) -> list[float | None]:
    """The median of each group's known microseconds, in seconds; None where none is known."""
    known = values != NO_TIME
    group, values = group[known], values[known]
    order = np.lexsort((values, group))
    ordered = values[order]
    counts = np.bincount(group, minlength=groups)
    begins = np.concatenate(([0], np.cumsum(counts)[:-1])) if groups else counts
    low, high = begins + np.maximum(counts - 1, 0) // 2, begins + counts // 2
    if not len(ordered):
        return [None] * groups
    middle = (ordered[np.minimum(low, len(ordered) - 1)] + ordered[np.minimum(high, len(ordered) - 1)]) / 2 / SECOND
    return [float(middle[n]) if counts[n] else None for n in range(groups)]
