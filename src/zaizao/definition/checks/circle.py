"""No activity waits, directly or through others, for itself.

What: activities that are each other's prerequisites (互为前置); each group is shown by its shortest circle.
Why: a case that enters it never leaves; this is the classic trap of approvals that demand each other.
A definition of the process as found (`as_is: true`) loads all the same, is reported, and cannot be run.
Source: design §4; diagnosis family ZL1.
"""

from __future__ import annotations

from collections.abc import Iterator

from zaizao.definition.finding import Check, Severity, Spot
from zaizao.definition.survey import Survey

THOROUGH = 200
"""In larger knots the search for the shortest circle starts from this many activities only."""


def find_circles(survey: Survey) -> Iterator[tuple[str, ...]]:
    """The shortest circle of each knot, starting with the activity declared first."""
    if not survey.has_circle:
        return
    left = {name for name in survey.activities if name not in survey.bits}
    for knot in _find_knots(survey, left):
        if len(knot) > 1:
            yield _find_shortest(survey, knot)


def _find_knots(survey: Survey, left: set[str]) -> list[list[str]]:
    """Strongly connected components (Tarjan's algorithm, without recursion)."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    held: set[str] = set()
    knots: list[list[str]] = []
    for root in (name for name in survey.activities if name in left):
        if root in index:
            continue
        work = [(root, iter(survey.successors[root]))]
        index[root] = low[root] = len(index)
        stack.append(root)
        held.add(root)
        while work:
            name, followers = work[-1]
            for follower in followers:
                if follower not in left:
                    continue
                if follower not in index:
                    index[follower] = low[follower] = len(index)
                    stack.append(follower)
                    held.add(follower)
                    work.append((follower, iter(survey.successors[follower])))
                    break
                if follower in held:
                    low[name] = min(low[name], index[follower])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[name])
                if low[name] == index[name]:
                    knots.append(_take_knot(stack, held, name))
    return knots


def _take_knot(stack: list[str], held: set[str], root: str) -> list[str]:
    knot = []
    while True:
        name = stack.pop()
        held.discard(name)
        knot.append(name)
        if name == root:
            return knot


def _find_shortest(survey: Survey, knot: list[str]) -> tuple[str, ...]:
    members = set(knot)
    ordered = [name for name in survey.activities if name in members]
    best: tuple[str, ...] = ()
    for start in ordered[:THOROUGH]:
        circle = _circle_through(survey, start, members)
        if circle and (not best or len(circle) < len(best)):
            best = circle
        if len(best) == 2:
            break
    return best


def _circle_through(survey: Survey, start: str, members: set[str]) -> tuple[str, ...]:
    came_from: dict[str, str] = {}
    frontier = [start]
    for name in frontier:  # grows while it is walked
        for follower in survey.successors[name]:
            if follower == start:
                return _walk_back(came_from, name, start)
            if follower in members and follower not in came_from:
                came_from[follower] = name
                frontier.append(follower)
    return ()


def _walk_back(came_from: dict[str, str], last: str, start: str) -> tuple[str, ...]:
    names = [last]
    while names[-1] != start:
        names.append(came_from[names[-1]])
    return tuple(reversed(names))


def _look(survey: Survey) -> Iterator[Spot]:
    for circle in find_circles(survey):
        if circle:
            yield Spot(("activities", circle[0], "after"), {"circle": circle})


CHECK = Check("circle", Severity.ERROR, _look, tolerated_as_is=True)
