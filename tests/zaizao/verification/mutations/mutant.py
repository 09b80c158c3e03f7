"""One mutant and one operator; the small surgery that operators share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from attrs import evolve, frozen

from zaizao.definition.model import Activity, Clock, Item, Link, Material, ProcessDefinition


@frozen
class Mutant:
    """A definition with one fault."""

    place: str
    definition: ProcessDefinition
    harmless: str = ""
    """Why the change means nothing, where the operator itself can tell."""


Find = Callable[[ProcessDefinition], Iterator[Mutant]]


@frozen
class Operator:
    """One kind of fault, made at every place where it fits."""

    name: str
    says: str
    find: Find


def with_activity(definition: ProcessDefinition, name: str, /, **changes: Any) -> ProcessDefinition:
    """The definition with one activity changed."""
    activity = evolve(definition.activities[name], **changes)
    return evolve(definition, activities={**definition.activities, name: activity}, digest="")


def with_item(definition: ProcessDefinition, name: str, /, **changes: Any) -> ProcessDefinition:
    """The definition with one item changed."""
    return evolve(definition, items={**definition.items, name: evolve(definition.items[name], **changes)}, digest="")


def with_clock(definition: ProcessDefinition, name: str, clock: Clock, **changes: Any) -> ProcessDefinition:
    """The definition with the clock of one item changed."""
    return with_item(definition, name, clock=evolve(clock, **changes))


def with_material(definition: ProcessDefinition, name: str, /, **changes: Any) -> ProcessDefinition:
    """The definition with one material changed."""
    material = evolve(definition.materials[name], **changes)
    return evolve(definition, materials={**definition.materials, name: material}, digest="")


def with_link(definition: ProcessDefinition, name: str, index: int, link: Link | None) -> ProcessDefinition:
    """The definition with one link of an activity replaced, or without it."""
    links = list(definition.activities[name].after)
    links[index : index + 1] = [link] if link is not None else []
    return with_activity(definition, name, after=tuple(links))


def list_links(definition: ProcessDefinition) -> Iterator[tuple[str, int, Link, str]]:
    """Every link: target, number, the link, what the place is called."""
    for name, activity in definition.activities.items():
        for index, link in enumerate(activity.after):
            yield name, index, link, f"activities.{name}.after[{index}] ← {link.activity}"


def list_activities(definition: ProcessDefinition) -> Iterator[tuple[str, Activity]]:
    """Every activity."""
    yield from definition.activities.items()


def list_clocks(definition: ProcessDefinition) -> Iterator[tuple[str, Item, Clock]]:
    """Every item with a clock."""
    for name, item in definition.items.items():
        if item.clock is not None:
            yield name, item, item.clock


def list_materials(definition: ProcessDefinition) -> Iterator[tuple[str, Material]]:
    """Every material."""
    yield from definition.materials.items()
