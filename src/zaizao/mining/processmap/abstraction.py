"""How much of the map is shown: the most frequent nodes, and of the edges those that hold it together and the strongest.

Every node that is kept stays on a way from the start to the end of cases: its strongest way in and out is always drawn.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from zaizao.eventlog import EventLog
from zaizao.mining.families import Families, find_families
from zaizao.mining.instances import Instances
from zaizao.mining.processmap.flow import END, START, Edge, ProcessMap, trace_flow

_NODES: Final = (6, 9, 14, 22, 35, 50)
"""Nodes at each step of detail; the last step that differs is the whole, where it has no more than the most."""
_SPARE: Final = 0.5
"""Edges beyond those that hold the map together, for each node."""
_FAMILIES_FROM: Final = 60
"""With more activities than this the steps show families, where the names have any."""


class Level(Struct, frozen=True):
    """One step of detail."""

    map: ProcessMap
    by_family: bool
    nodes_in_all: int
    edges_in_all: int
    """Edges between the nodes that are shown, the hidden ones included."""
    passes_shown: float
    """The share of all passes between shown nodes that runs over shown edges."""


def draw_up_levels(log: EventLog, instances: Instances) -> tuple[Level, ...]:
    """Steps of detail from the coarsest to the finest."""
    names = log.activity_names
    present = len(np.unique(instances.activity))
    families = find_families(names) if present > _FAMILIES_FROM else None
    codes = instances.activity.astype(np.int64)
    if families is None:
        return choose_levels(instances, codes, names)
    coarse = _group(instances, families)
    sizes = tuple(np.bincount(families.of_activity, minlength=len(families.names)).tolist())
    return choose_levels(instances, coarse, families.names, sizes=sizes, by_family=True)


def _group(instances: Instances, families: Families) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.array(families.of_activity, dtype=np.int64)[instances.activity]


def choose_levels(
    instances: Instances,
    codes: np.ndarray[tuple[int], np.dtype[np.int64]],
    names: tuple[str, ...],
    *,
    sizes: tuple[int, ...] = (),
    by_family: bool = False,
) -> tuple[Level, ...]:
    """Levels over one kind of node: by the number of cases that have it, of equal ones the first in the log."""
    whole = trace_flow(instances, codes, names, sizes=sizes, merge=by_family)
    ranked = sorted(whole.nodes, key=lambda node: (-node.cases, -node.visits, node.code))
    steps = [count for count in _NODES if count < len(ranked)]
    steps.append(min(len(ranked), _NODES[-1]))
    levels = []
    for count in dict.fromkeys(steps):
        kept = np.zeros(max(len(names), 1), dtype=np.bool_)
        kept[[node.code for node in ranked[:count]]] = True
        full = trace_flow(instances, codes, names, kept=kept, sizes=sizes, merge=by_family)
        levels.append(_thin(full, nodes_in_all=len(ranked), by_family=by_family))
    return tuple(levels)


def _thin(full: ProcessMap, *, nodes_in_all: int, by_family: bool) -> Level:
    needed = _hold_together(full.edges)
    loops = {edge for edge in full.edges if edge.source == edge.target}
    spare = sorted((e for e in full.edges if e not in needed and e not in loops), key=lambda e: -e.count)
    floor = max(full.cases * 0.01, 2)
    extra = [edge for edge in spare[: round(_SPARE * len(full.nodes)) + 2] if edge.count >= floor]
    strong_loops = [edge for edge in loops if edge.count >= floor]
    kept = {*needed, *extra, *strong_loops}
    edges = tuple(edge for edge in full.edges if edge in kept)
    total = sum(edge.count for edge in full.edges)
    shown = sum(edge.count for edge in edges)
    return Level(replace(full, edges=edges), by_family, nodes_in_all, len(full.edges), shown / total if total else 1.0)


def _hold_together(edges: Sequence[Edge]) -> set[Edge]:
    """The widest way from the start to each node and from each node to the end (by the weakest edge on it)."""
    forward = _find_widest({START}, ((e.source, e.target, e) for e in edges))
    backward = _find_widest({END}, ((e.target, e.source, e) for e in edges))
    return {*forward, *backward}


def _find_widest(roots: set[int], links: Iterable[tuple[int, int, Edge]]) -> set[Edge]:
    following: dict[int, list[tuple[int, Edge]]] = {}
    for source, target, edge in links:
        if source != target:
            following.setdefault(source, []).append((target, edge))
    seen = set(roots)
    used: set[Edge] = set()
    queue: list[tuple[int, int, int, int, Edge]] = []
    for root in roots:
        _push(queue, following.get(root, ()), width=1 << 62)
    while queue:
        width, _, target, _, edge = heapq.heappop(queue)
        if target in seen:
            continue
        seen.add(target)
        used.add(edge)
        _push(queue, following.get(target, ()), width=-width)
    return used


def _push(queue: list[tuple[int, int, int, int, Edge]], links: Iterable[tuple[int, Edge]], *, width: int) -> None:
    for target, edge in links:
        heapq.heappush(queue, (-min(width, edge.count), -edge.count, target, edge.source + edge.target - target, edge))
