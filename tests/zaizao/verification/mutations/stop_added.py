"""A clock stands still for one kind more."""

from __future__ import annotations

from collections.abc import Iterator

from mutations.mutant import Mutant, Operator, list_clocks, with_clock
from zaizao.definition.model import ProcessDefinition


def find(definition: ProcessDefinition) -> Iterator[Mutant]:
    """At every clock."""
    for name, _, clock in list_clocks(definition):
        kind = next(one for one in ("hearing", "appraisal") if one not in clock.stopped_by)
        changed = with_clock(definition, name, clock, stopped_by=(*clock.stopped_by, kind))
        yield Mutant(f"items.{name}.clock.stopped_by", changed)


OPERATOR = Operator("stop-added", "A clock stands still for one kind more", find)
