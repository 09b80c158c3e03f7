"""Another organ decides an item."""

from __future__ import annotations

from collections.abc import Iterator

from mutations.mutant import Mutant, Operator, with_item
from zaizao.definition.model import ProcessDefinition


def find(definition: ProcessDefinition) -> Iterator[Mutant]:
    """At every item."""
    for name, item in definition.items.items():
        other = next(organ for organ in definition.organs if organ != item.organ)
        yield Mutant(f"items.{name}.organ", with_item(definition, name, organ=other))


OPERATOR = Operator("organ-swapped", "Another organ decides an item", find)
