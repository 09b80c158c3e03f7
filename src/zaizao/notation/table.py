"""The table behind every picture: the same activities, in the picture's order, as rows of words."""

from __future__ import annotations

from msgspec import Struct

from zaizao.definition.model import Ground, ProcessDefinition
from zaizao.notation.critical import critical_path
from zaizao.notation.faces import name_all, name_outcome, say_status, short_limit
from zaizao.notation.graph import Edge, Graph, read_graph
from zaizao.notation.lanes import name_organ, organ_of
from zaizao.notation.standing import Standing
from zaizao.wording import say


class LaneRow(Struct, frozen=True):
    """One activity: what the box, its place and its links say."""

    activity: str
    name: str
    organ: str
    after: tuple[str, ...]
    """Prerequisites in words, with their ground and the outcome they ask for."""
    limit: str
    visits: int
    critical: bool
    status: str
    """Empty when no standing was given."""
    here: bool
    holder: str


def lanes_table(
    definition: ProcessDefinition, *, standing: Standing | None = None, language: str = "zh"
) -> list[LaneRow]:
    """One row for each box of the swim lanes, by rank, then as written."""
    graph = read_graph(definition, standing=standing)
    names = name_all(definition, standing=standing, language=language)
    critical = set(critical_path(definition).activities)
    place = {node: index for index, node in enumerate(graph.nodes)}
    return [
        _make_row(node, definition=definition, graph=graph, names=names, critical=node in critical,
                  standing=standing, language=language)
        for node in sorted(graph.nodes, key=lambda one: (graph.rank[one], place[one]))
    ]  # fmt: skip


def _make_row(
    node: str,
    *,
    definition: ProcessDefinition,
    graph: Graph,
    names: dict[str, str],
    critical: bool,
    standing: Standing | None,
    language: str,
) -> LaneRow:
    activity = definition.activities.get(node)
    limit = activity.limit if activity is not None else None
    mark = standing.mark_of(node) if standing is not None else None
    status = ""
    if mark is not None:
        status = say_status(mark, language=language) or say("draw-waiting", {}, language)
    return LaneRow(
        activity=node, name=names[node],
        organ=name_organ(definition, organ_of(definition, node, standing=standing), language=language),
        after=tuple(
            _say_link(edge, names=names, language=language) for edge in (*graph.before[node], *graph.back[node])
        ),
        limit=short_limit(limit, language=language) if limit is not None else "",
        visits=max(0, activity.visit) if activity is not None else 0,
        critical=critical, status=status, here=standing is not None and standing.is_at(node),
        holder=(mark.holder or "") if mark is not None else "",
    )  # fmt: skip


def _say_link(edge: Edge, *, names: dict[str, str], language: str) -> str:
    notes = [name_outcome(one, language=language) for one in edge.on]
    if edge.ground is Ground.CUSTOM:
        notes.append(say("draw-by-habit", {}, language))
    if edge.ground is None:
        notes.append(say("draw-added", {}, language))
    if edge.back:
        notes.append(say("draw-mutual", {}, language))
    if not notes:
        return names[edge.source]
    fields = {"name": names[edge.source], "notes": ("、" if language == "zh" else ", ").join(notes)}
    return say("draw-with-notes", fields, language)
