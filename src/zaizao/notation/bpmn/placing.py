"""Where everything in one block stands: the line of nodes, the papers above and beneath the task, events on its border.

Coordinates count from the block's left edge and from the line's height; the whole picture is put together in `sheet`.
"""

from __future__ import annotations

import math
from itertools import pairwise

from msgspec import Struct

from zaizao.notation.bpmn.pieces import EVENT, SMALL_EVENT, Block, Boundary, Node, Paper
from zaizao.notation.geometry import Point
from zaizao.notation.measure import measure, wrap

GAP = 34
"""Between neighbours on the line."""
LABEL = 11
LABEL_LINE = 14
_NAME = 12
_NAME_LINE = 15
_NAME_PAD = 8
_ICONS = 54
"""Height in a task that its kind's sign above and its loop marker beneath the name take."""
_PAPER = (22, 29)
_PAPER_LABEL = 100
_TRUNK = 7
_BORDER_STEP = 66.0
_BORDER_LABEL = 62
_TAIL = 42
"""From the task's lower edge to the upper edge of the end beneath it."""
_TURN = 24
"""From the task's lower edge to the line that leads to the gateway behind it."""
_RISE = 22
_FRAME = 20


class Rect(Struct, frozen=True):
    """A rectangle by its upper left corner."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    @property
    def middle(self) -> Point:
        return (self.x + self.width / 2, self.y + self.height / 2)

    def move(self, x: float, y: float) -> Rect:
        """The same rectangle elsewhere."""
        return Rect(self.x + x, self.y + y, self.width, self.height)


class Placed(Struct, frozen=True):
    """A block's shapes, labels and lines by id, and how far it reaches to the right, up and down."""

    width: float
    up: float
    down: float
    shapes: dict[str, Rect]
    labels: dict[str, Rect]
    lines: dict[str, tuple[Point, ...]]


def place_block(block: Block) -> Placed:
    """The geometry of one block."""
    draft = _Draft(block)
    draft.lay_line()
    draft.lay_border()
    draft.lay_papers()
    draft.lay_drops()
    draft.lay_bypasses()
    draft.lay_frame()
    return draft.finish()


