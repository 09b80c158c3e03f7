"""A pledge is allowed for a paper without ground."""

from __future__ import annotations

from collections.abc import Iterator

from mutations.mutant import Mutant, Operator, list_materials, with_material
from zaizao.definition.model import ProcessDefinition
from zaizao.units import parse_limit


def find(definition: ProcessDefinition) -> Iterator[Mutant]:
    """At every material that no pledge may replace."""
    for name, material in list_materials(definition):
        if material.pledge == "no":
            check = parse_limit("30wd")
            changed = with_material(definition, name, pledge="allowed", pledge_check=check)
            yield Mutant(f"materials.{name}.pledge", changed)


OPERATOR = Operator("pledge-invented", "A pledge is allowed for a paper without ground", find)
