"""A BPMN file as a person with a ruler and counters would check it: its tokens played, its picture measured.

Reads the XML alone and knows nothing of the modules that wrote it. Whoever plays decides every choice by chance, so
what holds here holds whatever the conditions say.
"""

from __future__ import annotations

import random
from collections import Counter
from itertools import combinations, pairwise
from xml.etree import ElementTree as ET

from msgspec import Struct, field

MODEL = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
_DI = "{http://www.omg.org/spec/BPMN/20100524/DI}"
_DC = "{http://www.omg.org/spec/DD/20100524/DC}"
_WAY = "{http://www.omg.org/spec/DD/20100524/DI}waypoint"
_MOST_STEPS = 20_000


class Play(Struct, dict=True):
    """One case played to its end; signals that nobody threw may come at any moment, once each."""

    xml: str
    chance: random.Random
    flows: dict[str, tuple[str, str]] = field(default_factory=dict)
    tokens: Counter[str] = field(default_factory=Counter)
    open: Counter[str] = field(default_factory=Counter)
    waiting: set[str] = field(default_factory=set)
    fired: set[str] = field(default_factory=set)
    """Complex gateways that have let their activity begin and wait for the rest."""
    rest: dict[str, set[str]] = field(default_factory=dict)
    played: list[str] = field(default_factory=list)
    crowded: list[str] = field(default_factory=list)
    """Flows on which two tokens stood at once: the process would not be safe."""
    over: bool = False

    def __post_init__(self) -> None:
        root = ET.fromstring(self.xml)
        process = root.find(f"{MODEL}process")
        assert process is not None
        self.nodes = {one.get("id", ""): one for one in process if one.get("id")}
        for flow in process.findall(f"{MODEL}sequenceFlow"):
            self.flows[flow.attrib["id"]] = (flow.attrib["sourceRef"], flow.attrib["targetRef"])
        self.into: dict[str, list[str]] = {}
        self.out: dict[str, list[str]] = {}
        for name, (source, target) in self.flows.items():
            self.out.setdefault(source, []).append(name)
            self.into.setdefault(target, []).append(name)
        self.borders: dict[str, list[ET.Element]] = {}
        for one in process.findall(f"{MODEL}boundaryEvent"):
            self.borders.setdefault(one.attrib["attachedToRef"], []).append(one)
        thrown = {self.signal(one) for one in process.iter() if one.tag.endswith(("ThrowEvent", "endEvent"))}
        caught = {self.signal(one) for one in process}
        self.outside = sorted(one for one in caught - thrown if one is not None)

    def signal(self, node: ET.Element) -> str | None:
        found = node.find(f"{MODEL}signalEventDefinition")
        return found.get("signalRef") if found is not None else None

    def play(self) -> Play:
        """Play until nothing moves; `is_clean` then says whether nothing was left."""
        starts = [name for name, one in self.nodes.items() if one.tag == f"{MODEL}startEvent"]
        for start in starts:
            self.send(start)
        for _ in range(_MOST_STEPS):
            moves = self.list_moves()
            if self.over or not moves:
                return self
            if self.outside and self.chance.random() < 0.03:
                self.broadcast(self.outside.pop())
                continue
            kind, name = self.chance.choice(moves)
            getattr(self, f"move_{kind}")(name)
        raise AssertionError("the process does not come to an end")

    @property
    def left(self) -> dict[str, object]:
        """What was left behind when nothing moved any more; empty when the process was sound."""
        found = {"tokens": +self.tokens, "open": +self.open, "waiting": self.waiting, "unfinished": self.fired}
        found["crowded"] = self.crowded
        return {} if self.over else {name: value for name, value in found.items() if value}

    def list_moves(self) -> list[tuple[str, str]]:
        moves = [("complete", task) for task in +self.open]
        for flow in +self.tokens:
            target = self.flows[flow][1]
            tag = self.nodes[target].tag.removeprefix(MODEL)
            if tag != "parallelGateway":
                moves.append(("complex" if tag == "complexGateway" else "enter", flow))
            elif all(self.tokens[one] for one in self.into[target]):
                moves.append(("join", target))
        return moves

    def put(self, flow: str) -> None:
        """On its way; but who comes to a gateway of events waits there at once, so that no signal passes meanwhile."""
        target = self.flows[flow][1]
        if self.nodes[target].tag == f"{MODEL}eventBasedGateway":
            if target in self.waiting:
                self.crowded.append(flow)
            self.waiting.add(target)
            return
        self.tokens[flow] += 1
        if self.tokens[flow] > 1:
            self.crowded.append(flow)

    def send(self, node: str, *, one: bool = False) -> None:
        going = self.out.get(node, [])
        for flow in [self.chance.choice(going)] if one else going:
            self.put(flow)

    def move_join(self, gate: str) -> None:
        for flow in self.into[gate]:
            self.tokens[flow] -= 1
        self.send(gate)

    def move_complex(self, flow: str) -> None:
        """It may let the activity begin at any time from the first token on, and takes the rest without a word."""
        gate = self.flows[flow][1]
        self.tokens[flow] -= 1
        rest = self.rest.setdefault(gate, set(self.into[gate]))
        rest.discard(flow)
        if gate not in self.fired and (not rest or self.chance.random() < 0.5):
            self.fired.add(gate)
            self.send(gate)
        if not rest:
            self.fired.discard(gate)
            del self.rest[gate]

    def move_enter(self, flow: str) -> None:
        name = self.flows[flow][1]
        node = self.nodes[name]
        self.tokens[flow] -= 1
        tag = node.tag.removeprefix(MODEL)
        if tag == "exclusiveGateway":
            self.send(name, one=True)
        elif tag.endswith("Task") or tag == "callActivity":
            self.open[name] += 1
        elif tag == "endEvent":
            self.over = node.find(f"{MODEL}terminateEventDefinition") is not None
        else:
            self.send(name)
            if tag == "intermediateThrowEvent":
                self.broadcast(self.signal(node))

    def move_complete(self, task: str) -> None:
        """A task ends by itself or through what time does on its border; warnings may come before."""
        self.open[task] -= 1
        self.played.append(task)
        ends = [one for one in self.borders.get(task, []) if self.signal(one) is None]
        for border in ends:
            if border.get("cancelActivity") == "false" and self.chance.random() < 0.3:
                self.send(border.attrib["id"])
        stopping = [one.attrib["id"] for one in ends if one.get("cancelActivity") != "false"]
        self.send(self.chance.choice([task, *stopping]))

    def broadcast(self, signal: str | None) -> None:
        for task in list(+self.open):
            for border in self.borders.get(task, []):
                if self.signal(border) == signal and self.open[task]:
                    self.open[task] -= 1
                    self.send(border.attrib["id"])
        for gate in sorted(self.waiting):
            for flow in self.out[gate]:
                event = self.flows[flow][1]
                if gate in self.waiting and signal in self.signals(event):
                    self.waiting.discard(gate)
                    self.send(event)

    def signals(self, event: str) -> set[str | None]:
        return {one.get("signalRef") for one in self.nodes[event].iter(f"{MODEL}signalEventDefinition")}


