"""One mutant and one operator; the small surgery that operators share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from zaizao.definition.model import Activity, Clock, Item, Link, Material, ProcessDefinition


class Mutant(Struct, frozen=True):
    """A definition with one fault."""

    place: str
    definition: ProcessDefinition
    harmless: str = ""
    """Why the change means nothing, where the operator itself can tell."""


Find = Callable[[ProcessDefinition], Iterator[Mutant]]


class Operator(Struct, frozen=True):
    """One kind of fault, made at every place where it fits."""

    name: str
    says: str
    find: Find


def with_activity(definition: ProcessDefinition, name: str, /, **changes: Any) -> ProcessDefinition:
    """The definition with one activity changed."""
    activity = replace(definition.activities[name], **changes)
    return replace(definition, activities={**definition.activities, name: activity}, digest="")


def with_item(definition: ProcessDefinition, name: str, /, **changes: Any) -> ProcessDefinition:
    """The definition with one item changed."""
    return replace(definition, items={**definition.items, name: replace(definition.items[name], **changes)}, digest="")


def with_clock(definition: ProcessDefinition, name: str, clock: Clock, **changes: Any) -> ProcessDefinition:
    """The definition with the clock of one item changed."""
    return with_item(definition, name, clock=replace(clock, **changes))


def with_material(definition: ProcessDefinition, name: str, /, **changes: Any) -> ProcessDefinition:
    """The definition with one material changed."""
    material = replace(definition.materials[name], **changes)
    return replace(definition, materials={**definition.materials, name: material}, digest="")


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
