"""The whole diagram: blocks in columns by rank and in lanes by organ, and the lines between them.

The lanes, ranks and ways of the lines are those of the swim lanes (`notation.lanes`, `graph`, `routing`); only the
sizes are BPMN's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from zaizao.definition.model import Activity, Ground, Link, ProcessDefinition
from zaizao.notation.bpmn.pieces import Block, Net
from zaizao.notation.bpmn.placing import LABEL, LABEL_LINE, Placed, Rect, corners_differ, dock, place_block
from zaizao.notation.geometry import MARGIN, Point
from zaizao.notation.graph import Edge, Graph, read_graph
from zaizao.notation.lanes import LanePlan, name_organ, plan_lanes
from zaizao.notation.measure import measure
from zaizao.notation.routing import Course, Port, choose_ways, count_lines, gather_trunks, set_courses

_HEAD = 30
"""Width of the strips with the pool's and the lanes' names."""
_LANE_PAD = 22
_ROW_GAP = 30
_STEP = 10
"""Between parallel lines."""
_STUB = 16
_ARROW = 24
_BACK = 13
"""How far beneath the line a way back enters."""
_NAME = 12


class Lane(Struct, frozen=True):
    """One lane: who, the name, its strip."""

    organ: str
    name: str
    rect: Rect


class Sheet(Struct, frozen=True):
    """Everything with its place, by the ids of the elements."""

    pool: Rect
    lanes: tuple[Lane, ...]
    shapes: Mapping[str, Rect]
    labels: Mapping[str, Rect]
    lines: Mapping[str, tuple[Point, ...]]


def lay_out_net(definition: ProcessDefinition, net: Net, *, language: str) -> Sheet:
    """The diagram of a net; deterministic, in whole pixels where it matters."""
    graph, plan = _plan(definition, net)
    placed = {block.id: place_block(block) for block in net.blocks}
    first_row = [sum(plan.tracks[:index]) for index in range(len(plan.lanes))]
    row = {block: first_row[plan.lane[block]] + plan.track[block] for block in graph.nodes}
    legs = choose_ways(
        [_port(edge, graph=graph, row=row) for edge in graph.edges], graph=graph,
        cells={(row[block], graph.rank[block]) for block in graph.nodes},
    )  # fmt: skip
    strips = _stack(definition, plan, placed=placed, row=row, lines=count_lines(legs), language=language)
    courses = set_courses(legs, graph=graph, centre=strips.centre, channel=strips.channel, step=_STEP)
    grid = _measure_columns(courses, graph=graph, placed=placed)
    moved = {block: (grid.left[graph.rank[block]], strips.centre[row[block]]) for block in graph.nodes}
    lanes = tuple(replace(lane, rect=replace(lane.rect, width=grid.end - MARGIN - _HEAD)) for lane in strips.lanes)
    pool = Rect(MARGIN, MARGIN, grid.end - MARGIN, strips.bottom - MARGIN)
    shapes, labels, lines = _move_all(placed, moved)
    lines |= _draw_lines(net, courses, grid=grid, shapes=shapes)
    labels |= {flow.id: _label_line(lines[flow.id], flow.name) for flow in net.flows if flow.name}
    return Sheet(pool, lanes, shapes, labels, lines)


def _label_line(points: tuple[Point, ...], name: str) -> Rect:
    """The words above the line's longest level stretch."""
    level = [(a, b) for a, b in pairwise(points) if a[1] == b[1]]
    one, other = max(level or [(points[0], points[-1])], key=lambda ends: abs(ends[1][0] - ends[0][0]))
    return Rect(min(one[0], other[0]) + 12, one[1] - LABEL_LINE - 1, measure(name, size=LABEL) + 2, LABEL_LINE)


def _plan(definition: ProcessDefinition, net: Net) -> tuple[Graph, LanePlan]:
    """The lanes and ranks of blocks, found as if each block were an activity."""
    links: dict[str, list[Link]] = {block.id: [] for block in net.blocks}
    owner = _owners(net)
    for flow in net.flows:
        links[owner[flow.target]].append(Link(owner[flow.source], Ground.CUSTOM))
    for source, target in net.circles:
        links[target].append(Link(source, Ground.CUSTOM))
    steps = {block.id: Activity("work", by=block.organ, after=tuple(links[block.id])) for block in net.blocks}
    drawn = replace(definition, activities=steps, interrupts={})
    graph = read_graph(drawn)
    return graph, plan_lanes(drawn, graph=graph, standing=None)


def _owners(net: Net) -> dict[str, str]:
    return {node.id: block.id for block in net.blocks for node in (block.first, block.last)}


def _port(edge: Edge, *, graph: Graph, row: Mapping[str, int]) -> Port:
    enters = _BACK if edge.back else 0
    source, target = edge.source, edge.target
    return Port(edge, graph.rank[source], row[source], graph.rank[target], row[target], enters, "")


class _Strips(Struct, frozen=True):
    """The heights: each row's line, each channel's first line, the lanes, the lower end."""

    centre: tuple[float, ...]
    channel: tuple[float, ...]
    lanes: tuple[Lane, ...]
    bottom: float


