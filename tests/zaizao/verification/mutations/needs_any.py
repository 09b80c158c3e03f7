"""One prerequisite is enough where all were needed."""

from __future__ import annotations

from collections.abc import Iterator

from mutations.mutant import Mutant, Operator, list_activities, with_activity
from zaizao.definition.model import ProcessDefinition


def find(definition: ProcessDefinition) -> Iterator[Mutant]:
    """At every activity with several links."""
    for name, activity in list_activities(definition):
        if activity.needs == "all" and len(activity.after) > 1:
            yield Mutant(f"activities.{name}.needs", with_activity(definition, name, needs="any"))


OPERATOR = Operator("needs-any", "One prerequisite is enough where all were needed", find)
