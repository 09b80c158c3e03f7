"""Which cut a graph has: the kinds in the order in which they are tried; the first with several parts is taken."""

from __future__ import annotations

from collections.abc import Callable

from zaizao.mining.discovery.cut import Cut
from zaizao.mining.discovery.exclusive_cut import find_exclusive_parts
from zaizao.mining.discovery.graph import Graph
from zaizao.mining.discovery.loop_cut import find_loop_parts
from zaizao.mining.discovery.parallel_cut import find_parallel_parts
from zaizao.mining.discovery.sequence_cut import find_sequence_parts
from zaizao.mining.discovery.tree import Operator

KINDS: dict[Operator, Callable[[Graph], list[int]]] = {
    Operator.EXCLUSIVE: find_exclusive_parts,
    Operator.SEQUENCE: find_sequence_parts,
    Operator.PARALLEL: find_parallel_parts,
    Operator.LOOP: find_loop_parts,
}


def find_cut(graph: Graph) -> Cut | None:
    """The first cut that there is; None where no operator explains the graph."""
    for operator, find_parts in KINDS.items():
        parts = find_parts(graph)
        if len(parts) > 1:
            return Cut(operator, tuple(parts))
    return None
