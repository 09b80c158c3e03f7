"""An act can no longer be undone."""

from __future__ import annotations

from collections.abc import Iterator

from mutations.mutant import Mutant, Operator, list_activities, with_activity
from zaizao.definition.model import ProcessDefinition


def find(definition: ProcessDefinition) -> Iterator[Mutant]:
    """At every undo."""
    for name, activity in list_activities(definition):
        if activity.undo is not None:
            yield Mutant(f"activities.{name}.undo", with_activity(definition, name, undo=None))


OPERATOR = Operator("undo-dropped", "An act can no longer be undone", find)