def _stack(
    definition: ProcessDefinition,
    plan: LanePlan,
    *,
    placed: Mapping[str, Placed],
    row: Mapping[str, int],
    lines: Mapping[int, int],
    language: str,
) -> _Strips:
    """Lane under lane and row under row; channel ``k`` lies above row ``k``, the last one below everything."""
    up = [0.0] * sum(plan.tracks)
    down = [0.0] * sum(plan.tracks)
    for block, one in placed.items():
        up[row[block]] = max(up[row[block]], one.up)
        down[row[block]] = max(down[row[block]], one.down)
    centre: list[float] = []
    channel: list[float] = []
    lanes: list[Lane] = []
    y = float(MARGIN)
    for number, organ in enumerate(plan.lanes):
        start = y
        y += _LANE_PAD
        for _ in range(plan.tracks[number]):
            index = len(centre)
            channel.append(y)
            y += _STEP * lines.get(index, 0) + (_ROW_GAP if index and centre else 0)
            centre.append(y + up[index])
            y += up[index] + down[index]
        if number == len(plan.lanes) - 1:
            channel.append(y + _STEP)
            y += _STEP * (lines.get(len(centre), 0) + 1)
        y += _LANE_PAD
        name = name_organ(definition, organ, language=language)
        y = max(y, start + measure(name, size=_NAME) + 24)
        lanes.append(Lane(organ, name, Rect(MARGIN + _HEAD, start, 0, y - start)))
    return _Strips(tuple(centre), tuple(channel), tuple(lanes), y)


class _Columns(Struct, frozen=True):
    """The x of every column and of the lines in the gutters between them."""

    left: Mapping[int, float]
    gutter: Mapping[int, float]
    slot: Mapping[tuple[int, tuple[str, ...]], int]
    end: float

    def trunk_x(self, gutter: int, key: tuple[str, ...]) -> float:
        return self.gutter[gutter] + _STUB + _STEP * self.slot.get((gutter, key), 0)


def _measure_columns(courses: Sequence[Course], *, graph: Graph, placed: Mapping[str, Placed]) -> _Columns:
    trunks = gather_trunks(courses)
    slot = {(gutter, key): one.slot for gutter, known in trunks.items() for key, one in known.items()}
    columns = max(graph.rank.values(), default=-1) + 1
    widths = dict.fromkeys(range(columns), 0.0)
    for block, one in placed.items():
        widths[graph.rank[block]] = max(widths[graph.rank[block]], one.width)
    x = float(MARGIN + 2 * _HEAD)
    left: dict[int, float] = {}
    gutter: dict[int, float] = {}
    for column in range(-1, columns):
        if column >= 0:
            left[column] = x
            x += widths[column]
        gutter[column] = x
        slots = max((one.slot + 1 for one in trunks.get(column, {}).values()), default=0)
        x += _STUB + _STEP * max(slots, 1) + (_ARROW if column < columns - 1 else 0)
    return _Columns(left, gutter, slot, x)


def _move_all(
    placed: Mapping[str, Placed], moved: Mapping[str, Point]
) -> tuple[dict[str, Rect], dict[str, Rect], dict[str, tuple[Point, ...]]]:
    shapes: dict[str, Rect] = {}
    labels: dict[str, Rect] = {}
    lines: dict[str, tuple[Point, ...]] = {}
    for block, one in placed.items():
        x, y = moved[block]
        shapes |= {name: rect.move(x, y) for name, rect in one.shapes.items()}
        labels |= {name: rect.move(x, y) for name, rect in one.labels.items()}
        lines |= {name: tuple((px + x, py + y) for px, py in line) for name, line in one.lines.items()}
    return shapes, labels, lines


def _draw_lines(
    net: Net, courses: Sequence[Course], *, grid: _Columns, shapes: Mapping[str, Rect]
) -> dict[str, tuple[Point, ...]]:
    """The lines between blocks, from border to border."""
    blocks = {block.id: block for block in net.blocks}
    drawn = {
        (course.leg.port.edge.source, course.leg.port.edge.target): _draw_line(
            course, grid=grid, shapes=shapes, blocks=blocks
        )
        for course in courses
    }
    owner = _owners(net)
    lines = {flow.id: drawn[owner[flow.source], owner[flow.target]] for flow in net.flows}
    return lines | {circle_id(*pair): drawn[pair] for pair in net.circles}


def circle_id(source: str, target: str) -> str:
    """The id of the association between blocks that wait for each other."""
    return f"circle.{source}.{target}"


def _draw_line(
    course: Course, *, grid: _Columns, shapes: Mapping[str, Rect], blocks: Mapping[str, Block]
) -> tuple[Point, ...]:
    port = course.leg.port
    source, target = blocks[port.edge.source].last, blocks[port.edge.target].first
    begin = dock(shapes[source.id], tag=source.tag, y=course.out, right=True)
    end = dock(shapes[target.id], tag=target.tag, y=course.into, right=False)
    first = grid.trunk_x(port.column, course.first)
    last = grid.trunk_x(port.to_column - 1, course.last)
    middle = [(first, course.out)]
    if course.along is not None:
        middle += [(first, course.along), (last, course.along)]
    else:
        last = first
    points = ((begin, course.out), *middle, (last, course.into), (end, course.into))
    return _straighten(corners_differ(points))


def _straighten(points: tuple[Point, ...]) -> tuple[Point, ...]:
    """Leave out the corners that are none."""
    kept = [points[0]]
    for index in range(1, len(points) - 1):
        before, here, after = kept[-1], points[index], points[index + 1]
        if not (before[0] == here[0] == after[0] or before[1] == here[1] == after[1]):
            kept.append(here)
    return (*kept, points[-1])
