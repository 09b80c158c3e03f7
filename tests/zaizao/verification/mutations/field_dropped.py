"""A fact that a guard needs is gone."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from mutations.mutant import Mutant, Operator
from zaizao.definition.model import ProcessDefinition


def find(definition: ProcessDefinition) -> Iterator[Mutant]:
    """At every field."""
    for name in definition.fields:
        fields = {key: about for key, about in definition.fields.items() if key != name}
        yield Mutant(f"fields.{name}", replace(definition, fields=fields, digest=""))


OPERATOR = Operator("field-dropped", "A fact that a guard needs is gone", find)
