"""Whether an item is required changed."""

from __future__ import annotations

from collections.abc import Iterator

from mutations.mutant import Mutant, Operator, with_item
from zaizao.definition.model import ProcessDefinition


def find(definition: ProcessDefinition) -> Iterator[Mutant]:
    """At every item."""
    for name, item in definition.items.items():
        yield Mutant(f"items.{name}.when", with_item(definition, name, when="false"))
        if item.when is not None:
            yield Mutant(f"items.{name}.when", with_item(definition, name, when=None))
            yield Mutant(f"items.{name}.when", with_item(definition, name, when=f"not({item.when})"))


OPERATOR = Operator("item-guard-changed", "Whether an item is required changed", find)
