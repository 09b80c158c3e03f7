"""The applicant is asked for what was shared or made."""

from __future__ import annotations

from collections.abc import Iterator

from mutations.mutant import Mutant, Operator, list_materials, with_material
from zaizao.definition.model import ProcessDefinition


def find(definition: ProcessDefinition) -> Iterator[Mutant]:
    """At every material that does not come from the applicant."""
    for name, material in list_materials(definition):
        if material.source != "applicant":
            yield Mutant(f"materials.{name}.from", with_material(definition, name, source="applicant"))


OPERATOR = Operator("asked-again", "The applicant is asked for what was shared or made", find)
