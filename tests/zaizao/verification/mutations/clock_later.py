"""A clock starts later."""

from __future__ import annotations

from collections.abc import Iterator

from mutations.mutant import Mutant, Operator, list_clocks, with_clock
from zaizao.definition.model import ProcessDefinition


def find(definition: ProcessDefinition) -> Iterator[Mutant]:
    """At every clock."""
    for name, _, clock in list_clocks(definition):
        end = clock.end.rpartition(".")[0]
        yield Mutant(f"items.{name}.clock.from", with_clock(definition, name, clock, start=f"{end}.started"))


OPERATOR = Operator("clock-later", "A clock starts later", find)
