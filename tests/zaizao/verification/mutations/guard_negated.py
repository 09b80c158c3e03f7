"""A guard became its opposite."""

from __future__ import annotations

from collections.abc import Iterator

from mutations.mutant import Mutant, Operator, list_activities, with_activity
from zaizao.definition.model import ProcessDefinition


def find(definition: ProcessDefinition) -> Iterator[Mutant]:
    """At every guard."""
    for name, activity in list_activities(definition):
        if activity.when is not None:
            changed = with_activity(definition, name, when=f"not({activity.when})")
            yield Mutant(f"activities.{name}.when", changed)


OPERATOR = Operator("guard-negated", "A guard became its opposite", find)
