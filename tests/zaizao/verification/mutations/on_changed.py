"""A link wants another outcome of its source."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from mutations.mutant import Mutant, Operator, list_links, with_link
from zaizao.definition.model import ProcessDefinition


def find(definition: ProcessDefinition) -> Iterator[Mutant]:
    """At every link whose source has several outcomes."""
    for name, index, link, place in list_links(definition):
        others = [one for one in definition.activities[link.activity].outcomes if one not in link.on]
        if others and len(definition.activities[link.activity].outcomes) > 1:
            yield Mutant(place, with_link(definition, name, index, replace(link, on=(others[-1],))))


OPERATOR = Operator("on-changed", "A link wants another outcome of its source", find)
