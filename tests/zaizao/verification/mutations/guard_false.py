"""A guard never holds."""

from __future__ import annotations

from collections.abc import Iterator

from mutations.mutant import Mutant, Operator, list_activities, with_activity
from zaizao.definition.model import ProcessDefinition


def find(definition: ProcessDefinition) -> Iterator[Mutant]:
    """At every activity."""
    for name, _ in list_activities(definition):
        yield Mutant(f"activities.{name}.when", with_activity(definition, name, when="false"))


OPERATOR = Operator("guard-false", "A guard never holds", find)