class Box(Struct, frozen=True):
    """A rectangle of the picture."""

    x: float
    y: float
    width: float
    height: float

    def overlaps(self, other: Box) -> bool:
        wide = self.x < other.x + other.width - 0.1 and other.x < self.x + self.width - 0.1
        return wide and self.y < other.y + other.height - 0.1 and other.y < self.y + self.height - 0.1

    def holds(self, other: Box) -> bool:
        wide = self.x <= other.x + 0.1 and other.x + other.width <= self.x + self.width + 0.1
        return wide and self.y <= other.y + 0.1 and other.y + other.height <= self.y + self.height + 0.1


class Picture(Struct, dict=True):
    """The diagram of a BPMN file: shapes, labels and lines by element."""

    xml: str

    def __post_init__(self) -> None:
        root = ET.fromstring(self.xml)
        self.elements = {one.get("id", ""): one for one in root.iter() if one.tag.startswith(MODEL) and one.get("id")}
        self.shapes: dict[str, Box] = {}
        self.labels: dict[str, Box] = {}
        self.lines: dict[str, list[tuple[float, float]]] = {}
        for one in root.iter():
            name = one.get("bpmnElement", "")
            if one.tag == f"{_DI}BPMNShape":
                self.shapes[name] = _read_box(one)
            if one.tag == f"{_DI}BPMNEdge":
                self.lines[name] = [(float(p.attrib["x"]), float(p.attrib["y"])) for p in one.iter(_WAY)]
            label = one.find(f"{_DI}BPMNLabel")
            if label is not None:
                self.labels[name] = _read_box(label)
        self.lanes = {one.attrib["id"]: one for one in root.iter(f"{MODEL}lane")}
        self.frames = {name for name, one in self.elements.items() if one.tag == f"{MODEL}subProcess"}

    def list_nodes(self) -> dict[str, Box]:
        """Everything but the pool, its lanes and the frames of sub-processes."""
        around = {"pool", *self.lanes, *self.frames}
        return {name: box for name, box in self.shapes.items() if name not in around}

    def find_overlaps(self) -> list[tuple[str, str]]:
        """Shapes that lie on each other, save an event on the border of its own task."""
        found = []
        for (one, box), (other, second) in combinations(self.list_nodes().items(), 2):
            hosts = {self.elements[one].get("attachedToRef"), self.elements[other].get("attachedToRef")}
            if box.overlaps(second) and not hosts & {one, other}:
                found.append((one, other))
        return found

    def find_covered_labels(self) -> list[tuple[str, str]]:
        """Labels that lie on a shape or on another label."""
        shapes = self.list_nodes().items()
        on_shapes = [
            (name, other) for name, box in self.labels.items() for other, shape in shapes if box.overlaps(shape)
        ]
        pairs = combinations(self.labels.items(), 2)
        return on_shapes + [(one, other) for (one, box), (other, second) in pairs if box.overlaps(second)]

    def find_strays(self) -> list[str]:
        """Shapes outside the lane that lists them, and labels and lines outside the pool."""
        members = {
            (ref.text or ""): name for name, lane in self.lanes.items() for ref in lane.iter(f"{MODEL}flowNodeRef")
        }
        found = [name for name, lane in members.items() if not self.shapes[lane].holds(self.shapes[name])]
        pool = self.shapes["pool"]
        found += [name for name, box in self.labels.items() if not pool.holds(box)]
        return found + [
            name for name, line in self.lines.items() if not all(pool.holds(Box(x, y, 0, 0)) for x, y in line)
        ]

    def find_loose_ends(self) -> list[tuple[str, str]]:
        """Lines that do not begin and end on the border of what they connect."""
        found = []
        for name, line in self.lines.items():
            for node, point in zip(self.ends_of(name), (line[0], line[-1]), strict=True):
                if not self.is_on_border(node, point):
                    found.append((name, node))
        return found

    def ends_of(self, name: str) -> tuple[str, str]:
        """The shapes that a line connects."""
        one = self.elements[name]
        if one.get("sourceRef"):
            return one.attrib["sourceRef"], one.attrib["targetRef"]
        source, target = (one.findtext(f"{MODEL}{end}") or "" for end in ("sourceRef", "targetRef"))
        owner = next(task for task, box in self.elements.items() if one in list(box) and task in self.shapes)
        return (source, owner) if one.tag == f"{MODEL}dataInputAssociation" else (owner, target)

    def is_on_border(self, node: str, point: tuple[float, float]) -> bool:
        box, tag = self.shapes[node], self.elements[node].tag
        dx = abs(point[0] - box.x - box.width / 2) / (box.width / 2)
        dy = abs(point[1] - box.y - box.height / 2) / (box.height / 2)
        if tag.endswith("Gateway"):
            return abs(dx + dy - 1) < 0.02
        if tag.endswith("Event"):
            return abs(dx * dx + dy * dy - 1) < 0.02
        return abs(max(dx, dy) - 1) < 0.02

    def find_crossed_shapes(self) -> list[tuple[str, str]]:
        """Lines that run through a shape that they do not connect."""
        found = []
        for name, line in self.lines.items():
            ends = self.ends_of(name)
            hosts = {self.elements[end].get("attachedToRef") for end in ends}
            for one, other in pairwise(line):
                stretch = Box(
                    min(one[0], other[0]), min(one[1], other[1]), abs(one[0] - other[0]), abs(one[1] - other[1])
                )
                found += [
                    (name, node)
                    for node, box in self.list_nodes().items()
                    if node not in ends and node not in hosts and _cuts(stretch, box)
                ]
        return found


def _cuts(stretch: Box, box: Box) -> bool:
    inner = Box(box.x + 1, box.y + 1, box.width - 2, box.height - 2)
    wide = stretch.x < inner.x + inner.width and inner.x < stretch.x + stretch.width
    level = inner.x < stretch.x < inner.x + inner.width if stretch.width == 0 else wide
    tall = stretch.y < inner.y + inner.height and inner.y < stretch.y + stretch.height
    return level and (inner.y < stretch.y < inner.y + inner.height if stretch.height == 0 else tall)


def _read_box(element: ET.Element) -> Box:
    bounds = element.find(f"{_DC}Bounds")
    assert bounds is not None
    return Box(*(float(bounds.attrib[key]) for key in ("x", "y", "width", "height")))
