"""A link no longer asks how its source ended."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from mutations.mutant import Mutant, Operator, list_links, with_link
from zaizao.definition.model import ProcessDefinition


def find(definition: ProcessDefinition) -> Iterator[Mutant]:
    """At every link with outcomes."""
    for name, index, link, place in list_links(definition):
        if link.on:
            yield Mutant(place, with_link(definition, name, index, replace(link, on=())))


OPERATOR = Operator("on-widened", "A link no longer asks how its source ended", find)
