"""An item is gone and its work serves none."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from mutations.mutant import Mutant, Operator
from zaizao.definition.model import ProcessDefinition


def find(definition: ProcessDefinition) -> Iterator[Mutant]:
    """At every item."""
    for name in definition.items:
        activities = {
            key: replace(activity, item=None) if activity.item == name else activity
            for key, activity in definition.activities.items()
        }
        items = {key: item for key, item in definition.items.items() if key != name}
        yield Mutant(f"items.{name}", replace(definition, items=items, activities=activities, digest=""))


OPERATOR = Operator("item-lost", "An item is gone and its work serves none", find)
