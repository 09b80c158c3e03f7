"""Somebody else does it."""

from __future__ import annotations

from collections.abc import Iterator

from mutations.mutant import Mutant, Operator, list_activities, with_activity
from zaizao.definition.model import ProcessDefinition


def find(definition: ProcessDefinition) -> Iterator[Mutant]:
    """At every activity."""
    for name, activity in list_activities(definition):
        actor = activity.by or definition.competent
        other = next(organ for organ, about in definition.organs.items() if organ != actor and about.kind != "window")
        yield Mutant(f"activities.{name}.by", with_activity(definition, name, by=other))


OPERATOR = Operator("actor-swapped", "Somebody else does it", find)
