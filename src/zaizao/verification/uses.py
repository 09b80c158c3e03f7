"""What each activity of a definition makes and needs: recomputed from what it gives, takes, writes and reads.

A data prerequisite follows from this and from nothing an author says.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from msgspec import Struct

from zaizao.definition.expressions import list_places
from zaizao.definition.model import Activity, Ground, Link, ProcessDefinition
from zaizao.definition.survey import list_written
from zaizao.definition.vocabulary import VERBS
from zaizao.expression import list_reads
from zaizao.verification.guards import read_guard
from zaizao.verification.lawbook import Lawbook

DECIDING = frozenset({"decide", "confirm"})


class Need(Struct, frozen=True):
    """``target`` needs ``thing``, which ``source`` makes."""

    source: str
    target: str
    thing: str
    is_field: bool = False


class Uses:
    """One definition, with who makes and who needs what."""

    def __init__(self, definition: ProcessDefinition) -> None:
        self.definition = definition
        self.activities = definition.activities

    @cached_property
    def gives(self) -> dict[str, frozenset[str]]:
        """The materials and other objects that each activity makes."""
        made = {name: set(activity.gives) for name, activity in self.activities.items()}
        for name, material in self.definition.materials.items():
            if material.source in made:
                made[material.source].add(name)
        return {name: frozenset(things) for name, things in made.items()}

    @cached_property
    def writes(self) -> dict[str, frozenset[str]]:
        """The fields that each activity records or sets."""
        made = {name: set(list_written(activity)) for name, activity in self.activities.items()}
        for name, about in self.definition.fields.items():
            if about.source in made:
                made[about.source].add(name)
        return {name: frozenset(things) for name, things in made.items()}

    @cached_property
    def guard_reads(self) -> dict[str, frozenset[str]]:
        """The names that the expressions of each activity read, its item's guard and its materials' among them."""
        found: dict[str, set[str]] = {name: set() for name in self.activities}
        for place in list_places(self.definition):
            reads = self._read_names(place.text)
            for owner in self._owners(str(place.path[0]), str(place.path[1]), place.owner):
                found[owner] |= reads
        return {name: frozenset(reads & self.definition.fields.keys()) for name, reads in found.items()}

    def _read_names(self, text: str) -> frozenset[str]:
        node = read_guard(text)
        return list_reads(node) if node is not None else frozenset()

    def _owners(self, table: str, name: str, owner: str | None) -> list[str]:
        if owner is not None:
            return [owner]
        if table == "items":
            return [each for each, activity in self.activities.items() if activity.item == name]
        if table == "materials":
            return [each for each, activity in self.activities.items() if name in activity.takes]
        return []

    def reads(self, name: str) -> frozenset[str]:
        """The fields that an activity looks at."""
        return self.guard_reads[name] | frozenset(self.activities[name].reads)

    @cached_property
    def makes(self) -> dict[str, frozenset[str]]:
        """All that each activity makes."""
        return {name: self.gives[name] | self.writes[name] for name in self.activities}

    @cached_property
    def needs(self) -> dict[str, frozenset[str]]:
        """All that each activity takes and reads."""
        return {name: frozenset(each.takes) | self.reads(name) for name, each in self.activities.items()}

    @cached_property
    def data(self) -> tuple[Need, ...]:
        """Every data prerequisite."""
        return tuple(self._list_data())

    def _list_data(self) -> Iterator[Need]:
        for target, activity in self.activities.items():
            for things, made, is_field in (
                (set(activity.takes), self.gives, False),
                (self.reads(target), self.writes, True),
            ):
                for thing in sorted(things):
                    makers = (source for source, makes in made.items() if thing in makes and source != target)
                    yield from (Need(source, target, thing, is_field) for source in makers)

    def is_founded(self, target: str, link: Link, lawbook: Lawbook) -> bool:
        """Whether a link is demanded by a law in force, or by an object that its target needs from its source."""
        if link.activity not in self.activities:
            return False
        if link.ground is Ground.LAW and lawbook.holds(self.definition.bases.get(link.of or "")):
            return True
        return not self.makes[link.activity].isdisjoint(self.needs[target])

    def decides(self, name: str) -> bool:
        """Whether an activity decides an item."""
        activity = self.activities[name]
        return activity.item is not None and activity.does in DECIDING

    def deciders(self, item: str) -> tuple[str, ...]:
        """The activities that decide an item."""
        return tuple(name for name, each in self.activities.items() if each.item == item and each.does in DECIDING)

    def actor(self, name: str) -> str:
        """Who does an activity: its `by`, else the competent organ."""
        return actor_of(self.definition, self.activities[name])


def is_legal_act(does: str) -> bool:
    """Whether a word of the vocabulary is a legal act; a word that is not in it counts as one."""
    verb = VERBS.get(does)
    return verb is None or verb.legal_act


def actor_of(definition: ProcessDefinition, activity: Activity) -> str:
    """Who does an activity: its `by`, else the competent organ."""
    return activity.by or definition.competent
