"""A step may take longer."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from mutations.mutant import Mutant, Operator, list_activities, with_activity
from zaizao.definition.model import ProcessDefinition


def find(definition: ProcessDefinition) -> Iterator[Mutant]:
    """At every limit."""
    for name, activity in list_activities(definition):
        if activity.limit is not None:
            longer = replace(activity.limit, amount=activity.limit.amount + 40)
            yield Mutant(f"activities.{name}.limit", with_activity(definition, name, limit=longer))


OPERATOR = Operator("limit-loosened", "A step may take longer", find)
