"""The values a BPMN process is made of before it becomes XML: nodes, flows, and blocks of them for one activity.

A block is what stands together in one place of the picture: gateways before, the task, gateways behind.
"""

from __future__ import annotations

from msgspec import Struct

from zaizao.notation.bpmn.xml_tree import Element

TASK = (120, 70)
"""The least size of a task."""
EVENT = 36
GATEWAY = 40
SMALL_EVENT = 26
"""Events on a task's border, and the ends they lead to."""


class Node(Struct, frozen=True):
    """One flow node: its element's tag, name, what stands inside, and its size in the picture."""

    id: str
    tag: str
    name: str = ""
    width: float = EVENT
    height: float = EVENT
    inside: tuple[Element, ...] = ()
    """What stands in the element after the flows' references."""
    before: tuple[Element, ...] = ()
    """What stands in the element before them: words and extension elements."""
    attributes: tuple[tuple[str, str], ...] = ()
    activity: str | None = None

    @property
    def is_task(self) -> bool:
        """Whether the name stands inside the shape."""
        return self.tag.endswith(("Task", "task")) or self.tag == "callActivity"


class Flow(Struct, frozen=True):
    """One sequence flow."""

    id: str
    source: str
    target: str
    name: str = ""
    condition: str | None = None
    default: bool = False


class Bypass(Struct, frozen=True):
    """A way over the task's head to the gateway behind it, with an event on it where something is waited for."""

    origin: str
    flows: tuple[Flow, ...]
    event: Node | None = None


class Boundary(Struct, frozen=True):
    """An event on the task's border; what it leads to is an end beneath it, or the gateway behind the task."""

    node: Node
    flow: Flow
    end: Node | None = None


class Paper(Struct, frozen=True):
    """One use of a material: a reference beside the task, and its association."""

    id: str
    association: str
    port: str
    material: str
    name: str


class Block(Struct, frozen=True):
    """The nodes of one place, left to right, and what hangs on them; ``flows`` are those between neighbours."""

    id: str
    organ: str
    line: tuple[Node, ...]
    flows: tuple[Flow, ...] = ()
    bypasses: tuple[Bypass, ...] = ()
    boundaries: tuple[Boundary, ...] = ()
    drops: tuple[tuple[str, Node, Flow], ...] = ()
    """Ends beneath a gateway of the line: the gateway, the end, the flow."""
    takes: tuple[Paper, ...] = ()
    gives: tuple[Paper, ...] = ()
    frame: Node | None = None
    """The event sub-process around all of it."""

    @property
    def first(self) -> Node:
        """Where flows from other blocks enter."""
        return self.line[0]

    @property
    def last(self) -> Node:
        """Where flows to other blocks leave."""
        return self.line[-1]

    @property
    def task(self) -> Node | None:
        """The node that stands for the activity itself."""
        return next((node for node in self.line if node.activity is not None), None)

    def list_nodes(self) -> tuple[Node, ...]:
        """Every flow node, those on the line first."""
        events = [bypass.event for bypass in self.bypasses if bypass.event is not None]
        ends = [boundary.end for boundary in self.boundaries if boundary.end is not None]
        drops = [node for _, node, _ in self.drops]
        return (*self.line, *events, *(boundary.node for boundary in self.boundaries), *ends, *drops)

    def list_flows(self) -> tuple[Flow, ...]:
        """Every flow inside the block."""
        bypasses = [flow for bypass in self.bypasses for flow in bypass.flows]
        return (*self.flows, *bypasses, *(b.flow for b in self.boundaries), *(flow for _, _, flow in self.drops))


class Net(Struct, frozen=True):
    """The whole process: blocks, the flows between them, what lies outside the flow."""

    blocks: tuple[Block, ...]
    flows: tuple[Flow, ...]
    circles: tuple[tuple[str, str], ...]
    """Blocks whose activities wait for each other: drawn as associations, since no token could ever pass."""
    roots: tuple[Element, ...]
    """Signals, messages and escalations."""

    def list_flows(self) -> tuple[Flow, ...]:
        """Every sequence flow of the process and of its event sub-processes."""
        return (*self.flows, *(flow for block in self.blocks for flow in block.list_flows()))
