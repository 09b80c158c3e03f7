"""How long a process takes when every limit is used up, in working days: planning arithmetic on limits.

An activity without a limit that ends an item's clock ends when the item's limit (the promised one, if any) does;
others without a limit take no time. Hours and minutes are shares of the ordinary day of an office
(`zaizao.worktime`). Links that close a circle of law or data are left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from attrs import frozen

from zaizao.definition.model import Activity, Item, ProcessDefinition
from zaizao.notation.critical import count_working_days
from zaizao.notation.graph import read_graph
from zaizao.units import Limit, Unit
from zaizao.worktime import DEFAULT

AFTERWARDS = frozenset({"archive", "call_back", "rate", "post_check", "evaluate", "supervise"})
"""Words for what goes on when the applicant has what he came for."""
_WORKING_MINUTES = sum(closes - opens for opens, closes in DEFAULT.makeup_time)
_MINUTES = {Unit.WORKING_HOUR: 60, Unit.WORKING_MINUTE: 1}


def count_days(limit: Limit) -> Fraction:
    """What a limit comes to in working days when planning."""
    minutes = _MINUTES.get(limit.unit)
    return count_working_days(limit) if minutes is None else Fraction(limit.amount * minutes, _WORKING_MINUTES)


@frozen
class Timetable:
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
    graph = read_graph(definition)
    ends = _list_clock_ends(definition)
    start: dict[str, Fraction] = {}
    finish: dict[str, Fraction] = {}
    for name in graph.order:
        activity = definition.activities[name]
        start[name] = _begin(activity, sorted(finish[edge.source] for edge in graph.before[name]))
        clocks = (finish.get(origin, Fraction(0)) + length for origin, length in ends.get(name, ()))
        if activity.limit is not None:
            finish[name] = start[name] + count_days(activity.limit)
        else:
            finish[name] = max(clocks, default=start[name])
            finish[name] = max(finish[name], start[name])
    return Timetable(start, finish)


def _begin(activity: Activity, ends: list[Fraction]) -> Fraction:
    """After all prerequisites, also with `needs: any`, which looks once all are settled; a number waits for so many."""
    if not ends:
        return Fraction(0)
    if isinstance(activity.needs, int):
        return ends[max(0, min(activity.needs, len(ends)) - 1)]
    return ends[-1]


def _list_clock_ends(definition: ProcessDefinition) -> dict[str, list[tuple[str, Fraction]]]:
    ends: dict[str, list[tuple[str, Fraction]]] = {}
    for item in definition.items.values():
        if item.clock is not None:
            limits = [each for each in (item.promised, item.clock.limit) if each is not None]
            shortest = min(count_days(each) for each in limits)
            origin = item.clock.start.rpartition(".")[0]
            ends.setdefault(item.clock.end.rpartition(".")[0], []).append((origin, shortest))
    return ends
