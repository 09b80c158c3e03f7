"""Loop: a body that begins and ends, and parts that lead from its end back to its beginning (Leemans 2017, cut ↺)."""

from __future__ import annotations

from zaizao.mining.discovery.graph import Graph, find_parts, list_bits


def find_loop_parts(graph: Graph) -> list[int]:
    """The body first, then the ways back; one part if there is no loop."""
    everything = (1 << graph.size) - 1
    body = graph.firsts | graph.lasts
    neighbours = [one | other for one, other in zip(graph.after, graph.before, strict=True)]
    ways = []
    for part in find_parts(everything & ~body, [one & ~body for one in neighbours]):
        if _leads_back(graph, part):
            ways.append(part)
        else:
            body |= part
    # A part that joined the body may be what another way back touched; parts are not neighbours, so none was.
    return [body, *ways]


def _leads_back(graph: Graph, part: int) -> bool:
    for one in list_bits(part):
        enters, leaves = graph.before[one] & ~part, graph.after[one] & ~part
        # From ends only and to beginnings only; who touches one of them touches all.
        if enters and enters != graph.lasts:
            return False
        if leaves and leaves != graph.firsts:
            return False
    return True
