"""What a skipped source means was turned round."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from mutations.mutant import Mutant, Operator, list_links, with_link
from zaizao.definition.model import IfSkipped, ProcessDefinition


def find(definition: ProcessDefinition) -> Iterator[Mutant]:
    """At every link that says it."""
    for name, index, link, place in list_links(definition):
        if link.if_skipped is not None:
            other = IfSkipped.SKIP if link.if_skipped is IfSkipped.RUN else IfSkipped.RUN
            yield Mutant(place, with_link(definition, name, index, replace(link, if_skipped=other)))


OPERATOR = Operator("skip-flipped", "What a skipped source means was turned round", find)
