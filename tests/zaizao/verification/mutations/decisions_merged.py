"""Two decisions became one."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from mutations.mutant import Mutant, Operator, list_activities
from zaizao.definition.model import ProcessDefinition


def find(definition: ProcessDefinition) -> Iterator[Mutant]:
    """At every pair of decisions."""
    deciding = [name for name, activity in list_activities(definition) if activity.does in ("decide", "confirm")]
    for first in deciding:
        for second in deciding:
            if first < second:
                yield Mutant(f"activities.{first} + {second}", _unite(definition, first, second))


def _unite(definition: ProcessDefinition, first: str, second: str) -> ProcessDefinition:
    one, other = definition.activities[first], definition.activities[second]
    united = replace(
        one,
        gives=(*one.gives, *other.gives),
        takes=tuple(dict.fromkeys((*one.takes, *other.takes))),
        bases=tuple(dict.fromkeys((*one.bases, *other.bases))),
        replaces=tuple(dict.fromkeys((*(one.replaces or (first,)), *(other.replaces or (second,))))),
    )
    rest = {
        name: replace(
            activity,
            after=tuple(replace(link, activity=first) if link.activity == second else link for link in activity.after),
        )
        for name, activity in definition.activities.items()
        if name != second
    }
    return replace(definition, activities={**rest, first: united}, digest="")


OPERATOR = Operator("decisions-merged", "Two decisions became one", find)
