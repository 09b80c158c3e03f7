"""A legal basis was replaced by one that is repealed."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from mutations.mutant import Mutant, Operator, list_activities
from zaizao.definition.model import ProcessDefinition


def find(definition: ProcessDefinition) -> Iterator[Mutant]:
    """At every basis that something cites."""
    cited = {basis for _, activity in list_activities(definition) for basis in activity.bases}
    cited |= {basis for item in definition.items.values() for basis in item.bases}
    for name in sorted(cited & definition.bases.keys()):
        repealed = replace(definition.bases[name], law="旧办法", until="2019-01-01")
        changed = replace(definition, bases={**definition.bases, name: repealed}, digest="")
        yield Mutant(f"bases.{name}", changed)


OPERATOR = Operator("basis-repealed", "A legal basis was replaced by one that is repealed", find)
