"""Exclusive choice: parts between which nothing ever follows (Leemans 2017, cut ×)."""

from __future__ import annotations

from zaizao.mining.discovery.graph import Graph, find_parts


def find_exclusive_parts(graph: Graph) -> list[int]:
    """The connected parts of the graph."""
    neighbours = [one | other for one, other in zip(graph.after, graph.before, strict=True)]
    return find_parts((1 << graph.size) - 1, neighbours)
