"""A paper is no longer asked for at all."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from mutations.mutant import Mutant, Operator, list_activities, list_materials
from zaizao.definition.model import ProcessDefinition


def find(definition: ProcessDefinition) -> Iterator[Mutant]:
    """At every material."""
    for name, _ in list_materials(definition):
        activities = {
            key: replace(
                activity,
                takes=tuple(one for one in activity.takes if one != name),
                gives=tuple(one for one in activity.gives if one != name),
            )
            for key, activity in list_activities(definition)
        }
        materials = {key: material for key, material in definition.materials.items() if key != name}
        changed = replace(definition, activities=activities, materials=materials, digest="")
        yield Mutant(f"materials.{name}", changed)


OPERATOR = Operator("material-dropped", "A paper is no longer asked for at all", find)
