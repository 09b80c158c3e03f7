"""An activity no longer looks at a paper."""

from __future__ import annotations

from collections.abc import Iterator

from mutations.mutant import Mutant, Operator, list_activities, with_activity
from zaizao.definition.model import ProcessDefinition


def find(definition: ProcessDefinition) -> Iterator[Mutant]:
    """At everything taken."""
    for name, activity in list_activities(definition):
        for thing in activity.takes:
            rest = tuple(one for one in activity.takes if one != thing)
            yield Mutant(f"activities.{name}.takes − {thing}", with_activity(definition, name, takes=rest))


OPERATOR = Operator("takes-dropped", "An activity no longer looks at a paper", find)
