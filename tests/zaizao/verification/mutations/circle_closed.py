"""An activity waits for one that waits for it."""

from __future__ import annotations

from collections.abc import Iterator

from mutations.mutant import Mutant, Operator, list_links, with_activity
from zaizao.definition.model import Ground, Link, ProcessDefinition


def find(definition: ProcessDefinition) -> Iterator[Mutant]:
    """At every link."""
    for name, _, link, place in list_links(definition):
        source = definition.activities[link.activity]
        changed = with_activity(definition, link.activity, after=(*source.after, Link(name, Ground.CUSTOM)))
        yield Mutant(place, changed)


OPERATOR = Operator("circle-closed", "An activity waits for one that waits for it", find)
