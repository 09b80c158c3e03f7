"""When each step can begin and end when every limit is used up, as the figures of a redesign count it.

Unlike the plan of a single picture, a join over `any` waits for all that precedes (the applicant does), hours are
shares of the ordinary day of an office, and what goes on when the applicant has what he came for is not waited for.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from zaizao.definition.model import Activity, ProcessDefinition
from zaizao.notation.critical import CriticalPath, Plan, count_working_days
from zaizao.notation.graph import Graph
from zaizao.units import Limit, Unit
from zaizao.worktime import DEFAULT

AFTERWARDS = frozenset({"archive", "call_back", "rate", "post_check", "evaluate", "supervise"})
"""Words for what goes on when the applicant has what he came for."""
HANDING_IN = frozenset({"submit", "report", "accept"})
"""Words at which the applicant hands in what he brings."""
HOURS = Fraction(sum(closes - opens for opens, closes in DEFAULT.makeup_time), 60)
"""Working hours in an ordinary day."""
_PARTS = {Unit.WORKING_HOUR: HOURS, Unit.WORKING_MINUTE: HOURS * 60}


def count_days(limit: Limit) -> Fraction:
    """A limit in working days, for planning."""
    parts = _PARTS.get(limit.unit)
    return count_working_days(limit) if parts is None else limit.amount / parts


def plan_side(definition: ProcessDefinition, *, graph: Graph) -> Plan:
    """Earliest start and finish of every step, and the longest line of those the applicant waits for."""
    clocks = _clock_ends(definition)
    start: dict[str, Fraction] = {}
    finish: dict[str, Fraction] = {}
    steps: dict[str, int] = {}
    came_from: dict[str, str | None] = {}
    for node in graph.order:
        activity = definition.activities[node]
        sources = [edge.source for edge in graph.before[node]]
        start[node] = _begin(activity, sorted(finish[one] for one in sources))
        ends = [finish.get(origin, Fraction(0)) + length for origin, length in clocks.get(node, ())]
        finish[node] = start[node] + count_days(activity.limit) if activity.limit else max([start[node], *ends])
        binding = [one for one in sources if finish[one] == start[node]]
        came_from[node] = max(binding, key=lambda one: steps[one], default=None)
        steps[node] = 1 + max((steps[one] for one in binding), default=0)
    awaited = list_awaited(definition, finish)
    last = max(awaited, key=lambda node: (finish[node], steps[node]), default=None)
    path = []
    while last is not None:
        path.append(last)
        last = came_from[last]
    days = max((finish[node] for node in awaited), default=Fraction(0))
    return Plan(start, finish, CriticalPath(tuple(reversed(path)), days))


def list_awaited(definition: ProcessDefinition, finish: Mapping[str, Fraction]) -> list[str]:
    """The steps the applicant waits for; all, when there are no such."""
    return [one for one in finish if definition.activities[one].does not in AFTERWARDS] or list(finish)


def _begin(activity: Activity, ends: list[Fraction]) -> Fraction:
    if not ends:
        return Fraction(0)
    if isinstance(activity.needs, int):
        return ends[max(0, min(activity.needs, len(ends)) - 1)]
    return ends[-1]


def _clock_ends(definition: ProcessDefinition) -> dict[str, list[tuple[str, Fraction]]]:
    """For each step that ends clocks: what each runs from, and how long."""
    ends: dict[str, list[tuple[str, Fraction]]] = {}
    for item in definition.items.values():
        if item.clock is not None:
            limits = [one for one in (item.promised, item.clock.limit) if one is not None]
            origin = item.clock.start.rpartition(".")[0]
            ends.setdefault(item.clock.end.rpartition(".")[0], []).append((origin, min(map(count_days, limits))))
    return ends


def count_handed(definition: ProcessDefinition) -> dict[str, int]:
    """How many documents the applicant hands in at each step: at every counter that takes one; all pledges are one.

    A document that no counter takes is handed in at its first taker.
    """
    counts: dict[str, int] = {}
    pledged = False
    for name, material in definition.materials.items():
        takers = [step for step, activity in definition.activities.items() if name in activity.takes]
        if material.source != "applicant" or not takers:
            continue
        counters = [one for one in takers if _is_counter(definition.activities[one])]
        places = counters or takers[:1]
        if material.pledge == "allowed":
            places = [] if pledged else places[:1]
            pledged = True
        for place in places:
            counts[place] = counts.get(place, 0) + 1
    return counts


def _is_counter(activity: Activity) -> bool:
    return activity.does in HANDING_IN or activity.visit > 0