class _Draft:
    """The geometry while it grows."""

    def __init__(self, block: Block) -> None:
        self.block = block
        self.shapes: dict[str, Rect] = {}
        self.labels: dict[str, Rect] = {}
        self.lines: dict[str, tuple[Point, ...]] = {}
        self.top = 0.0
        """The upper end of what stands above the task so far."""

    def lay_line(self) -> None:
        x = 0.0
        border = max(_spread(self.block.boundaries), default=0.0) + SMALL_EVENT + _TRUNK
        for node in self.block.line:
            width, height = _size(node, border=border)
            label = 0.0 if node.is_task else _label_width(node.name)
            x += max(0.0, (label - width) / 2)
            self.shapes[node.id] = Rect(x, -height / 2, width, height)
            if label:
                self._label_beneath(node, width=label)
            x += width + max(0.0, (label - width) / 2) + GAP
        for flow in self.block.flows:
            one, other = self.shapes[flow.source], self.shapes[flow.target]
            self.lines[flow.id] = ((one.right, 0.0), (other.x, 0.0))
            if flow.name:
                self.labels[flow.id] = Rect(one.right + 2, -LABEL_LINE - 2, _label_width(flow.name), LABEL_LINE)
        self.top = min(shape.y for shape in self.shapes.values())

    def _label_beneath(self, node: Node, *, width: float) -> None:
        shape = self.shapes[node.id]
        self.labels[node.id] = Rect(
            shape.middle[0] - width / 2, shape.bottom + 3, width, _label_height(node.name, width=width)
        )

    def lay_papers(self) -> None:
        task = self.block.task
        if task is None:
            return
        box = self.shapes[task.id]
        trunk = box.x + _TRUNK
        y = box.y - 8
        for paper in reversed(self.block.takes):
            y -= _paper_room(paper)
            x, middle = self._lay_paper(paper, x=trunk + 16, y=y)
            self.lines[paper.association] = ((x, middle), (trunk, middle), (trunk, box.y))
        self.top = min(self.top, y)
        y = (self._measure()[2] if self.block.boundaries else box.bottom) + 8
        for paper in self.block.gives:
            x, middle = self._lay_paper(paper, x=trunk + 16, y=y)
            self.lines[paper.association] = ((trunk, box.bottom), (trunk, middle), (x, middle))
            y += _paper_room(paper)

    def _lay_paper(self, paper: Paper, *, x: float, y: float) -> Point:
        """Put a paper and its name into the room that begins at ``y``; where its association meets it."""
        middle = y + _paper_room(paper) / 2
        shape = Rect(x, middle - _PAPER[1] / 2, *_PAPER)
        height = _label_height(paper.name, width=_PAPER_LABEL)
        self.shapes[paper.id] = shape
        self.labels[paper.id] = Rect(shape.right + 4, middle - height / 2, _PAPER_LABEL, height)
        return x, middle

    def lay_border(self) -> None:
        task = self.block.task
        for boundary, offset in zip(self.block.boundaries, _spread(self.block.boundaries), strict=True):
            assert task is not None
            box = self.shapes[task.id]
            shape = Rect(box.x + offset, box.bottom - SMALL_EVENT / 2, SMALL_EVENT, SMALL_EVENT)
            self.shapes[boundary.node.id] = shape
            if boundary.end is None:
                self._lead_to_merge(boundary, shape, bottom=box.bottom)
            else:
                self._lead_to_end(boundary, boundary.end, bottom=box.bottom)

    def _lead_to_merge(self, boundary: Boundary, shape: Rect, *, bottom: float) -> None:
        merge = self.shapes[boundary.flow.target]
        middle, across, turn = shape.middle[0], merge.middle[0], bottom + _TURN
        self.lines[boundary.flow.id] = ((middle, shape.bottom), (middle, turn), (across, turn), (across, merge.bottom))
        width = _label_width(boundary.node.name)
        height = _label_height(boundary.node.name, width=width)
        self.labels[boundary.node.id] = Rect(shape.x, turn + 3, width, height)

    def _lead_to_end(self, boundary: Boundary, tail: Node, *, bottom: float) -> None:
        shape = self.shapes[boundary.node.id]
        width = _BORDER_STEP - SMALL_EVENT - 4
        height = _label_height(boundary.node.name, width=width)
        self.labels[boundary.node.id] = Rect(shape.right + 2, bottom + 3, width, height)
        middle = shape.middle[0]
        end = Rect(shape.x, bottom + _TAIL, SMALL_EVENT, SMALL_EVENT)
        self.shapes[tail.id] = end
        self.lines[boundary.flow.id] = ((middle, shape.bottom), (middle, end.y))
        width = min(_BORDER_LABEL, _label_width(tail.name))
        height = _label_height(tail.name, width=width)
        self.labels[tail.id] = Rect(shape.x - 4, end.bottom + 2, width, height)

    def lay_drops(self) -> None:
        for gate, end, flow in self.block.drops:
            above = self.shapes[gate]
            label = self.labels[gate]  # the way to the end runs where it would stand
            self.labels[gate] = label.move(0, above.y - 3 - label.height - label.y)
            y = above.bottom + LABEL_LINE + 14
            self.labels[flow.id] = Rect(above.middle[0] + 4, above.bottom + 4, _label_width(flow.name), LABEL_LINE)
            shape = Rect(above.middle[0] - SMALL_EVENT / 2, y, SMALL_EVENT, SMALL_EVENT)
            self.shapes[end.id] = shape
            self.lines[flow.id] = ((above.middle[0], above.bottom), (above.middle[0], y))
            self._label_beneath(end, width=_label_width(end.name))

    def lay_bypasses(self) -> None:
        for bypass in self.block.bypasses:
            start, end = self.shapes[bypass.origin], self.shapes[bypass.flows[-1].target]
            y = self.top - _RISE
            left, right = start.middle[0], end.middle[0]
            if bypass.event is None:
                flow = bypass.flows[0]
                self.lines[flow.id] = ((left, start.y), (left, y), (right, y), (right, end.y))
                self.labels[flow.id] = Rect(left + 4, y - LABEL_LINE - 1, _label_width(flow.name), LABEL_LINE)
                self.top = y - LABEL_LINE - 2
                continue
            y -= EVENT / 2 + 2 * LABEL_LINE
            shape = Rect(start.right + GAP, y - EVENT / 2, EVENT, EVENT)
            self.shapes[bypass.event.id] = shape
            self._label_beneath(bypass.event, width=_label_width(bypass.event.name))
            into, out = bypass.flows
            self.lines[into.id] = ((left, start.y), (left, y), (shape.x, y))
            self.lines[out.id] = ((shape.right, y), (right, y), (right, end.y))
            self.top = shape.y

    def lay_frame(self) -> None:
        if self.block.frame is None:
            return
        right, top, bottom = self._measure()
        self._shift(_FRAME)
        self.shapes = {
            self.block.frame.id: Rect(0, top - _FRAME - 16, right + 2 * _FRAME, bottom - top + 2 * _FRAME + 16),
            **self.shapes,
        }

    def _shift(self, x: float) -> None:
        self.shapes = {name: rect.move(x, 0) for name, rect in self.shapes.items()}
        self.labels = {name: rect.move(x, 0) for name, rect in self.labels.items()}
        self.lines = {name: tuple((px + x, py) for px, py in points) for name, points in self.lines.items()}

    def _measure(self) -> tuple[float, float, float]:
        rects = [*self.shapes.values(), *self.labels.values()]
        points = [point for line in self.lines.values() for point in line]
        right = max([rect.right for rect in rects] + [x for x, _ in points])
        top = min([rect.y for rect in rects] + [y for _, y in points])
        bottom = max([rect.bottom for rect in rects] + [y for _, y in points])
        return right, top, bottom

    def finish(self) -> Placed:
        right, top, bottom = self._measure()
        return Placed(math.ceil(right), math.ceil(-top), math.ceil(bottom), self.shapes, self.labels, self.lines)


