"""A guard appeared on what always ran, or another condition in one that was there."""

from __future__ import annotations

from collections.abc import Iterator

from mutations.mutant import Mutant, Operator, list_activities, with_activity
from zaizao.definition.model import ProcessDefinition


def find(definition: ProcessDefinition) -> Iterator[Mutant]:
    """At every activity, for every truth field."""
    truths = [name for name, about in definition.fields.items() if about.type == "boolean"]
    for name, activity in list_activities(definition):
        for truth in truths:
            if activity.when is None or truth not in activity.when:
                when = truth if activity.when is None else f"({activity.when}) and {truth}"
                yield Mutant(f"activities.{name}.when and {truth}", with_activity(definition, name, when=when))


OPERATOR = Operator(
    "guard-added", "A guard appeared on what always ran, or another condition in one that was there", find
)
