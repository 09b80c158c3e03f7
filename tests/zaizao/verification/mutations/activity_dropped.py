"""An activity is gone, with everything that pointed to it."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from mutations.mutant import Mutant, Operator, list_activities
from zaizao.definition.model import ProcessDefinition


def find(definition: ProcessDefinition) -> Iterator[Mutant]:
    """At every activity."""
    for name, _ in list_activities(definition):
        rest = {
            other: replace(activity, after=tuple(link for link in activity.after if link.activity != name))
            for other, activity in definition.activities.items()
            if other != name
        }
        yield Mutant(f"activities.{name}", replace(definition, activities=rest, digest=""))


OPERATOR = Operator("activity-dropped", "An activity is gone, with everything that pointed to it", find)
