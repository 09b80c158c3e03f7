"""What a definition demands of the order of events, worked out once: who waits for whom, who may stay away, who may repeat.

A repeated region is judged round by round. In a circle nothing can be told; it is one unit that waits and is waited for.
Rules on time, people and materials are not here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from graphlib import TopologicalSorter

from msgspec import Struct

from zaizao.definition.model import Activity, IfSkipped, ProcessDefinition


class Rule(Struct, frozen=True):
    """What one activity waits for, by place: sources with the skip they pass on, and how it may behave."""

    waits: tuple[int, ...]
    bound: tuple[int, ...]
    """Those of ``waits`` without which it must not happen."""
    needs: str | int
    optional: bool
    """It may stay away for reasons that events do not show: a guard, a choice, an outcome, an item not applied for."""
    repeats: bool


class Region(Struct, frozen=True):
    """The members of a repeated region and the one that ends each round."""

    members: frozenset[int]
    owner: int


class Rules(Struct, frozen=True, dict=True):
    """The rules of a definition by the place of each activity."""

    definition: ProcessDefinition
    names: tuple[str, ...]
    rules: tuple[Rule, ...]
    circles: tuple[frozenset[int], ...]
    regions: tuple[Region, ...]
    """Those of several activities, the largest first."""
    cutting: frozenset[int] = frozenset()
    """What follows an interrupt: where it happened, the rest may stay away."""

    @cached_property
    def circle_of(self) -> Mapping[int, int]:
        """The circle an activity is in, for those that are in one."""
        return {one: number for number, circle in enumerate(self.circles) for one in circle}

    @cached_property
    def order(self) -> tuple[int, ...]:
        """Places so that every activity stands behind what it waits for; circles stand together."""
        circle = self.circle_of
        unit = {one: -1 - circle[one] if one in circle else one for one in range(len(self.names))}
        graph: dict[int, list[int]] = {one: [] for one in unit.values()}
        for one, rule in enumerate(self.rules):
            graph[unit[one]] += [unit[source] for source in rule.waits if unit[source] != unit[one]]
        members = {one: [place for place in unit if unit[place] == one] for one in graph}
        return tuple(place for one in TopologicalSorter(graph).static_order() for place in members[one])

    @cached_property
    def behind(self) -> tuple[frozenset[int], ...]:
        """For each activity all that wait for it, directly or through others."""
        found: list[set[int]] = [set() for _ in self.names]
        for one in reversed(self.order):
            for source in self.rules[one].waits:
                found[source] |= {one} | found[one]
        return tuple(frozenset(one) for one in found)


def work_out_rules(definition: ProcessDefinition) -> Rules:
    """The rules of a definition."""
    names = tuple(definition.activities)
    place = {name: number for number, name in enumerate(names)}
    followed = {interrupt.then for interrupt in definition.interrupts.values()}
    rules = []
    for name, activity in definition.activities.items():
        links = [link for link in activity.after if link.activity in place]
        rules.append(
            Rule(
                waits=tuple(place[link.activity] for link in links),
                bound=tuple(
                    place[link.activity] for link in links if link.if_skipped is not IfSkipped.RUN and not link.on
                ),
                needs=activity.needs,
                optional=_may_stay_away(definition, activity) or name in followed,
                repeats=activity.repeat is not None or activity.recurs is not None or activity.each is not None,
            )
        )
    regions = [
        Region(frozenset(place[one] for one in activity.repeat.body if one in place), place[name])
        for name, activity in definition.activities.items()
        if activity.repeat is not None and len(activity.repeat.body) > 1
    ]
    regions.sort(key=lambda region: -len(region.members))
    cutting = frozenset(place[name] for name in followed if name in place)
    return Rules(definition, names, tuple(rules), _find_circles(rules), tuple(regions), cutting)


def _may_stay_away(definition: ProcessDefinition, activity: Activity) -> bool:
    if activity.when or activity.choice or activity.each or activity.recurs or activity.automatic or activity.awaits:
        return True
    if any(link.on for link in activity.after) or activity.needs != "all":
        return True
    item = definition.items.get(activity.item or "")
    return item is not None and (item.when is not None or len(definition.items) > 1)


def _find_circles(rules: Sequence[Rule]) -> tuple[frozenset[int], ...]:
    """Activities that wait for themselves through others, in groups that wait for each other."""
    reach = [sum(1 << source for source in set(rule.waits)) for rule in rules]
    for via in range(len(rules)):
        for one in range(len(rules)):
            if reach[one] >> via & 1:
                reach[one] |= reach[via]
    found: dict[int, set[int]] = {}
    for one, reached in enumerate(reach):
        if reached >> one & 1:
            group = next(other for other in range(len(rules)) if reached >> other & 1 and reach[other] >> one & 1)
            found.setdefault(group, set()).add(one)
    return tuple(frozenset(group) for group in found.values())
