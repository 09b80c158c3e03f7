"""Fitness, precision and generalisation of a net beside a log, all from one set of optimal alignments.

Fitness (Adriansyah 2014): 1 - cost / (length of the trace + cost of the empty trace), the mean over cases. Precision
(Muñoz-Gama and Carmona 2010, on aligned traces): the share of what the net offers after each aligned prefix that some
case then took, weighted by cases. Generalisation (Buijs 2012): 1 - the mean over visible transitions of 1/sqrt(times
used); a transition never used counts 0.
"""

from __future__ import annotations

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from zaizao.mining.conformance.aligning import Alignments
from zaizao.mining.conformance.marking_graph import MarkingGraph


class Quality(Struct, frozen=True):
    """Each between 0 and 1."""

    fitness: float
    fitting: float
    """The share of cases with cost 0."""
    precision: float
    generalisation: float
    cost: int
    """Of all cases together."""


def measure_quality(
    alignments: Alignments, *, lengths: NDArray[np.int64], counts: NDArray[np.int64], graph: MarkingGraph
) -> Quality:
    """The figures of traces of ``lengths`` that were seen ``counts`` times. Traces without an end found cost all."""
    total = int(counts.sum())
    worst = lengths + alignments.shortest
    costs = np.minimum(alignments.costs, worst)
    shares = 1 - np.divide(costs, worst, out=np.zeros(len(costs)), where=worst > 0)
    return Quality(
        fitness=float((shares * counts).sum() / total) if total else 1.0,
        fitting=float(counts[costs == 0].sum() / total) if total else 1.0,
        precision=measure_precision(alignments, counts=counts, graph=graph),
        generalisation=measure_generalisation(alignments, counts=counts),
        cost=int((costs * counts).sum()),
    )


def measure_generalisation(alignments: Alignments, *, counts: NDArray[np.int64]) -> float:
    """1 - mean of 1/sqrt(times used) over the visible transitions; 0 for a net without any."""
    weight = np.repeat(counts, np.diff(alignments.starts))
    moved = alignments.steps[:, 1] >= 0
    used = np.bincount(
        alignments.steps[moved, 1], weights=weight[moved], minlength=len(alignments.net.transitions)
    )  # exact up to 2**53
    visible = np.array([one.label is not None for one in alignments.net.transitions], dtype=np.bool_)
    if not visible.any():
        return 0.0
    times = used[visible]
    return float(1 - np.mean(np.where(times > 0, 1 / np.sqrt(np.maximum(times, 1)), 1)))


def measure_precision(alignments: Alignments, *, counts: NDArray[np.int64], graph: MarkingGraph) -> float:
    """1 - escaping / offered, over the prefixes of the aligned model traces; 1 where nothing is offered."""
    offers = _Offers(graph)
    children: dict[tuple[int, int], int] = {}
    state = [offers.begin()]
    weight = [0]
    taken: list[set[int]] = [set()]
    steps, starts = alignments.steps[:, 1].tolist(), alignments.starts.tolist()
    for trace, count in enumerate(counts.tolist()):
        node = 0
        for transition in steps[starts[trace] : starts[trace + 1]]:
            label = offers.labels[transition] if transition >= 0 else -1
            if label < 0:
                continue
            weight[node] += count
            child = children.get((node, label), -1)
            if child < 0:
                child = len(state)
                children[node, label] = child
                taken[node].add(label)
                state.append(offers.follow(state[node], label))
                weight.append(0)
                taken.append(set())
            node = child
    offered = sum(many * len(offers.offered[one]) for many, one in zip(weight, state, strict=True))
    used = sum(many * len(labels) for many, labels in zip(weight, taken, strict=True))
    return used / offered if offered else 1.0


class _Offers:
    """Which activities a net offers after a visible trace: sets of markings, each worked out once."""

    def __init__(self, graph: MarkingGraph) -> None:
        names: dict[str, int] = {}
        self.labels = [
            -1 if one.label is None else names.setdefault(one.label, len(names)) for one in graph.net.transitions
        ]
        self.silent: dict[int, list[int]] = {}
        self.visible: dict[int, list[tuple[int, int]]] = {}
        for source, transition, target in graph.edges.tolist():
            label = self.labels[transition]
            if label < 0:
                self.silent.setdefault(source, []).append(target)
            else:
                self.visible.setdefault(source, []).append((label, target))
        self.known: dict[frozenset[int], int] = {}
        self.markings: list[frozenset[int]] = []
        self.offered: list[frozenset[int]] = []
        self.next: dict[tuple[int, int], int] = {}

    def begin(self) -> int:
        """The set after the empty trace."""
        return self.keep({0})

    def keep(self, markings: set[int]) -> int:
        """The number of the set with all that silent transitions lead to."""
        todo = list(markings)
        while todo:
            for other in self.silent.get(todo.pop(), ()):
                if other not in markings:
                    markings.add(other)
                    todo.append(other)
        frozen = frozenset(markings)
        if frozen not in self.known:
            self.known[frozen] = len(self.markings)
            self.markings.append(frozen)
            self.offered.append(frozenset(label for one in frozen for label, _ in self.visible.get(one, ())))
        return self.known[frozen]

    def follow(self, state: int, label: int) -> int:
        """The set after one more activity."""
        if (state, label) not in self.next:
            reached = {
                target for one in self.markings[state] for other, target in self.visible.get(one, ()) if other == label
            }
            self.next[state, label] = self.keep(reached)
        return self.next[state, label]
