"""`to_bpmn`: a definition as BPMN 2.0 XML with diagram interchange and our own extension elements."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from zaizao.definition.model import Material, ProcessDefinition
from zaizao.definition.plain import to_plain
from zaizao.notation.bpmn.extension import NAMESPACE, PREFIX, write_extension
from zaizao.notation.bpmn.kinds import expression
from zaizao.notation.bpmn.net import build_net, process_id
from zaizao.notation.bpmn.pieces import Block, Flow, Net, Node, Paper
from zaizao.notation.bpmn.placing import Rect
from zaizao.notation.bpmn.sheet import Sheet, circle_id, lay_out_net
from zaizao.notation.bpmn.xml_tree import Element, write_xml
from zaizao.notation.geometry import Point
from zaizao.notation.measure import clean_text

FORMAT = "1"
"""The form of the extension; a reader that knows another one refuses."""

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
_NAMESPACES = {
    "xmlns:bpmn": BPMN,
    "xmlns:bpmndi": "http://www.omg.org/spec/BPMN/20100524/DI",
    "xmlns:dc": "http://www.omg.org/spec/DD/20100524/DC",
    "xmlns:di": "http://www.omg.org/spec/DD/20100524/DI",
    "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
    f"xmlns:{PREFIX}": NAMESPACE,
}


def to_bpmn(definition: ProcessDefinition, *, language: str = "zh") -> str:
    """The definition as a BPMN 2.0 text (UTF-8), the same bytes for the same definition and language.

    One pool, lanes by organ, gateways from the meaning of the links, and a diagram; what BPMN has no word for stands
    in elements of the namespace ``urn:zaizao:bpmn:1``, so that `from_bpmn` gives an equal definition
    (docs/bpmn.md says what becomes what). Names are in ``language``.
    Raises BpmnError where a text holds a character that XML cannot hold.
    """
    net = build_net(definition, language=language)
    sheet = lay_out_net(definition, net, language=language)
    title = clean_text(definition.name.say(language))
    process = process_id(definition.process)
    pool = Element("bpmn:participant", {"id": "pool", "name": title, "processRef": process})
    root = Element(
        "bpmn:definitions",
        {**_NAMESPACES, "id": "definitions", "targetNamespace": NAMESPACE, "exporter": "Zaizao"},
        (
            *net.roots,
            Element("bpmn:collaboration", {"id": "collaboration"}, (pool,)),
            Element(
                "bpmn:process",
                {"id": process, "name": title, "isExecutable": "false"},
                tuple(_write_process(definition, net, sheet, language=language)),
            ),
            _write_diagram(net, sheet),
        ),
    )
    return write_xml(root)


def _write_process(definition: ProcessDefinition, net: Net, sheet: Sheet, *, language: str) -> Iterable[Element]:
    plain = to_plain(definition)
    rest = {key: value for key, value in plain.items() if key not in ("activities", "materials")}
    whole = write_extension(
        "definition", rest, cls=ProcessDefinition, path="definition", format=FORMAT, language=language
    )
    yield Element("bpmn:extensionElements", {}, (whole,))
    yield _write_lanes(net, sheet)
    blocks = {block.id: block for block in net.blocks}
    defaults = {flow.source: flow.id for flow in net.list_flows() if flow.default}
    between = _neighbours(net)
    for block in _in_order(definition, net):
        parts = [*_write_nodes(block, between=between, defaults=defaults), *map(_write_flow, block.list_flows())]
        yield from [_write_frame(block.frame, parts)] if block.frame is not None else parts
    yield from map(_write_flow, net.flows)
    yield from _write_materials(plain.get("materials", {}), definition, language=language)
    for block in net.blocks:
        yield from map(_write_reference, (*block.takes, *block.gives))
    for source, target in net.circles:
        yield Element(
            "bpmn:association",
            {
                "id": circle_id(source, target), "associationDirection": "One",
                "sourceRef": blocks[source].last.id, "targetRef": blocks[target].first.id,
            },
        )  # fmt: skip


def _in_order(definition: ProcessDefinition, net: Net) -> list[Block]:
    """The blocks of activities in the order in which the definition is written, the others after them."""
    by_activity = {block.task.activity: block for block in net.blocks if block.task is not None}
    written = [by_activity[name] for name in definition.activities if name in by_activity]
    return [*written, *(block for block in net.blocks if block.task is None)]


def _neighbours(net: Net) -> dict[str, tuple[list[str], list[str]]]:
    """The flows into and out of every node."""
    found: dict[str, tuple[list[str], list[str]]] = {}
    for flow in net.list_flows():
        found.setdefault(flow.target, ([], []))[0].append(flow.id)
        found.setdefault(flow.source, ([], []))[1].append(flow.id)
    return found


def _write_lanes(net: Net, sheet: Sheet) -> Element:
    members: dict[str, list[str]] = {lane.organ: [] for lane in sheet.lanes}
    for block in net.blocks:
        nodes = [block.frame] if block.frame is not None else block.list_nodes()
        members[block.organ].extend(node.id for node in nodes)
    lanes = [
        Element(
            "bpmn:lane", {"id": f"lane.{number}", "name": lane.name},
            tuple(Element("bpmn:flowNodeRef", text=node) for node in members[lane.organ]),
        )
        for number, lane in enumerate(sheet.lanes)
    ]  # fmt: skip
    return Element("bpmn:laneSet", {"id": "lanes"}, tuple(lanes))


def _write_nodes(
    block: Block, *, between: Mapping[str, tuple[list[str], list[str]]], defaults: Mapping[str, str]
) -> Iterable[Element]:
    for node in block.list_nodes():
        coming, going = between.get(node.id, ([], []))
        papers = tuple(_write_papers(block)) if node is block.task else ()
        yield Element(
            f"bpmn:{node.tag}",
            {"id": node.id, "name": node.name or None, **dict(node.attributes), "default": defaults.get(node.id)},
            (
                *node.before,
                *(Element("bpmn:incoming", text=flow) for flow in coming),
                *(Element("bpmn:outgoing", text=flow) for flow in going),
                *papers,
                *node.inside,
            ),
        )


def _write_papers(block: Block) -> Iterable[Element]:
    """What a task takes and gives, as its inputs and outputs, and the associations."""
    if not block.takes and not block.gives:
        return
    ports = [Element("bpmn:dataInput", {"id": paper.port, "name": paper.name}) for paper in block.takes]
    ports += [Element("bpmn:dataOutput", {"id": paper.port, "name": paper.name}) for paper in block.gives]
    inputs = tuple(Element("bpmn:dataInputRefs", text=paper.port) for paper in block.takes)
    outputs = tuple(Element("bpmn:dataOutputRefs", text=paper.port) for paper in block.gives)
    sets = (Element("bpmn:inputSet", {}, inputs), Element("bpmn:outputSet", {}, outputs))
    yield Element("bpmn:ioSpecification", {}, (*ports, *sets))
    for paper in block.takes:
        yield _associate("bpmn:dataInputAssociation", paper, source=paper.id, target=paper.port)
    for paper in block.gives:
        yield _associate("bpmn:dataOutputAssociation", paper, source=paper.port, target=paper.id)


def _associate(tag: str, paper: Paper, *, source: str, target: str) -> Element:
    ends = (Element("bpmn:sourceRef", text=source), Element("bpmn:targetRef", text=target))
    return Element(tag, {"id": paper.association}, ends)


def _write_frame(frame: Node, parts: list[Element]) -> Element:
    return Element(f"bpmn:{frame.tag}", {"id": frame.id, "name": frame.name, **dict(frame.attributes)}, tuple(parts))


def _write_flow(flow: Flow) -> Element:
    condition = (expression("conditionExpression", flow.condition),) if flow.condition is not None else ()
    return Element(
        "bpmn:sequenceFlow",
        {"id": flow.id, "name": flow.name or None, "sourceRef": flow.source, "targetRef": flow.target},
        condition,
    )


def _write_materials(plain: Mapping[str, Any], definition: ProcessDefinition, *, language: str) -> Iterable[Element]:
    for name, material in plain.items():
        own = write_extension("material", material, cls=Material, path=f"materials.{name}", id=name)
        title = clean_text(definition.materials[name].name.say(language))
        inside = (Element("bpmn:extensionElements", {}, (own,)),)
        yield Element("bpmn:dataObject", {"id": f"material.{name}", "name": title}, inside)


def _write_reference(paper: Paper) -> Element:
    named = {"id": paper.id, "name": paper.name, "dataObjectRef": f"material.{paper.material}"}
    return Element("bpmn:dataObjectReference", named)


def _write_diagram(net: Net, sheet: Sheet) -> Element:
    parts = [_write_shape("pool", sheet.pool, isHorizontal="true")]
    parts += [_write_shape(f"lane.{number}", lane.rect, isHorizontal="true") for number, lane in enumerate(sheet.lanes)]
    frames = {block.frame.id for block in net.blocks if block.frame is not None}
    exclusive = {node.id for block in net.blocks for node in block.list_nodes() if node.tag == "exclusiveGateway"}
    for name, rect in sheet.shapes.items():
        marks = {"isExpanded": "true"} if name in frames else {}
        marks |= {"isMarkerVisible": "true"} if name in exclusive else {}
        parts.append(_write_shape(name, rect, label=sheet.labels.get(name), **marks))
    parts += [_write_edge(name, points, label=sheet.labels.get(name)) for name, points in sheet.lines.items()]
    plane = Element("bpmndi:BPMNPlane", {"id": "plane", "bpmnElement": "collaboration"}, tuple(parts))
    return Element("bpmndi:BPMNDiagram", {"id": "diagram"}, (plane,))


def _write_shape(name: str, rect: Rect, *, label: Rect | None = None, **marks: str) -> Element:
    children = (_write_bounds(rect), *_write_label(label))
    return Element("bpmndi:BPMNShape", {"id": f"shape.{name}", "bpmnElement": name, **marks}, children)


def _write_edge(name: str, points: tuple[Point, ...], *, label: Rect | None) -> Element:
    ways = tuple(Element("di:waypoint", {"x": _number(x), "y": _number(y)}) for x, y in points)
    return Element("bpmndi:BPMNEdge", {"id": f"edge.{name}", "bpmnElement": name}, (*ways, *_write_label(label)))


def _write_label(label: Rect | None) -> tuple[Element, ...]:
    return (Element("bpmndi:BPMNLabel", {}, (_write_bounds(label),)),) if label is not None else ()


def _write_bounds(rect: Rect) -> Element:
    named = {"x": rect.x, "y": rect.y, "width": rect.width, "height": rect.height}
    return Element("dc:Bounds", {key: _number(value) for key, value in named.items()})


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
