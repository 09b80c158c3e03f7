"""Sequence: parts each of which is reached from those before it and never the other way (Leemans 2017, cut →).

Parts that are passed over together are kept together (the strict form), so that they are skipped as one.
"""

from __future__ import annotations

from zaizao.mining.discovery.graph import Graph, close_reach, find_parts, list_bits


def find_sequence_parts(graph: Graph) -> list[int]:
    """The parts in their order."""
    reach = close_reach(graph)
    reached = _turn_round(reach)
    everything = (1 << graph.size) - 1
    # Together: those that reach each other, and those of which neither reaches the other.
    together = [(reach[one] & reached[one]) | (everything & ~(reach[one] | reached[one])) for one in range(graph.size)]
    parts = find_parts(everything, together)
    parts.sort(key=lambda part: -(reach[(part & -part).bit_length() - 1] & ~part).bit_count())
    return _keep_skipped_together(graph, parts)


def _turn_round(rows: list[int]) -> list[int]:
    turned = [0] * len(rows)
    for one, row in enumerate(rows):
        for other in list_bits(row):
            turned[other] |= 1 << one
    return turned


def _keep_skipped_together(graph: Graph, parts: list[int]) -> list[int]:
    place = {one: number for number, part in enumerate(parts) for one in list_bits(part)}
    furthest = [_reach_furthest(graph, part, place, len(parts)) for part in parts]
    nearest = [_come_from_furthest(graph, part, place) for part in parts]
    joined = list(range(len(parts)))
    for one in range(len(parts)):
        if not _is_passed_over(one, furthest, nearest):
            continue
        left = one - 1
        while left >= 0 and furthest[left] <= one:
            joined[left] = joined[one]
            left -= 1
        right = one + 1
        while right < len(parts) and nearest[right] >= one:
            joined[right] = joined[one]
            right += 1
    merged: dict[int, int] = {}
    for number, part in enumerate(parts):
        merged[joined[number]] = merged.get(joined[number], 0) | part
    return list(merged.values())


def _reach_furthest(graph: Graph, part: int, place: dict[int, int], end: int) -> int:
    """The last part that directly follows this one; the end of the case counts as one behind all."""
    if part & graph.lasts:
        return end
    after = {place[other] for one in list_bits(part) for other in list_bits(graph.after[one])}
    return max(after, default=-1)


def _come_from_furthest(graph: Graph, part: int, place: dict[int, int]) -> int:
    """The first part that this one directly follows; the beginning of the case counts as one before all."""
    if part & graph.firsts:
        return -1
    before = {place[other] for one in list_bits(part) for other in list_bits(graph.before[one])}
    return min(before, default=len(place))


def _is_passed_over(one: int, furthest: list[int], nearest: list[int]) -> bool:
    return any(furthest[left] > one for left in range(one)) or any(
        nearest[right] < one for right in range(one + 1, len(nearest))
    )
