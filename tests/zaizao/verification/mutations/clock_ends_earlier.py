"""A clock ends when the decision is begun."""

from __future__ import annotations

from collections.abc import Iterator

from mutations.mutant import Mutant, Operator, list_clocks, with_clock
from zaizao.definition.model import ProcessDefinition


def find(definition: ProcessDefinition) -> Iterator[Mutant]:
    """At every clock."""
    for name, _, clock in list_clocks(definition):
        if clock.end.endswith(".done"):
            end = clock.end.removesuffix(".done") + ".started"
            yield Mutant(f"items.{name}.clock.to", with_clock(definition, name, clock, end=end))


OPERATOR = Operator("clock-ends-earlier", "A clock ends when the decision is begun", find)
