"""A paper is said to be shared although nobody has it."""

from __future__ import annotations

from collections.abc import Iterator

from mutations.mutant import Mutant, Operator, list_materials, with_material
from zaizao.definition.model import ProcessDefinition


def find(definition: ProcessDefinition) -> Iterator[Mutant]:
    """At every material."""
    for name, _ in list_materials(definition):
        changed = with_material(definition, name, source="shared/nowhere/at-all")
        yield Mutant(f"materials.{name}.from", changed)


OPERATOR = Operator("source-invented", "A paper is said to be shared although nobody has it", find)
