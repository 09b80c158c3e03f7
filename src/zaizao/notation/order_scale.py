"""Layout by rank: one column for each step of the longest chain, gutters between the columns for the links."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from msgspec import Struct

from zaizao.definition.model import ProcessDefinition
from zaizao.notation.critical import CriticalPath
from zaizao.notation.faces import PORT_GAP, SMALL, Face, group_entries, make_faces
from zaizao.notation.geometry import MARGIN, Box, Layout, Point, Wire
from zaizao.notation.graph import Edge, Graph
from zaizao.notation.lanes import LanePlan, plan_lanes
from zaizao.notation.measure import measure
from zaizao.notation.routing import (
    Course,
    Port,
    choose_ways,
    count_lines,
    gather_trunks,
    set_courses,
)
from zaizao.notation.rows import CHANNEL_STEP, LaneRows, Rows, header_width, stack_rows
from zaizao.notation.standing import Standing
from zaizao.notation.time_wires import straighten
from zaizao.notation.visits import add_visits, count_visits, number_dots

_SLOT = 9
_STUB = 12
_ARROW = 14
_GUTTER = 30
_WIDEST_BOX = ((10, 160), (20, 144), (32, 132))
_FLOOR = 124
"""Boxes get narrower as the columns grow more, down to a floor at which seven characters still stand on a line."""


class _Cells(Struct, frozen=True):
    """Each activity's row (counted over all lanes) and column."""

    row: Mapping[str, int]
    column: Mapping[str, int]
    columns: int


def lay_out_by_order(
    definition: ProcessDefinition,
    *,
    graph: Graph,
    standing: Standing | None,
    language: str,
    critical: CriticalPath,
) -> Layout:
    """The picture with columns by rank."""
    columns = max(graph.rank.values(), default=-1) + 1
    widest = next((width for most, width in _WIDEST_BOX if columns <= most), _FLOOR)
    faces = make_faces(definition, graph=graph, standing=standing, language=language, widest=widest)
    plan = plan_lanes(definition, graph=graph, standing=standing)
    visits = count_visits(definition, graph=graph)
    lanes, first_row = _lane_rows(plan, graph=graph, faces=faces, with_visits=bool(visits))
    cells = _Cells({n: first_row[plan.lane[n]] + plan.track[n] for n in graph.nodes}, graph.rank, columns)
    legs = choose_ways(
        _ports(graph, cells=cells, language=language), graph=graph,
        cells={(cells.row[n], cells.column[n]) for n in graph.nodes},
    )  # fmt: skip
    rows = stack_rows(lanes, definition=definition, language=language, top=MARGIN, lines_in_channel=count_lines(legs))
    courses = set_courses(legs, graph=graph, centre=rows.centre, channel=rows.channel, step=CHANNEL_STEP)
    header = header_width(definition, lanes, language=language)
    grid = _measure_grid(courses, cells=cells, faces=faces, start=header)
    boxes = _place_boxes(
        graph, cells=cells, faces=faces, grid=grid, rows=rows, plan=plan, shift=len(lanes) - len(plan.lanes)
    )
    return Layout(
        width=grid.end, height=rows.bottom + MARGIN, top=MARGIN, header=header, bands=rows.bands, boxes=boxes,
        wires=tuple(_draw_wire(course, grid=grid) for course in courses),
        dots=number_dots([(n, count, grid.left[graph.rank[n]]) for n, count in visits], y=rows.visits_y), ticks=(), critical=critical, scale="order",
    )  # fmt: skip


def _lane_rows(
    plan: LanePlan, *, graph: Graph, faces: Mapping[str, Face], with_visits: bool
) -> tuple[list[LaneRows], list[int]]:
    """The lanes with their rows of faces, and the number of each planned lane's first row."""
    content: list[list[list[Face]]] = [[[] for _ in range(count)] for count in plan.tracks]
    for node in graph.nodes:
        content[plan.lane[node]][plan.track[node]].append(faces[node])
    lanes = [
        LaneRows(organ, tuple(tuple(row) for row in rows)) for organ, rows in zip(plan.lanes, content, strict=True)
    ]
    first_row = [sum(plan.tracks[:index]) for index in range(len(lanes))]
    if with_visits:
        lanes = add_visits(lanes)
    return lanes, first_row


