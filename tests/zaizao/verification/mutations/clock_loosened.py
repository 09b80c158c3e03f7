"""A statutory limit is longer."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from mutations.mutant import Mutant, Operator, list_clocks, with_clock
from zaizao.definition.model import ProcessDefinition


def find(definition: ProcessDefinition) -> Iterator[Mutant]:
    """At every clock."""
    for name, _, clock in list_clocks(definition):
        limit = replace(clock.limit, amount=clock.limit.amount + 1)
        yield Mutant(f"items.{name}.clock.limit", with_clock(definition, name, clock, limit=limit))


OPERATOR = Operator("clock-loosened", "A statutory limit is longer", find)
