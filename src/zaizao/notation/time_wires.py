"""Links on the time scale: out of the source, down or up at the moment the target begins, and into the target.

Every box leaves a lead of a few pixels at its left for these lines. On a true time scale a line may have to pass
behind a box that spans the moment; it never starts or ends there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from zaizao.notation.geometry import Box, Point, Wire
from zaizao.notation.graph import Edge, Graph

LEAD = 14
"""How far right of its moment a box begins."""
_TRUNK = 9
_INSIDE = 12
_MOST_COMPARED = 400
"""Above so many boxes lines are no longer compared with all boxes to find the clearest way."""


def draw_wires(graph: Graph, *, boxes: Mapping[str, Box]) -> tuple[Wire, ...]:
    """One line for each link."""
    obstacles = tuple(boxes.values()) if len(boxes) <= _MOST_COMPARED else ()
    return tuple(_draw_wire(edge, boxes=boxes, obstacles=obstacles) for edge in graph.edges)


def _draw_wire(edge: Edge, *, boxes: Mapping[str, Box], obstacles: Sequence[Box]) -> Wire:
    source, target = boxes[edge.source], boxes[edge.target]
    ways = _ways(source, target)
    others = [box for box in obstacles if box is not source and box is not target]
    return Wire(edge, straighten(min(ways, key=lambda way: _count_hidden(way, others))))


def _ways(source: Box, target: Box) -> list[list[Point]]:
    if source is target:
        return [_loop(source)]
    x = target.x - _TRUNK
    if source.right <= x:
        ways = [_step(source, target, x)]
        if x - source.right > 2 * _TRUNK:
            ways.append(_step(source, target, source.right + _TRUNK))
        return ways
    down = target.middle > source.middle
    leave, enter = (source.bottom, target.y) if down else (source.y, target.bottom)
    x = min(x, source.right - _INSIDE)
    if source.x + 4 <= x:
        return [[(x, leave), (x, target.middle), (target.x, target.middle)]]
    return [_around(source, target, leave=leave, enter=enter, down=down)]


def _step(source: Box, target: Box, x: float) -> list[Point]:
    return [(source.right, source.middle), (x, source.middle), (x, target.middle), (target.x, target.middle)]


def _loop(box: Box) -> list[Point]:
    y = box.y - 8
    x = box.x + _INSIDE
    return [(box.right, box.middle), (box.right + 7, box.middle), (box.right + 7, y), (x, y), (x, box.y)]


def _around(source: Box, target: Box, *, leave: float, enter: float, down: bool) -> list[Point]:
    """To a target that does not begin after its source: between the rows, then into its edge."""
    gap = leave + 7 if down else leave - 7
    return [
        (source.x + _INSIDE, leave),
        (source.x + _INSIDE, gap),
        (target.x + _INSIDE, gap),
        (target.x + _INSIDE, enter),
    ]


def _count_hidden(way: Sequence[Point], others: Sequence[Box]) -> int:
    return sum(_meets(a, b, box) for a, b in pairwise(way) for box in others)


def _meets(a: Point, b: Point, box: Box) -> bool:
    left, right = sorted((a[0], b[0]))
    high, low = sorted((a[1], b[1]))
    return left <= box.right + 2 and right >= box.x - 2 and high <= box.bottom + 2 and low >= box.y - 2


def straighten(points: Sequence[Point]) -> tuple[Point, ...]:
    """The same line without repeated points and without points in the middle of a straight."""
    kept: list[Point] = []
    for point in points:
        if kept and point == kept[-1]:
            continue
        if len(kept) > 1 and _in_line(kept[-2], kept[-1], point):
            kept[-1] = point
            continue
        kept.append(point)
    return tuple(kept)


def _in_line(a: Point, b: Point, c: Point) -> bool:
    if a[0] == b[0] == c[0]:
        return (b[1] - a[1]) * (c[1] - b[1]) > 0
    return a[1] == b[1] == c[1] and (b[0] - a[0]) * (c[0] - b[0]) > 0