def _ports(graph: Graph, *, cells: _Cells, language: str) -> list[Port]:
    ports: dict[int, Port] = {}
    number = {id(edge): index for index, edge in enumerate(graph.edges)}
    for node in graph.nodes:
        groups = group_entries(graph, node, language=language)
        ordered = sorted(groups, key=lambda one: sum(cells.row[e.source] for e in groups[one]) / len(groups[one]))
        for index, (label, back) in enumerate(ordered):
            enters = (index - (len(ordered) - 1) / 2) * PORT_GAP
            for edge in groups[label, back]:
                ports[number[id(edge)]] = _port(edge, cells=cells, enters=enters, label=label)
    return [ports[index] for index in range(len(graph.edges))]


def _port(edge: Edge, *, cells: _Cells, enters: float, label: str) -> Port:
    source, target = edge.source, edge.target
    return Port(edge, cells.column[source], cells.row[source], cells.column[target], cells.row[target], enters, label)


class _Grid(Struct, frozen=True):
    """The x of every column and of every slot in the gutters."""

    left: Mapping[int, float]
    width: Mapping[int, float]
    gutter: Mapping[int, float]
    slot: Mapping[tuple[int, tuple[str, ...]], int]
    end: float

    def trunk_x(self, gutter: int, key: tuple[str, ...]) -> float:
        return self.gutter[gutter] + _STUB + _SLOT * self.slot.get((gutter, key), 0)


def _measure_grid(courses: Sequence[Course], *, cells: _Cells, faces: Mapping[str, Face], start: float) -> _Grid:
    trunks = gather_trunks(courses)
    slot = {(gutter, key): one.slot for gutter, known in trunks.items() for key, one in known.items()}
    words: dict[int, float] = {}
    for course in courses:
        port = course.leg.port
        if port.label:
            room = measure(port.label, size=SMALL) + 6
            words[port.to_column - 1] = max(words.get(port.to_column - 1, 0.0), room)
    widths = dict.fromkeys(range(cells.columns), 0.0)
    for node, face in faces.items():
        widths[cells.column[node]] = max(widths[cells.column[node]], float(face.width))
    x = start
    left: dict[int, float] = {}
    gutter: dict[int, float] = {}
    for column in range(-1, cells.columns):
        if column >= 0:
            left[column] = x
            x += widths[column]
        gutter[column] = x
        slots = max((one.slot + 1 for one in trunks.get(column, {}).values()), default=0)
        x += _gutter_width(slots, words.get(column, 0.0), edge=column in (-1, cells.columns - 1))
    return _Grid(left, widths, gutter, slot, math.ceil(max(x, start + 120)))


def _gutter_width(slots: int, words: float, *, edge: bool) -> float:
    if edge and not slots and not words:
        return float(MARGIN)
    return max(float(_GUTTER), math.ceil(_STUB + _SLOT * max(slots, 1) + words + _ARROW))


def _place_boxes(
    graph: Graph,
    *,
    cells: _Cells,
    faces: Mapping[str, Face],
    grid: _Grid,
    rows: Rows,
    plan: LanePlan,
    shift: int,
) -> dict[str, Box]:
    boxes = {}
    for node in graph.nodes:
        face, column = faces[node], cells.column[node]
        boxes[node] = Box(
            face=face, lane=plan.lane[node] + shift, x=grid.left[column],
            y=rows.centre[cells.row[node]] - face.height / 2, width=grid.width[column], height=float(face.height),
        )  # fmt: skip
    return boxes


def _draw_wire(course: Course, *, grid: _Grid) -> Wire:
    port = course.leg.port
    begin = grid.gutter[port.column]
    end = grid.left[port.to_column]
    first = grid.trunk_x(port.column, course.first)
    last = grid.trunk_x(port.to_column - 1, course.last)
    middle = [(first, course.out)]
    if course.along is not None:
        middle += [(first, course.along), (last, course.along)]
    else:
        last = first
    points: list[Point] = [(begin, course.out), *middle, (last, course.into), (end, course.into)]
    return Wire(port.edge, straighten(points), port.label, (end - _ARROW + 4, course.into - 4))
