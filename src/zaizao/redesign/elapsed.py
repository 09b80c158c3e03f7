"""How long a process takes when every limit is used up, in working days.

The planning arithmetic on limits is `zaizao.notation.critical`; here is what the applicant waits for, and each item.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from msgspec import Struct

from zaizao.definition.model import Item, ProcessDefinition
from zaizao.definition.vocabulary import AFTERWARDS
from zaizao.notation.critical import plan_limits
from zaizao.notation.graph import read_graph


class Timetable(Struct, frozen=True):
    """When each activity can begin and end, in working days from the start of the case."""

    start: Mapping[str, Fraction]
    finish: Mapping[str, Fraction]

    def whole(self, definition: ProcessDefinition) -> Fraction:
        """When the last activity ends that the applicant waits for; of a process of nothing else, the last of all."""
        awaited = [end for name, end in self.finish.items() if definition.activities[name].does not in AFTERWARDS]
        return max(awaited or self.finish.values(), default=Fraction(0))

    def last_from(self, item: Item, deciders: tuple[str, ...]) -> Fraction:
        """How long an item takes: from where its clock starts, or the opening, to its last decision."""
        origin = item.clock.start.rpartition(".")[0] if item.clock is not None else ""
        moment = item.clock.start.rpartition(".")[2] if item.clock is not None else ""
        table = self.finish if moment == "done" else self.start
        begun = table.get(origin, Fraction(0))
        return max((self.finish[name] - begun for name in deciders), default=Fraction(0))


def plan_times(definition: ProcessDefinition) -> Timetable:
    """Earliest beginning and end of every activity."""
    plan = plan_limits(definition, graph=read_graph(definition))
    return Timetable(plan.start, plan.finish)
