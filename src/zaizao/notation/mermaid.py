"""The process as a Mermaid flowchart: one subgraph for each organ, labels escaped, a class for each state.

Identifiers in the text are our own (n0, n1 …), so that no name of a definition can be read as syntax.
"""

from __future__ import annotations

from collections.abc import Mapping

from zaizao.definition.model import Ground, ProcessDefinition
from zaizao.notation.faces import label_link, name_all, say_status, short_limit
from zaizao.notation.graph import Edge, Graph, read_graph
from zaizao.notation.lanes import name_organ, plan_lanes
from zaizao.notation.measure import clean_text
from zaizao.notation.standing import Standing, Status
from zaizao.wording import say

_CLASSES = (
    ("here", "stroke:#1b5560,stroke-width:3px"),
    ("done", "fill:#e3edec,stroke:#1b5560,color:#1c2526"),
    ("overdue", "stroke:#b02e1c,stroke-width:3px"),
    ("skipped", "stroke:#788484,stroke-dasharray:5 4"),
    ("cancelled", "stroke:#788484,stroke-dasharray:5 4"),
    ("paused", "stroke:#515c5d,stroke-dasharray:1 2"),
)


def to_mermaid(definition: ProcessDefinition, *, standing: Standing | None = None, language: str = "zh") -> str:
    """A ``flowchart LR`` text; custom links and those added at run time are dotted, circles marked 互为前置."""
    graph = read_graph(definition, standing=standing)
    plan = plan_lanes(definition, graph=graph, standing=standing)
    identifier = {node: f"n{index}" for index, node in enumerate(graph.nodes)}
    names = name_all(definition, standing=standing, language=language)
    lines = ["flowchart LR"]
    for number, organ in enumerate(plan.lanes):
        lines.append(f'  subgraph g{number}["{escape_label(name_organ(definition, organ, language=language))}"]')
        lines += [
            _say_node(node, definition=definition, identifier=identifier, names=names, standing=standing,
                      language=language)
            for node in graph.nodes
            if plan.lane[node] == number
        ]  # fmt: skip
        lines.append("  end")
    lines += [_say_edge(edge, identifier=identifier, language=language) for edge in graph.edges]
    lines += _say_classes(graph, identifier=identifier, standing=standing)
    return "\n".join(lines) + "\n"


def escape_label(label: str) -> str:
    """A label for between double quotes: what Mermaid or HTML could read as syntax becomes a character code."""
    return "".join(f"#{ord(c)};" if c in '"#&<>`\\;{}[]()|*_~$@%' else c for c in clean_text(label)) or " "


def _say_node(
    node: str,
    *,
    definition: ProcessDefinition,
    identifier: Mapping[str, str],
    names: Mapping[str, str],
    standing: Standing | None,
    language: str,
) -> str:
    parts = [escape_label(names[node])]
    activity = definition.activities.get(node)
    if activity is None:
        parts.append(say("draw-added", {}, language))
    elif activity.limit is not None:
        parts.append(short_limit(activity.limit, language=language))
    if standing is not None:
        parts.append(escape_label(say_status(standing.mark_of(node), language=language)).strip())
        if standing.is_at(node):
            parts.append(say("draw-here", {}, language))
    return f'    {identifier[node]}["{"<br/>".join(part for part in parts if part)}"]'


def _say_edge(edge: Edge, *, identifier: Mapping[str, str], language: str) -> str:
    arrow = "-.->" if edge.ground in (Ground.CUSTOM, None) else "-->"
    label = say("draw-mutual", {}, language) if edge.back else label_link(edge, language=language)
    words = f'|"{escape_label(label)}"|' if label else ""
    return f"  {identifier[edge.source]} {arrow}{words} {identifier[edge.target]}"


def _say_classes(graph: Graph, *, identifier: Mapping[str, str], standing: Standing | None) -> list[str]:
    if standing is None:
        return []
    members: dict[str, list[str]] = {}
    for node in graph.nodes:
        status = standing.mark_of(node).status
        name = "here" if standing.is_at(node) and status in (Status.OPEN, Status.READY) else status.value
        members.setdefault(name, []).append(identifier[node])
    lines = []
    for name, style in _CLASSES:
        if name in members:
            lines.append(f"  classDef {name} {style}")
            lines.append(f"  class {','.join(members[name])} {name}")
    return lines
