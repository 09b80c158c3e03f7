"""A main paper may be missing at first."""

from __future__ import annotations

from collections.abc import Iterator

from mutations.mutant import Mutant, Operator, list_materials, with_material
from zaizao.definition.model import ProcessDefinition
from zaizao.units import parse_limit


def find(definition: ProcessDefinition) -> Iterator[Mutant]:
    """At every material without a gap."""
    for name, material in list_materials(definition):
        if material.gap == "no":
            changed = with_material(definition, name, gap="minor", gap_limit=parse_limit("5wd"))
            yield Mutant(f"materials.{name}.gap", changed)


OPERATOR = Operator("gap-invented", "A main paper may be missing at first", find)
