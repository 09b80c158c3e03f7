"""A clock may be extended further, or at all."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from mutations.mutant import Mutant, Operator, list_clocks, with_clock
from zaizao.definition.model import Extend, ProcessDefinition
from zaizao.units import parse_limit


def find(definition: ProcessDefinition) -> Iterator[Mutant]:
    """At every clock."""
    for name, item, clock in list_clocks(definition):
        if clock.extend is None:
            extend = Extend(parse_limit("5wd"), item.organ, clock.basis)
        else:
            limit = replace(clock.extend.limit, amount=clock.extend.limit.amount + 5)
            extend = replace(clock.extend, limit=limit)
        yield Mutant(f"items.{name}.clock.extend", with_clock(definition, name, clock, extend=extend))


OPERATOR = Operator("extension-longer", "A clock may be extended further, or at all", find)
