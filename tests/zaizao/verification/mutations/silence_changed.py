"""Silence means something else, nothing any more, or something for the first time."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from mutations.mutant import Mutant, Operator, list_activities, with_activity
from zaizao.definition.model import ProcessDefinition, Silent


def find(definition: ProcessDefinition) -> Iterator[Mutant]:
    """At every activity with several outcomes."""
    for name, activity in list_activities(definition):
        if len(activity.outcomes) < 2:
            continue
        place = f"activities.{name}.silent"
        if activity.silent is None:
            for outcome in activity.outcomes:
                yield Mutant(f"{place} {outcome}", with_activity(definition, name, silent=Silent(outcome)))
            continue
        other = next(outcome for outcome in activity.outcomes if outcome != activity.silent.outcome)
        flipped = replace(activity.silent, outcome=other)
        yield Mutant(f"{place} {other}", with_activity(definition, name, silent=flipped))
        yield Mutant(place, with_activity(definition, name, silent=None))


OPERATOR = Operator(
    "silence-changed", "Silence means something else, nothing any more, or something for the first time", find
)
