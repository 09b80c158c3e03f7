"""An activity can no longer end in one of its ways."""

from __future__ import annotations

from collections.abc import Iterator

from mutations.mutant import Mutant, Operator, list_activities, with_activity
from zaizao.definition.model import ProcessDefinition


def find(definition: ProcessDefinition) -> Iterator[Mutant]:
    """At every outcome of every activity with several."""
    for name, activity in list_activities(definition):
        if len(activity.outcomes) > 1:
            for outcome in activity.outcomes:
                rest = tuple(one for one in activity.outcomes if one != outcome)
                yield Mutant(f"activities.{name}.outcomes − {outcome}", with_activity(definition, name, outcomes=rest))


OPERATOR = Operator("outcome-lost", "An activity can no longer end in one of its ways", find)
