"""What was promised takes longer."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from mutations.mutant import Mutant, Operator, with_item
from zaizao.definition.model import ProcessDefinition


def find(definition: ProcessDefinition) -> Iterator[Mutant]:
    """At every promise."""
    for name, item in definition.items.items():
        if item.promised is not None:
            longer = replace(item.promised, amount=item.promised.amount + 1)
            yield Mutant(f"items.{name}.promised", with_item(definition, name, promised=longer))
            yield Mutant(f"items.{name}.promised", with_item(definition, name, promised=None))
    if definition.promised is not None:
        longer = replace(definition.promised, amount=definition.promised.amount + 1)
        yield Mutant("promised", replace(definition, promised=longer, digest=""))


OPERATOR = Operator("promise-longer", "What was promised takes longer", find)
