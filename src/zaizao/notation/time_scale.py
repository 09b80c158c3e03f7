"""Layout by planned working days: every box begins where its prerequisites' limits end.

A box is as long as its limit, or as wide as its label needs when the limit is shorter; a bar at its lower edge then
shows the true length. Boxes that would touch stand on different rows of their lane.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from fractions import Fraction

from zaizao.definition.model import ProcessDefinition
from zaizao.notation.critical import Plan, count_working_days
from zaizao.notation.faces import Face, make_faces, refit_face
from zaizao.notation.geometry import MARGIN, Box, Layout, Tick
from zaizao.notation.graph import Graph
from zaizao.notation.lanes import LanePlan, plan_lanes
from zaizao.notation.rows import LaneRows, header_width, stack_rows
from zaizao.notation.standing import Standing
from zaizao.notation.time_wires import LEAD, draw_wires
from zaizao.notation.visits import add_visits, count_visits, number_dots
from zaizao.wording import say

_AIM = 1100
_FEWEST_PIXELS = 8.0
_MOST_PIXELS = 140.0
_TICK = 72
_AXIS = 28
_WIDEST = 160
_STEPS = (1, 5, 10, 20, 50, 100, 200, 500, 1000)


def lay_out_by_time(
    definition: ProcessDefinition,
    *,
    graph: Graph,
    standing: Standing | None,
    language: str,
    plan: Plan,
) -> Layout:
    """The picture with x by planned working days."""
    lanes_plan = plan_lanes(definition, graph=graph, standing=standing)
    faces = make_faces(definition, graph=graph, standing=standing, language=language, widest=_WIDEST)
    total = max(max(plan.finish.values(), default=Fraction(0)), Fraction(1))
    pixels = max(_FEWEST_PIXELS, min(_MOST_PIXELS, _AIM / float(total)))
    spans = {node: _span(faces[node], plan=plan, node=node, pixels=pixels) for node in graph.nodes}
    faces = {node: refit_face(face, width=spans[node][1] - spans[node][0]) for node, face in faces.items()}
    row, lanes = _pack_lanes(graph, lanes_plan=lanes_plan, spans=spans, faces=faces)
    visits = count_visits(definition, graph=graph)
    shift = 0
    if visits:
        with_visits = add_visits(lanes)
        shift = len(with_visits) - len(lanes)
        lanes = with_visits
    header = header_width(definition, lanes, language=language)
    rows = stack_rows(lanes, definition=definition, language=language, top=MARGIN + _AXIS, lines_in_channel={})
    boxes = {
        node: _box(faces[node], span=spans[node], plan=plan, pixels=pixels, left=header,
                   lane=lanes_plan.lane[node] + shift, middle=rows.centre[row[node]])
        for node in graph.nodes
    }  # fmt: skip
    ticks = _ticks(definition, total=total, pixels=pixels, left=header, language=language)
    right = max([header + 120, *(box.right for box in boxes.values()), *(tick.x + 40 for tick in ticks)])
    return Layout(
        width=math.ceil(right) + MARGIN, height=rows.bottom + MARGIN, top=MARGIN + _AXIS, header=header,
        bands=rows.bands, boxes=boxes, wires=draw_wires(graph, boxes=boxes),
        dots=number_dots([(n, count, boxes[n].x) for n, count in visits], y=rows.visits_y), ticks=ticks, critical=plan.critical, scale="time",
    )  # fmt: skip


def _span(face: Face, *, plan: Plan, node: str, pixels: float) -> tuple[float, float]:
    start = float(plan.start[node]) * pixels + LEAD
    return start, max(float(plan.finish[node]) * pixels - 2, start + face.width)


def _pack_lanes(
    graph: Graph, *, lanes_plan: LanePlan, spans: Mapping[str, tuple[float, float]], faces: Mapping[str, Face]
) -> tuple[dict[str, int], list[LaneRows]]:
    """First-fit rows within each lane; a box prefers the row of a prerequisite in its lane."""
    members: list[list[str]] = [[] for _ in lanes_plan.lanes]
    place = {node: index for index, node in enumerate(graph.order)}
    for node in sorted(graph.nodes, key=lambda one: (spans[one][0], place[one])):
        members[lanes_plan.lane[node]].append(node)
    row: dict[str, int] = {}
    lanes: list[LaneRows] = []
    first = 0
    for organ, nodes in zip(lanes_plan.lanes, members, strict=True):
        local = _pack(nodes, spans=spans)
        count = max(local.values()) + 1
        row.update({node: first + number for node, number in local.items()})
        lanes.append(LaneRows(organ, tuple(tuple(faces[n] for n in nodes if local[n] == i) for i in range(count))))
        first += count
    return row, lanes


def _pack(nodes: Sequence[str], *, spans: Mapping[str, tuple[float, float]]) -> dict[str, int]:
    ends: list[float] = []
    rows: dict[str, int] = {}
    for node in nodes:
        start, end = spans[node]
        fits = [i for i, last in enumerate(ends) if last + LEAD <= start + 0.5]
        number = fits[0] if fits else len(ends)
        if number == len(ends):
            ends.append(end)
        ends[number] = end
        rows[node] = number
    return rows


def _box(
    face: Face,
    *,
    span: tuple[float, float],
    plan: Plan,
    pixels: float,
    left: float,
    lane: int,
    middle: float,
) -> Box:
    start, end = span
    bar = (left + start, left + max(start, float(plan.finish[face.id]) * pixels - 2))
    return Box(face, lane, left + start, middle - face.height / 2, end - start, float(face.height), bar)


def _ticks(
    definition: ProcessDefinition, *, total: Fraction, pixels: float, left: float, language: str
) -> tuple[Tick, ...]:
    step = next((one for one in _STEPS if one * pixels >= _TICK), _STEPS[-1])
    last = math.ceil(total / step) * step
    ticks = [
        Tick(
            left + day * pixels,
            say("draw-day-tick" if day else "draw-day-zero", {"day": day}, language),
        )
        for day in range(0, last + 1, step)
    ]
    if definition.promised is not None:
        day = float(count_working_days(definition.promised))
        if day <= last:
            ticks.append(Tick(left + day * pixels, "", firm=True))
    return tuple(ticks)
