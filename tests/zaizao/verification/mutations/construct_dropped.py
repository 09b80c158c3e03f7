"""A list, a repeat, a message or a date is gone."""

from __future__ import annotations

from collections.abc import Iterator

from mutations.mutant import Mutant, Operator, list_activities, with_activity
from zaizao.definition.model import ProcessDefinition

_KEYS = ("at", "not_before", "not_later_than", "awaits", "each", "repeat", "opens")


def find(definition: ProcessDefinition) -> Iterator[Mutant]:
    """At every construct."""
    for name, activity in list_activities(definition):
        for key in _KEYS:
            if getattr(activity, key) is not None:
                yield Mutant(f"activities.{name}.{key}", with_activity(definition, name, **{key: None}))


OPERATOR = Operator("construct-dropped", "A list, a repeat, a message or a date is gone", find)
