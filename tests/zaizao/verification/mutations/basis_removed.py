"""A legal basis is no longer cited."""

from __future__ import annotations

from collections.abc import Iterator

from mutations.mutant import Mutant, Operator, list_activities, with_activity, with_item
from zaizao.definition.model import ProcessDefinition


def find(definition: ProcessDefinition) -> Iterator[Mutant]:
    """At every basis of activities and items."""
    for name, activity in list_activities(definition):
        for basis in activity.bases:
            rest = tuple(one for one in activity.bases if one != basis)
            yield Mutant(f"activities.{name}.bases − {basis}", with_activity(definition, name, bases=rest))
    for name, item in definition.items.items():
        for basis in item.bases:
            rest = tuple(one for one in item.bases if one != basis)
            yield Mutant(f"items.{name}.bases − {basis}", with_item(definition, name, bases=rest))


OPERATOR = Operator("basis-removed", "A legal basis is no longer cited", find)
