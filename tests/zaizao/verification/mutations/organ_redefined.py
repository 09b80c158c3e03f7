"""The same id stands for another organ."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from mutations.mutant import Mutant, Operator
from zaizao.definition.model import ProcessDefinition
from zaizao.units import Text


def find(definition: ProcessDefinition) -> Iterator[Mutant]:
    """At every organ."""
    for name, organ in definition.organs.items():
        organs = {**definition.organs, name: replace(organ, name=Text("别的机构", "Another organ"))}
        yield Mutant(f"organs.{name}.name", replace(definition, organs=organs, digest=""))


OPERATOR = Operator("organ-redefined", "The same id stands for another organ", find)
