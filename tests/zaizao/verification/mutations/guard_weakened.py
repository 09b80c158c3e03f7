"""A guard lost one of its conditions, or all of them."""

from __future__ import annotations

from collections.abc import Iterator

from mutations.mutant import Mutant, Operator, list_activities, with_activity
from zaizao.definition.model import ProcessDefinition
from zaizao.expression import nodes, parse, to_feel


def find(definition: ProcessDefinition) -> Iterator[Mutant]:
    """At every guard."""
    for name, activity in list_activities(definition):
        if activity.when is None:
            continue
        yield Mutant(f"activities.{name}.when", with_activity(definition, name, when=None))
        node = parse(activity.when)
        if isinstance(node, nodes.And):
            for part in node.operands:
                rest = " and ".join(f"({to_feel(other)})" for other in node.operands if other is not part)
                place = f"activities.{name}.when without {to_feel(part)}"
                yield Mutant(place, with_activity(definition, name, when=rest))


OPERATOR = Operator("guard-weakened", "A guard lost one of its conditions, or all of them", find)
