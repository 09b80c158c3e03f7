"""An activity begins before all it waits for have ended."""

from __future__ import annotations

from collections.abc import Iterator

from mutations.mutant import Mutant, Operator, list_activities, with_activity
from zaizao.definition.model import ProcessDefinition


def find(definition: ProcessDefinition) -> Iterator[Mutant]:
    """At every activity with several links."""
    for name, activity in list_activities(definition):
        if activity.needs in ("all", "any") and len(activity.after) > 1:
            changed = with_activity(definition, name, needs=len(activity.after) - 1)
            yield Mutant(f"activities.{name}.needs", changed)


OPERATOR = Operator("needs-fewer", "An activity begins before all it waits for have ended", find)
