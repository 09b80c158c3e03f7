"""A pledge or a gap is no longer allowed."""

from __future__ import annotations

from collections.abc import Iterator

from mutations.mutant import Mutant, Operator, list_materials, with_material
from zaizao.definition.model import ProcessDefinition


def find(definition: ProcessDefinition) -> Iterator[Mutant]:
    """At every material where it fits."""
    for name, material in list_materials(definition):
        if material.pledge != "no":
            yield Mutant(f"materials.{name}.pledge", with_material(definition, name, pledge="no", pledge_check=None))
        if material.gap != "no":
            yield Mutant(f"materials.{name}.gap", with_material(definition, name, gap="no", gap_limit=None))


OPERATOR = Operator("easement-withdrawn", "A pledge or a gap is no longer allowed", find)
