"""A statutory limit is gone."""

from __future__ import annotations

from collections.abc import Iterator

from mutations.mutant import Mutant, Operator, list_clocks, with_item
from zaizao.definition.model import ProcessDefinition


def find(definition: ProcessDefinition) -> Iterator[Mutant]:
    """At every clock."""
    for name, _, _ in list_clocks(definition):
        yield Mutant(f"items.{name}.clock", with_item(definition, name, clock=None, promised=None))


OPERATOR = Operator("clock-lost", "A statutory limit is gone", find)