def _paper_room(paper: Paper) -> float:
    """The height that a paper with its name takes."""
    return max(_PAPER[1], _label_height(paper.name, width=_PAPER_LABEL)) + 9


def _spread(boundaries: tuple[Boundary, ...]) -> list[float]:
    """How far from the task's left edge each event on its border stands; room for their names between them."""
    offsets, x = [], float(_TRUNK + 12)
    for boundary in boundaries:
        offsets.append(x)
        wide = _label_width(boundary.node.name) + 8 if boundary.end is None else 0
        x += max(_BORDER_STEP, wide)
    return offsets


def _size(node: Node, *, border: float) -> tuple[float, float]:
    """A task grows with its name and with the events on its border; everything else has the size it has."""
    if not node.is_task:
        return node.width, node.height
    width = max(node.width, border)
    lines = wrap(node.name, width=width - 2 * _NAME_PAD, size=_NAME, most=8).lines
    return width, max(node.height, len(lines) * _NAME_LINE + _ICONS)


def _label_width(name: str) -> float:
    """Labels stand on one line up to six characters, else on lines of that width."""
    return float(min(math.ceil(measure(name, size=LABEL)) + 2, 6 * LABEL + 4)) if name else 0.0


def _label_height(name: str, *, width: float) -> float:
    return float(len(wrap(name, width=max(width, LABEL), size=LABEL, most=8).lines) * LABEL_LINE)


def dock(rect: Rect, *, tag: str, y: float, right: bool) -> float:
    """The x at which a level line at height ``y`` meets the border of a node's shape."""
    offset = min(abs(y - rect.middle[1]), rect.height / 2)
    half = rect.width / 2
    if tag.endswith("Gateway"):
        reach = half * (1 - offset / (rect.height / 2))
    elif tag.endswith("Event"):
        reach = math.sqrt(max(half * half - offset * offset, 0.0))
    else:
        reach = half
    return rect.middle[0] + (reach if right else -reach)


def corners_differ(points: tuple[Point, ...]) -> tuple[Point, ...]:
    """A line without stretches of no length."""
    return (points[0], *(after for before, after in pairwise(points) if before != after))
