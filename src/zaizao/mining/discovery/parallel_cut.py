"""Parallel: parts of which every activity follows every one of the others, both ways (Leemans 2017, cut ∧)."""

from __future__ import annotations

from zaizao.mining.discovery.graph import Graph, find_parts


def find_parallel_parts(graph: Graph) -> list[int]:
    """Parts each of which can begin and end by itself; what cannot is put to the smallest that can."""
    everything = (1 << graph.size) - 1
    apart = [everything & ~(one & other) for one, other in zip(graph.after, graph.before, strict=True)]
    parts = find_parts(everything, apart)
    whole = [part for part in parts if part & graph.firsts and part & graph.lasts]
    if len(whole) < 2:
        return [everything]
    smallest = min(whole, key=int.bit_count)
    rest = sum(part for part in parts if part not in whole)
    return [part | rest if part == smallest else part for part in whole]
