"""One officer instead of two."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from mutations.mutant import Mutant, Operator, list_activities, with_activity
from zaizao.definition.model import ProcessDefinition


def find(definition: ProcessDefinition) -> Iterator[Mutant]:
    """At every rule about how many."""
    for name, activity in list_activities(definition):
        if activity.who is not None and activity.who.count > 1:
            who = replace(activity.who, count=activity.who.count - 1)
            yield Mutant(f"activities.{name}.who.count", with_activity(definition, name, who=who))


OPERATOR = Operator("fewer-officers", "One officer instead of two", find)
