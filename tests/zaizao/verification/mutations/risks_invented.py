"""A paper is declared free of risks and a pledge allowed."""

from __future__ import annotations

from collections.abc import Iterator

from mutations.mutant import Mutant, Operator, list_materials, with_material
from zaizao.definition.model import ProcessDefinition
from zaizao.units import parse_limit


def find(definition: ProcessDefinition) -> Iterator[Mutant]:
    """At every material that no pledge may replace."""
    for name, material in list_materials(definition):
        if material.pledge == "no" and not (material.certificate and material.risks == ()):
            changed = with_material(
                definition, name, pledge="allowed", pledge_check=parse_limit("30wd"), certificate=True, risks=()
            )
            yield Mutant(f"materials.{name}.risks", changed)


OPERATOR = Operator("risks-invented", "A paper is declared free of risks and a pledge allowed", find)
