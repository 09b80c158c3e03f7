"""What is repeated is a closed region that ends in the activity that carries `repeat`.

What: a `body` without its owner; an activity of it from which the owner is not reached inside the body; a link from
inside the body to an activity outside it other than from the owner; an activity in two bodies that do not nest.
Why: beginning the body again must not leave something outside half done.
Source: docs/language.md, repeat.
"""

from __future__ import annotations

from collections.abc import Iterator

from zaizao.definition.finding import Check, Severity, Spot
from zaizao.definition.survey import Survey


def _look(survey: Survey) -> Iterator[Spot]:
    bodies: dict[str, set[str]] = {}
    for name, activity in survey.activities.items():
        if activity.repeat is None or not activity.repeat.body:
            continue
        path = ("activities", name, "repeat", "body")
        body = set(activity.repeat.body)
        bodies[name] = body
        if name not in body:
            yield Spot(path, {"owner": name, "activity": name}, "repeat-without-owner")
        for member in activity.repeat.body:
            if member in survey.activities and member != name:
                yield from _look_at_member(survey, member, body, name)
    yield from _look_at_overlaps(bodies)


def _look_at_member(survey: Survey, member: str, body: set[str], owner: str) -> Iterator[Spot]:
    path = ("activities", owner, "repeat", "body")
    inside = [follower for follower in survey.successors[member] if follower in body]
    if not inside or not survey.is_before(member, owner):
        yield Spot(path, {"owner": owner, "activity": member}, "repeat-does-not-reach-owner")
    for follower in survey.successors[member]:
        if follower not in body:
            yield Spot(path, {"owner": owner, "activity": member, "outside": follower}, "repeat-open")


def _look_at_overlaps(bodies: dict[str, set[str]]) -> Iterator[Spot]:
    seen: dict[str, list[str]] = {}
    reported: set[tuple[str, str]] = set()
    for owner, body in bodies.items():
        for member in body:
            for other in seen.setdefault(member, []):
                nested = body <= bodies[other] or bodies[other] <= body
                if not nested and (other, owner) not in reported:
                    reported.add((other, owner))
                    fields = {"owner": owner, "other": other, "activity": member}
                    yield Spot(("activities", owner, "repeat", "body"), fields, "repeat-overlap")
            seen[member].append(owner)


CHECK = Check("repeat-open", Severity.ERROR, _look)
