"""People who had to be kept apart no longer are."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from mutations.mutant import Mutant, Operator, list_activities, with_activity
from zaizao.definition.model import ProcessDefinition


def find(definition: ProcessDefinition) -> Iterator[Mutant]:
    """At every rule that keeps people apart."""
    for name, activity in list_activities(definition):
        if activity.who is not None and activity.who.not_:
            who = replace(activity.who, not_=activity.who.not_[1:])
            yield Mutant(f"activities.{name}.who.not", with_activity(definition, name, who=who))


OPERATOR = Operator("not-dropped", "People who had to be kept apart no longer are", find)
