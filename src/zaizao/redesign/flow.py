"""Who comes before whom in a definition, circles included, and what one activity needs of an earlier one.

Nothing is judged or changed here.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from zaizao.definition.model import Activity, ProcessDefinition
from zaizao.definition.survey import Survey, list_written
from zaizao.definition.vocabulary import DECIDING_VERBS
from zaizao.errors import InputError

ACCEPTING = frozenset({"accept"})
"""The word by which an application is taken in; nothing of it is examined before (行政许可法 第32、34条)."""

CLOSING = frozenset(
    "issue seal publish pay deliver answer hand_over revoke correct recover notify supervise call_back rate "
    "post_check evaluate archive wait".split()
)
"""Words for what follows from a result: what comes before them is never mere habit."""


class Flow:
    """One definition with the order it imposes. Built once for one look at it."""

    def __init__(self, definition: ProcessDefinition) -> None:
        self.definition = definition
        self.activities = definition.activities
        self._bits = {name: 1 << index for index, name in enumerate(self.activities)}
        self._names = tuple(self.activities)

    @cached_property
    def survey(self) -> Survey:
        """What the checks of the language know about it."""
        return Survey(self.definition)

    @cached_property
    def _before(self) -> dict[str, int]:
        before = dict.fromkeys(self.activities, 0)
        changed = True
        while changed:
            changed = False
            for name, activity in self.activities.items():
                new = before[name]
                for link in activity.after:
                    if link.activity in before:
                        new |= before[link.activity] | self._bits[link.activity]
                changed = changed or new != before[name]
                before[name] = new
        return before

    def is_before(self, first: str, second: str) -> bool:
        """Whether ``second`` waits, directly or through others, for ``first``."""
        return bool(self._before[second] & self._bits[first])

    def list_before(self, name: str) -> tuple[str, ...]:
        """All that ``name`` waits for, in the order of the definition."""
        before = self._before[name]
        return tuple(each for each in self._names if before & self._bits[each])

    @cached_property
    def followers(self) -> dict[str, tuple[str, ...]]:
        """Who comes right after whom."""
        return {name: tuple(found) for name, found in self.survey.successors.items()}

    @cached_property
    def _needed(self) -> dict[str, frozenset[str]]:
        """For each activity the materials and fields it takes, reads, or decides by."""
        needed = {name: {*activity.takes, *activity.reads} for name, activity in self.activities.items()}
        for place in self.survey.places:
            try:
                _, reads = self.survey.type_expression(place)
            except InputError:
                continue
            owners = [place.owner] if place.owner is not None else self._list_served(place.path)
            for owner in owners:
                needed[owner] |= reads
        return {name: frozenset(found) for name, found in needed.items()}

    def _list_served(self, path: tuple[str | int, ...]) -> list[str]:
        if path[0] != "items":
            return []
        return [name for name, activity in self.activities.items() if activity.item == path[1]]

    @cached_property
    def _made(self) -> dict[str, frozenset[str]]:
        """For each activity the materials and fields it makes."""
        made = {name: {*activity.gives, *list_written(activity)} for name, activity in self.activities.items()}
        for table in (self.definition.materials, self.definition.fields):
            for thing, declared in table.items():
                if declared.source in made:
                    made[declared.source].add(thing)
        return {name: frozenset(found) for name, found in made.items()}

    def list_made(self, name: str) -> frozenset[str]:
        """The materials and fields that ``name`` makes."""
        return self._made[name]

    def list_needed(self, name: str) -> frozenset[str]:
        """The materials and fields that ``name`` takes, reads or decides by."""
        return self._needed[name]

    def list_handed(self, source: str, target: str) -> tuple[str, ...]:
        """What ``source`` makes and ``target`` needs."""
        return tuple(sorted(self._made[source] & self._needed[target]))

    @cached_property
    def tied(self) -> frozenset[str]:
        """Activities whose order is part of a construct: bodies of repetitions, what an interrupt opens."""
        found = {interrupt.then for interrupt in self.definition.interrupts.values() if interrupt.then}
        for name, activity in self.activities.items():
            if activity.repeat is not None:
                found.update((name, *activity.repeat.body))
            if activity.recurs is not None or activity.choice is not None:
                found.add(name)
        return frozenset(found)


def is_accepting(activity: Activity) -> bool:
    """Whether it takes an application in."""
    return activity.does in ACCEPTING


def is_deciding(activity: Activity) -> bool:
    """Whether it decides an item."""
    return activity.item is not None and activity.does in DECIDING_VERBS


def is_closing(activity: Activity) -> bool:
    """Whether it only makes sense after what came before."""
    return activity.does in CLOSING


def list_people(activity: Activity) -> Iterator[str]:
    """The activities whose people the rules of this one speak of."""
    if activity.who is not None:
        yield from activity.who.not_
        if activity.who.same_as is not None:
            yield activity.who.same_as
    if activity.by_same_as is not None:
        yield activity.by_same_as


def serve_one_item(definition: ProcessDefinition, first: Activity, second: Activity) -> bool:
    """Whether both belong to the same item; in a process of one item everything does."""
    if len(definition.items) == 1:
        return True
    return first.item is not None and first.item == second.item
