"""Links on the time scale: out of the source's right edge, then straight to the target or down beside its left edge."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from zaizao.notation.geometry import Box, Point, Wire
from zaizao.notation.graph import Edge, Graph

_STUB = 8
_INSIDE = 12
"""How far from the target's left corner a line comes down when there is no room beside it."""


def draw_wires(graph: Graph, *, boxes: Mapping[str, Box]) -> tuple[Wire, ...]:
    """One line for each link."""
    return tuple(_draw_wire(edge, source=boxes[edge.source], target=boxes[edge.target]) for edge in graph.edges)


def _draw_wire(edge: Edge, *, source: Box, target: Box) -> Wire:
    return Wire(edge, straighten(_points(source, target)))


def _points(source: Box, target: Box) -> list[Point]:
    if source is target:
        return _loop(source)
    if target.x >= source.right + 2 * _STUB + 4:
        x = target.x - _STUB - 4
        return [(source.right, source.middle), (x, source.middle), (x, target.middle), (target.x, target.middle)]
    if source.y == target.y and target.x >= source.right:
        return [(source.right, source.middle), (target.x, target.middle)]
    down = target.middle > source.middle
    edge_y = target.y if down else target.bottom
    x = target.x + _INSIDE
    if x > source.right:
        return [(source.right, source.middle), (x, source.middle), (x, edge_y)]
    if source.x + 4 <= x <= source.right - 4:
        return [(x, source.bottom if down else source.y), (x, edge_y)]
    return _around(source, target)


def _loop(box: Box) -> list[Point]:
    y = box.y - 8
    return [(box.right, box.middle), (box.right + 7, box.middle), (box.right + 7, y), (box.x + 12, y), (box.x + 12, box.y)]


def _around(source: Box, target: Box) -> list[Point]:
    """To a target that begins before its source: out on the left, never against the arrow of time unnoticed."""
    down = target.middle > source.middle
    leave = source.bottom if down else source.y
    gap = leave + 7 if down else leave - 7
    enter = target.y if down else target.bottom
    x = min(target.right - _INSIDE, target.x + _INSIDE)
    return [(source.x + _INSIDE, leave), (source.x + _INSIDE, gap), (x, gap), (x, enter)]


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
