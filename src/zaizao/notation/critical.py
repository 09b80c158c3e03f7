"""The longest line of a process by its limits: what the whole cannot be shorter than when every limit is used up.

This is planning arithmetic on limits, without a calendar; a deadline is `zaizao.worktime`'s business.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from msgspec import Struct

from zaizao.definition.model import Activity, Item, ProcessDefinition
from zaizao.notation.graph import Edge, Graph, read_graph
from zaizao.units import Limit, Unit
from zaizao.worktime import DEFAULT

OFFICE_MINUTES = sum(closes - opens for opens, closes in DEFAULT.makeup_time)
"""Minutes of an ordinary office day."""
# Planning equivalents in working days: shares of an office day, five of seven days, a twelfth and the whole of 250.
_WORKING_DAYS = {
    Unit.WORKING_DAY: Fraction(1),
    Unit.WORKING_HOUR: Fraction(60, OFFICE_MINUTES),
    Unit.WORKING_MINUTE: Fraction(1, OFFICE_MINUTES),
    Unit.DAY: Fraction(5, 7),
    Unit.HOUR: Fraction(5, 7 * 24),
    Unit.MINUTE: Fraction(5, 7 * 24 * 60),
    Unit.MONTH: Fraction(250, 12),
    Unit.YEAR: Fraction(250),
}


class CriticalPath(Struct, frozen=True):
    """The activities of the longest line, first to last, and how many working days it takes."""

    activities: tuple[str, ...]
    working_days: Fraction


class Plan(Struct, frozen=True):
    """Earliest start and finish of every activity, in working days from the start of the case."""

    start: Mapping[str, Fraction]
    finish: Mapping[str, Fraction]
    critical: CriticalPath


def count_working_days(limit: Limit) -> Fraction:
    """What a limit comes to in working days when planning (30 natural days are 150/7)."""
    return limit.amount * _WORKING_DAYS[limit.unit]


def critical_path(definition: ProcessDefinition) -> CriticalPath:
    """The longest line of prerequisites by limits.

    An activity without a limit that ends an item's clock ends when the item's limit (the promised one, if any)
    does; other activities without a limit take no time. Links that close a circle are left out. Of lines equally
    long the one with more steps is taken, then the one written first.
    """
    return plan_limits(definition, graph=read_graph(definition)).critical


def plan_limits(definition: ProcessDefinition, *, graph: Graph, ends: Sequence[str] | None = None) -> Plan:
    """Earliest start and finish of every activity of ``graph``; what was added at run time takes no time. O(n+m).

    ``ends``: the activities with which the whole may be over; all if absent.
    """
    clocks = _clock_ends(definition)
    start: dict[str, Fraction] = {}
    finish: dict[str, Fraction] = {}
    steps: dict[str, int] = {}
    came_from: dict[str, str | None] = {}
    for node in graph.order:
        activity = definition.activities.get(node)
        links = graph.before[node]
        start[node] = _earliest_start(activity, links, finish)
        finish[node] = _earliest_finish(activity, start[node], _clock_finish(clocks.get(node), finish))
        binding = _binding(links, finish, steps, start[node])
        came_from[node] = binding
        steps[node] = 1 + (steps[binding] if binding is not None else 0)
    last = graph.order if ends is None else ends
    return Plan(start, finish, _trace(last, finish=finish, steps=steps, came_from=came_from))


def _earliest_start(activity: Activity | None, links: tuple[Edge, ...], finish: Mapping[str, Fraction]) -> Fraction:
    ends = sorted(finish[edge.source] for edge in links)
    if not ends:
        return Fraction(0)
    needs = activity.needs if activity is not None else "all"
    if isinstance(needs, int):  # `any` waits until all its links are settled, as `all` does
        return ends[max(0, min(needs, len(ends)) - 1)]
    return ends[-1]


def _earliest_finish(activity: Activity | None, start: Fraction, clock: Fraction) -> Fraction:
    if activity is None:
        return start
    if activity.limit is not None:
        return start + count_working_days(activity.limit)
    return max(start, clock)


def _clock_ends(definition: ProcessDefinition) -> dict[str, list[tuple[str, Fraction]]]:
    """For each activity that ends clocks: what each clock runs from (``""`` is the case's opening), and its length."""
    ends: dict[str, list[tuple[str, Fraction]]] = {}
    for item in definition.items.values():
        if item.clock is not None:
            origin = item.clock.start.rpartition(".")[0]
            ends.setdefault(item.clock.end.rpartition(".")[0], []).append((origin, _length(item)))
    return ends


def _length(item: Item) -> Fraction:
    lengths = [one for one in (item.promised, item.clock.limit if item.clock else None) if one is not None]
    return min(count_working_days(one) for one in lengths)


def _clock_finish(clocks: list[tuple[str, Fraction]] | None, finish: Mapping[str, Fraction]) -> Fraction:
    return max((finish.get(origin, Fraction(0)) + length for origin, length in clocks or ()), default=Fraction(0))


def _binding(
    links: tuple[Edge, ...], finish: Mapping[str, Fraction], steps: Mapping[str, int], start: Fraction
) -> str | None:
    """The prerequisite that fixes the start; of several, the one with the longest line behind it."""
    best: str | None = None
    for edge in links:
        if finish[edge.source] == start and (best is None or steps[edge.source] > steps[best]):
            best = edge.source
    return best


def _trace(
    order: Sequence[str],
    *,
    finish: Mapping[str, Fraction],
    steps: Mapping[str, int],
    came_from: Mapping[str, str | None],
) -> CriticalPath:
    if not order:
        return CriticalPath((), Fraction(0))
    last = max(order, key=lambda node: (finish[node], steps[node]))
    path = []
    node: str | None = last
    while node is not None:
        path.append(node)
        node = came_from[node]
    return CriticalPath(tuple(reversed(path)), finish[last])
