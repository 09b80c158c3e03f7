"""A form no longer holds one of its fields."""

from __future__ import annotations

from collections.abc import Iterator

from mutations.mutant import Mutant, Operator, list_materials, with_material
from zaizao.definition.model import ProcessDefinition


def find(definition: ProcessDefinition) -> Iterator[Mutant]:
    """At every field of every form."""
    for name, material in list_materials(definition):
        for held in material.holds:
            rest = tuple(one for one in material.holds if one != held)
            yield Mutant(f"materials.{name}.holds − {held}", with_material(definition, name, holds=rest))


OPERATOR = Operator("form-shortened", "A form no longer holds one of its fields", find)
