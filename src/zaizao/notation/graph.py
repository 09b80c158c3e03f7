"""The prerequisites of a definition as a graph without circles: links, ranks, and the links that close a circle.

Circles are broken against the order in which the definition is written: of the links inside a circle, those that
lead back to an earlier line are set apart (they are drawn as 互为前置). Links to activities that do not exist are
left out; saying so is the loader's business.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

from zaizao.definition.model import Ground, Placement, ProcessDefinition
from zaizao.notation.standing import Added, Standing


class Edge(Struct, frozen=True):
    """``target`` comes after ``source``; ``ground`` is None for what was added at run time."""

    source: str
    target: str
    ground: Ground | None
    on: tuple[str, ...] = ()
    back: bool = False


class Graph(Struct, frozen=True):
    """Activities in the order written, their links, and each one's rank (longest way from a start, in steps)."""

    nodes: tuple[str, ...]
    edges: tuple[Edge, ...]
    before: Mapping[str, tuple[Edge, ...]]
    after: Mapping[str, tuple[Edge, ...]]
    back: Mapping[str, tuple[Edge, ...]]
    """The links into each activity that close a circle."""
    rank: Mapping[str, int]
    order: tuple[str, ...]
    """A topological order of the links that do not lead back."""


def read_graph(definition: ProcessDefinition, *, standing: Standing | None = None) -> Graph:
    """The graph of ``definition`` and of what was added to the case; time and space proportional to its size."""
    added = _accepted(definition, standing)
    nodes = (*definition.activities, *(one.id for one in added))
    links = _join_twins(_links(definition, added))
    place = {node: index for index, node in enumerate(nodes)}
    component = find_components(nodes, links)
    edges = tuple(Edge(e.source, e.target, e.ground, e.on, _leads_back(e, place, component)) for e in links)
    before, after = _neighbours(nodes, edges)
    order = _sort(nodes, before=before, after=after)
    rank = _rank(order, before=before)
    _move_loose_ends(definition, rank=rank, before=before, after=after)
    back: dict[str, tuple[Edge, ...]] = dict.fromkeys(nodes, ())
    for edge in edges:
        if edge.back:
            back[edge.target] = (*back[edge.target], edge)
    return Graph(nodes, edges, before, after, back, rank, order)


def _accepted(definition: ProcessDefinition, standing: Standing | None) -> tuple[Added, ...]:
    """Additions with a name of their own; one that repeats an activity's name would be drawn twice."""
    found: dict[str, Added] = {}
    for one in standing.added if standing is not None else ():
        if one.id not in definition.activities:
            found.setdefault(one.id, one)
    return tuple(found.values())


def added_by_id(definition: ProcessDefinition, standing: Standing | None) -> dict[str, Added]:
    """The activities added at run time that are drawn, by their id."""
    return {one.id: one for one in _accepted(definition, standing)}


def _links(definition: ProcessDefinition, added: tuple[Added, ...]) -> Iterable[Edge]:
    for target, activity in definition.activities.items():
        for link in activity.after:
            if link.activity in definition.activities:
                yield Edge(link.activity, target, link.ground, link.on)
    for one in added:
        yield from _links_of_added(definition, one)


def _links_of_added(definition: ProcessDefinition, one: Added) -> Iterable[Edge]:
    anchor = definition.activities.get(one.anchor)
    if anchor is None:
        return
    if one.placement is not Placement.AFTER:
        for link in anchor.after:
            if link.activity in definition.activities:
                yield Edge(link.activity, one.id, None)
    if one.placement is Placement.BEFORE:
        yield Edge(one.id, one.anchor, None)
        return
    if one.placement is Placement.AFTER:
        yield Edge(one.anchor, one.id, None)
    for target, activity in definition.activities.items():
        if any(link.activity == one.anchor for link in activity.after):
            yield Edge(one.id, target, None)


