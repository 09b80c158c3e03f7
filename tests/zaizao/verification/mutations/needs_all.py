"""All prerequisites are needed where fewer were enough."""

from __future__ import annotations

from collections.abc import Iterator

from mutations.mutant import Mutant, Operator, list_activities, with_activity
from zaizao.definition.model import ProcessDefinition


def find(definition: ProcessDefinition) -> Iterator[Mutant]:
    """At every activity that needs fewer."""
    for name, activity in list_activities(definition):
        if activity.needs != "all" and len(activity.after) > 1:
            yield Mutant(f"activities.{name}.needs", with_activity(definition, name, needs="all"))


OPERATOR = Operator("needs-all", "All prerequisites are needed where fewer were enough", find)
