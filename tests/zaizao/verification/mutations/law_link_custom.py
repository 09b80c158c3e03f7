"""A prerequisite of law is called mere habit."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from mutations.mutant import Mutant, Operator, list_links, with_link
from zaizao.definition.model import Ground, ProcessDefinition


def find(definition: ProcessDefinition) -> Iterator[Mutant]:
    """At every law link."""
    for name, index, link, place in list_links(definition):
        if link.ground is Ground.LAW:
            habit = replace(link, ground=Ground.CUSTOM, of=None)
            yield Mutant(place, with_link(definition, name, index, habit))


OPERATOR = Operator("law-link-custom", "A prerequisite of law is called mere habit", find)
