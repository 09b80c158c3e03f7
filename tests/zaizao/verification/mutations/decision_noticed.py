"""A decision became a notice."""

from __future__ import annotations

from collections.abc import Iterator

from mutations.mutant import Mutant, Operator, list_activities, with_activity
from zaizao.definition.model import ProcessDefinition
from zaizao.definition.vocabulary import VERBS


def find(definition: ProcessDefinition) -> Iterator[Mutant]:
    """At every legal act."""
    for name, activity in list_activities(definition):
        if VERBS[activity.does].legal_act:
            yield Mutant(f"activities.{name}.does", with_activity(definition, name, does="notify"))


OPERATOR = Operator("decision-noticed", "A decision became a notice", find)