def _join_twins(links: Iterable[Edge]) -> tuple[Edge, ...]:
    """Two links between the same activities are one line: the strongest ground, all the outcomes."""
    strength = {Ground.LAW: 3, Ground.DATA: 2, Ground.CUSTOM: 1, None: 0}
    joined: dict[tuple[str, str], Edge] = {}
    for edge in links:
        known = joined.get((edge.source, edge.target), edge)
        ground = max(known.ground, edge.ground, key=lambda one: strength[one])
        on = tuple(dict.fromkeys((*known.on, *edge.on))) if known.on and edge.on else ()
        joined[edge.source, edge.target] = Edge(edge.source, edge.target, ground, on)
    return tuple(joined.values())


def _leads_back(edge: Edge, place: Mapping[str, int], component: Mapping[str, int]) -> bool:
    return component[edge.source] == component[edge.target] and place[edge.source] >= place[edge.target]


def _neighbours(
    nodes: tuple[str, ...], edges: tuple[Edge, ...]
) -> tuple[dict[str, tuple[Edge, ...]], dict[str, tuple[Edge, ...]]]:
    before: dict[str, list[Edge]] = {node: [] for node in nodes}
    after: dict[str, list[Edge]] = {node: [] for node in nodes}
    for edge in edges:
        if not edge.back:
            before[edge.target].append(edge)
            after[edge.source].append(edge)
    return {n: tuple(before[n]) for n in nodes}, {n: tuple(after[n]) for n in nodes}


def _sort(
    nodes: tuple[str, ...], *, before: Mapping[str, tuple[Edge, ...]], after: Mapping[str, tuple[Edge, ...]]
) -> tuple[str, ...]:
    missing = {node: len(before[node]) for node in nodes}
    order = [node for node in nodes if not missing[node]]
    for node in order:  # grows while it is read
        for edge in after[node]:
            missing[edge.target] -= 1
            if not missing[edge.target]:
                order.append(edge.target)
    return tuple(order)


def _rank(order: tuple[str, ...], *, before: Mapping[str, tuple[Edge, ...]]) -> dict[str, int]:
    rank: dict[str, int] = {}
    for node in order:
        rank[node] = max((rank[edge.source] + 1 for edge in before[node]), default=0)
    return rank


def _move_loose_ends(
    definition: ProcessDefinition,
    *,
    rank: dict[str, int],
    before: Mapping[str, tuple[Edge, ...]],
    after: Mapping[str, tuple[Edge, ...]],
) -> None:
    """What only an interrupt leads to stands at the end, not among the beginnings."""
    last = max(rank.values(), default=0)
    for interrupt in definition.interrupts.values():
        node = interrupt.then
        if node in rank and not before[node] and not after[node]:
            rank[node] = last


def find_components(nodes: tuple[str, ...], edges: Iterable[Edge]) -> dict[str, int]:
    """Each node's strongly connected component (Tarjan's algorithm, without recursion)."""
    targets: dict[str, list[str]] = {node: [] for node in nodes}
    for edge in edges:
        targets[edge.source].append(edge.target)
    search = _Search(targets)
    for node in nodes:
        if node not in search.seen:
            search.visit(node)
    return search.component


class _Search:
    """The state of one depth-first search for components."""

    def __init__(self, targets: Mapping[str, list[str]]) -> None:
        self.targets = targets
        self.seen: dict[str, int] = {}
        self.low: dict[str, int] = {}
        self.path: list[str] = []
        self.component: dict[str, int] = {}

    def visit(self, root: str) -> None:
        self._enter(root)
        stack = [(root, iter(self.targets[root]))]
        while stack:
            node, rest = stack[-1]
            for target in rest:
                if target not in self.seen:
                    self._enter(target)
                    stack.append((target, iter(self.targets[target])))
                    break
                if target not in self.component:
                    self.low[node] = min(self.low[node], self.seen[target])
            else:
                stack.pop()
                self._leave(node)
                if stack:
                    parent = stack[-1][0]
                    self.low[parent] = min(self.low[parent], self.low[node])

    def _enter(self, node: str) -> None:
        self.seen[node] = self.low[node] = len(self.seen)
        self.path.append(node)

    def _leave(self, node: str) -> None:
        if self.low[node] != self.seen[node]:
            return
        number = self.seen[node]
        while True:
            member = self.path.pop()
            self.component[member] = number
            if member == node:
                return
