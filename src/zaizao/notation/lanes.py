"""Who stands in which lane, in which order the lanes lie, and on which track of its lane each activity runs.

Lanes are ordered so that links are short: parties on top, then the order of first appearance, improved by moving
lanes while the sum of distances shrinks, a bounded number of times.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from zaizao.definition.model import ProcessDefinition
from zaizao.notation.graph import Graph, added_by_id
from zaizao.notation.measure import clean_text
from zaizao.notation.standing import Standing
from zaizao.wording import say

_SWEEPS = 8
_MOST_LANES_MOVED = 24


class LanePlan(Struct, frozen=True):
    """The lanes from top to bottom; each activity's lane and its track in it; how many tracks each lane has."""

    lanes: tuple[str, ...]
    lane: Mapping[str, int]
    track: Mapping[str, int]
    tracks: tuple[int, ...]


def organ_of(definition: ProcessDefinition, activity: str, *, standing: Standing | None = None) -> str:
    """Who does the activity: its own organ or party, else the competent organ."""
    known = definition.activities.get(activity)
    if known is not None:
        return known.by or definition.competent
    return added_by_id(definition, standing)[activity].organ


def name_organ(definition: ProcessDefinition, organ: str, *, language: str) -> str:
    """What people call an organ or party."""
    if organ in definition.organs:
        text = definition.organs[organ].name.say(language)
    elif organ in definition.parties:
        text = definition.parties[organ].name.say(language)
    elif organ == "applicant":
        text = say("draw-applicant", {}, language)
    else:
        text = organ
    return clean_text(text) or clean_text(organ) or "?"


def plan_lanes(definition: ProcessDefinition, *, graph: Graph, standing: Standing | None) -> LanePlan:
    """Lanes and tracks for every activity of ``graph``, with one box at most to a track and column."""
    additions = added_by_id(definition, standing)
    organ = {node: additions[node].organ if node in additions else organ_of(definition, node) for node in graph.nodes}
    lanes = _order_lanes(definition, graph=graph, organ=organ)
    place = {one: index for index, one in enumerate(lanes)}
    lane = {node: place[organ[node]] for node in graph.nodes}
    track = _choose_tracks(graph, lane=lane)
    tracks = [1] * len(lanes)
    for node, number in track.items():
        tracks[lane[node]] = max(tracks[lane[node]], number + 1)
    return LanePlan(lanes, lane, track, tuple(tracks))


def _order_lanes(definition: ProcessDefinition, *, graph: Graph, organ: Mapping[str, str]) -> tuple[str, ...]:
    place = {node: index for index, node in enumerate(graph.nodes)}
    seen = sorted(graph.nodes, key=lambda node: (graph.rank[node], place[node]))
    found = list(dict.fromkeys(organ[node] for node in seen))
    parties = [one for one in found if one == "applicant" or one in definition.parties]
    others = [one for one in found if one not in parties]
    if len(others) <= _MOST_LANES_MOVED:
        others = _shorten(others, above=parties, weight=_weights(graph, organ))
    return (*parties, *others)


def _weights(graph: Graph, organ: Mapping[str, str]) -> dict[str, dict[str, int]]:
    weight: dict[str, dict[str, int]] = {}
    for edge in graph.edges:
        one, other = organ[edge.source], organ[edge.target]
        if one != other:
            weight.setdefault(one, {})[other] = weight.get(one, {}).get(other, 0) + 1
            weight.setdefault(other, {})[one] = weight.get(other, {}).get(one, 0) + 1
    return weight


def _shorten(lanes: list[str], *, above: list[str], weight: Mapping[str, Mapping[str, int]]) -> list[str]:
    """Move one lane at a time to its best place while the links grow shorter."""
    best = _distance([*above, *lanes], weight)
    for _ in range(_SWEEPS):
        before = best
        for lane in tuple(lanes):
            rest = [one for one in lanes if one != lane]
            trials = [[*rest[:at], lane, *rest[at:]] for at in range(len(lanes))]
            lengths = [_distance([*above, *trial], weight) for trial in trials]
            shortest = min(lengths)
            if shortest < best:
                best, lanes = shortest, trials[lengths.index(shortest)]
        if best == before:
            break
    return lanes


def _distance(lanes: list[str], weight: Mapping[str, Mapping[str, int]]) -> int:
    place = {lane: index for index, lane in enumerate(lanes)}
    return sum(
        count * abs(place[lane] - place[other]) for lane in lanes for other, count in weight.get(lane, {}).items()
    )


def _choose_tracks(graph: Graph, *, lane: Mapping[str, int]) -> dict[str, int]:
    """Keep a chain on its track; stack what is parallel, ordered by where its links come from."""
    place = {node: index for index, node in enumerate(graph.nodes)}
    track: dict[str, int] = {}
    taken: dict[tuple[int, int], set[int]] = {}
    by_rank: dict[int, list[str]] = {}
    for node in graph.order:
        by_rank.setdefault(graph.rank[node], []).append(node)
    for rank in sorted(by_rank):
        wishes = {node: _wish(graph, node, lane=lane, track=track) for node in by_rank[rank]}
        for node in sorted(by_rank[rank], key=lambda one: (wishes[one], place[one])):
            used = taken.setdefault((lane[node], rank), set())
            track[node] = _nearest_free(wishes[node][1], used)
            used.add(track[node])
    return track


def _wish(graph: Graph, node: str, *, lane: Mapping[str, int], track: Mapping[str, int]) -> tuple[float, int]:
    """Where a node's links come from (to sort by), and the track it would like."""
    sources = [edge.source for edge in graph.before[node]]
    if not sources:
        return (float(lane[node]), 0)
    middle = sum(lane[one] + track[one] / 1000 for one in sources) / len(sources)
    own = sorted(track[one] for one in sources if lane[one] == lane[node])
    return (middle, own[len(own) // 2] if own else 0)


def _nearest_free(wish: int, used: set[int]) -> int:
    low, high = wish, wish
    while True:
        if high not in used:
            return high
        if low >= 0 and low not in used:
            return low
        low, high = low - 1, high + 1
