"""Another paper stands in the place of one."""

from __future__ import annotations

from collections.abc import Iterator

from mutations.mutant import Mutant, Operator, list_materials, with_material
from zaizao.definition.model import ProcessDefinition
from zaizao.units import Text


def find(definition: ProcessDefinition) -> Iterator[Mutant]:
    """At every material where it fits."""
    for name, material in list_materials(definition):
        if not material.holds:
            changed = with_material(definition, name, name=Text("另一份材料"), held=None)
            yield Mutant(f"materials.{name}.name", changed)


OPERATOR = Operator("paper-replaced", "Another paper stands in the place of one", find)
