"""A prerequisite of data is gone."""

from __future__ import annotations

from collections.abc import Iterator

from mutations.mutant import Mutant, Operator, list_links, with_link
from zaizao.definition.model import Ground, ProcessDefinition


def find(definition: ProcessDefinition) -> Iterator[Mutant]:
    """At every data link."""
    for name, index, link, place in list_links(definition):
        if link.ground is Ground.DATA:
            yield Mutant(place, with_link(definition, name, index, None))


OPERATOR = Operator("data-link-dropped", "A prerequisite of data is gone", find)
