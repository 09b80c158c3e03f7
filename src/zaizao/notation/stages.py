"""A process in one line: the steps everything passes through, and between them what goes on side by side.

A step is on the line when every other step comes before or after it; what lies between two such steps falls into
tracks that do not depend on each other. A long row of single steps is folded, its ends and the present kept.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from zaizao.notation.graph import Graph

_LONGEST_ROW = 4


class Stage(Struct, frozen=True):
    """One stretch of the line: its tracks, each with its activities in order; a single track is a stop.

    ``folded`` marks a stop that stands for several steps one after another.
    """

    tracks: tuple[tuple[str, ...], ...]
    folded: bool = False

    @property
    def is_fork(self) -> bool:
        """Whether several tracks run side by side."""
        return len(self.tracks) > 1


def find_stages(graph: Graph, *, item: Mapping[str, str], keep: frozenset[str] = frozenset()) -> tuple[Stage, ...]:
    """The stages from first to last; ``item`` is what each activity serves, those in ``keep`` are never folded."""
    stages: list[Stage] = []
    between: list[str] = []
    alone = _on_the_line(graph)
    for node in sorted(graph.order, key=lambda one: graph.rank[one]):
        if node in alone:
            stages += _split(graph, between, item=item)
            stages.append(Stage(((node,),)))
            between = []
        else:
            between.append(node)
    stages += _split(graph, between, item=item)
    return tuple(_fold(stages, keep=keep))


def _on_the_line(graph: Graph) -> set[str]:
    """Steps comparable with all others: at their rank there is no other, and no link passes over them."""
    by_rank: dict[int, list[str]] = {}
    furthest: dict[int, int] = {}
    for node in graph.nodes:
        by_rank.setdefault(graph.rank[node], []).append(node)
        reach = max((graph.rank[edge.target] for edge in graph.after[node]), default=None)
        if reach is None:
            reach = len(graph.nodes)  # an end reaches past everything after it
        furthest[graph.rank[node]] = max(furthest.get(graph.rank[node], 0), reach)
    alone: set[str] = set()
    passing = 0
    for rank, members in sorted(by_rank.items()):
        if len(members) == 1 and passing <= rank:
            alone.add(members[0])
        passing = max(passing, furthest[rank])
    return alone


def _split(graph: Graph, members: Sequence[str], *, item: Mapping[str, str]) -> list[Stage]:
    """One track for each item, and one for each connected part of what serves none, by their first members."""
    if not members:
        return []
    part = _name_parts(graph, members, item=item)
    tracks: dict[str, list[str]] = {}
    for node in members:
        tracks.setdefault(part[node], []).append(node)
    place = {node: index for index, node in enumerate(graph.nodes)}
    ordered = sorted(tracks.values(), key=lambda track: min(place[node] for node in track))
    return [Stage(tuple(tuple(track) for track in ordered), folded=len(ordered) == 1)]


def _name_parts(graph: Graph, members: Sequence[str], *, item: Mapping[str, str]) -> dict[str, str]:
    """For each member the track it belongs to; what serves no item goes with the one item it is linked to."""
    part = {node: f"item {item[node]}" for node in members if node in item}
    loose = {node for node in members if node not in item}
    for start in members:
        if start not in part:
            found, near = _gather(graph, start, inside=loose)
            beside = {part[node] for node in near if node in item and node in part}
            name = beside.pop() if len(beside) == 1 else f"part {start}"
            part.update(dict.fromkeys(found, name))
    return part


def _gather(graph: Graph, start: str, *, inside: set[str]) -> tuple[set[str], set[str]]:
    """The connected part around ``start``, and its neighbours outside ``inside``."""
    found, near = {start}, set()
    todo = [start]
    while todo:
        node = todo.pop()
        for other in (*(e.source for e in graph.before[node]), *(e.target for e in graph.after[node])):
            if other not in inside:
                near.add(other)
            elif other not in found:
                found.add(other)
                todo.append(other)
    return found, near


def _fold(stages: Sequence[Stage], *, keep: frozenset[str]) -> list[Stage]:
    """Rows of more than a few single stops become first, folded middle, last."""
    folded: list[Stage] = []
    row: list[Stage] = []
    for stage in (*stages, None):
        if stage is not None and not stage.is_fork and not stage.folded:
            row.append(stage)
            continue
        folded += _fold_row(row, keep=keep)
        row = []
        if stage is not None:
            folded.append(stage)
    return folded


def _fold_row(row: Sequence[Stage], *, keep: frozenset[str]) -> list[Stage]:
    if len(row) <= _LONGEST_ROW:
        return list(row)
    kept: list[Stage] = [row[0]]
    middle: list[str] = []
    for stage in row[1:-1]:
        if stage.tracks[0][0] in keep:
            kept += _close(middle)
            middle = []
            kept.append(stage)
        else:
            middle += stage.tracks[0]
    return [*kept, *_close(middle), row[-1]]


def _close(middle: list[str]) -> list[Stage]:
    if not middle:
        return []
    return [Stage((tuple(middle),), folded=len(middle) > 1)]


def share_done(track: Sequence[str], *, over: Mapping[str, bool]) -> float:
    """How much of a track is behind us, from 0 to 1."""
    return sum(over.get(node, False) for node in track) / len(track) if track else 0.0
