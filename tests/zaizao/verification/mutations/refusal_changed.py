"""A refusal does something else to the rest."""

from __future__ import annotations

from collections.abc import Iterator

from mutations.mutant import Mutant, Operator, with_item
from zaizao.definition.model import OnRefused, ProcessDefinition


def find(definition: ProcessDefinition) -> Iterator[Mutant]:
    """At every item, every other meaning."""
    for name, item in definition.items.items():
        for other in OnRefused:
            if other is not item.on_refused:
                changed = with_item(definition, name, on_refused=other)
                yield Mutant(f"items.{name}.on_refused {other.value}", changed)


OPERATOR = Operator("refusal-changed", "A refusal does something else to the rest", find)
