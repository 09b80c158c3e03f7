"""Circles of as-is processes: which links can be left out so that what remains can be ordered.

First habit goes, then what cites no law in force and no object; a circle of law and data links is a contradiction.
"""

from __future__ import annotations

from collections.abc import Iterator

from zaizao.definition.model import Ground
from zaizao.verification.lawbook import Lawbook
from zaizao.verification.uses import Uses

Place = tuple[str, int]
"""A link: its target and its number there."""


def open_circles(uses: Uses, lawbook: Lawbook) -> tuple[frozenset[Place], tuple[str, ...]]:
    """The links left out, and the activities of the circles that remain."""
    links = {
        (name, index): link.activity
        for name, activity in uses.activities.items()
        for index, link in enumerate(activity.after)
        if link.activity in uses.activities
    }
    dropped: set[Place] = set()
    for is_weak in (_is_custom, _is_unfounded):
        group = _group_circles(uses, links, dropped)
        dropped |= {
            place
            for place, source in links.items()
            if source in group and group.get(place[0]) == group[source] and is_weak(uses, place, lawbook)
        }
    left = _group_circles(uses, links, dropped)
    return frozenset(dropped), tuple(name for name in uses.activities if name in left)


def _is_custom(uses: Uses, place: Place, _lawbook: Lawbook) -> bool:
    return uses.activities[place[0]].after[place[1]].ground is Ground.CUSTOM


def _is_unfounded(uses: Uses, place: Place, lawbook: Lawbook) -> bool:
    return not uses.is_founded(place[0], uses.activities[place[0]].after[place[1]], lawbook)


def _group_circles(uses: Uses, links: dict[Place, str], dropped: set[Place]) -> dict[str, int]:
    """For each activity in a circle the number of its circle: those that reach each other."""
    followers: dict[str, set[str]] = {name: set() for name in uses.activities}
    for (target, index), source in links.items():
        if (target, index) not in dropped:
            followers[source].add(target)
    reach = {name: frozenset(_walk(followers, name)) for name in followers}
    group: dict[str, int] = {}
    for number, name in enumerate(followers):
        if name in reach[name] and name not in group:
            group.update((other, number) for other in reach[name] if name in reach[other])
    return group


def _walk(followers: dict[str, set[str]], start: str) -> Iterator[str]:
    seen: set[str] = set()
    todo = list(followers[start])
    while todo:
        name = todo.pop()
        if name not in seen:
            seen.add(name)
            yield name
            todo.extend(followers[name])
