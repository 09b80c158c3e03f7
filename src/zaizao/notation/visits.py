"""The applicant's visits: counted, numbered from left to right, in the applicant's lane."""

from __future__ import annotations

from collections.abc import Sequence

from zaizao.definition.model import ProcessDefinition
from zaizao.notation.geometry import Dot
from zaizao.notation.graph import Graph
from zaizao.notation.rows import LaneRows

_APART = 4
_MOST_ALONE = 4
"""More visits than this for one activity are drawn as one mark, 3–12."""


def count_visits(definition: ProcessDefinition, *, graph: Graph) -> list[tuple[str, int]]:
    """Activities for which the applicant comes, and how often."""
    known = ((node, definition.activities[node].visit) for node in graph.order if node in definition.activities)
    return [(node, count) for node, count in known if count > 0]


def add_visits(lanes: Sequence[LaneRows]) -> list[LaneRows]:
    """The strip with visits: in the applicant's lane, or a lane of its own on top."""
    if any(lane.organ == "applicant" for lane in lanes):
        return [LaneRows(one.organ, one.rows, one.organ == "applicant") for one in lanes]
    return [LaneRows("applicant", (), True), *lanes]


def number_dots(visits: Sequence[tuple[str, int, float]], *, y: float) -> tuple[Dot, ...]:
    """A dot for each visit from the x wished, moved right where it would touch the one before."""
    dots: list[Dot] = []
    number = 1
    free = float("-inf")
    for node, count, wish in sorted(visits, key=lambda one: one[2]):
        groups = [(number + i, number + i) for i in range(count)]
        if count > _MOST_ALONE:
            groups = [(number, number + count - 1)]
        for first, last in groups:
            dot = Dot(first, last, node, max(wish, free), y)
            dots.append(dot)
            free = dot.x + dot.width + _APART
        number += count
    return tuple(dots)
