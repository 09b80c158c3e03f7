"""Three or more organs in a row, each waiting for the one before it by mere habit.

三个以上部门一个接一个地办，每一步都只是因为惯例才等前一步。

## What it finds

A row of at least three steps, or of three items, of different organs, in which every link from one to the next is
`custom` and nothing that the one makes is taken or read by the next.

## Why it matters

Such a row takes the sum of its parts, where side by side it would take the longest of them; what one organ leaves
lying holds up all that follow. It is what 串联办 means, and what 并联办 does away with.

## Basis

- 优化营商环境条例 第四十一、四十二条: approvals are handled side by side (并联审批).
- 行政许可法 第二十六条: where several departments take part, one takes in for all, or they handle it jointly.
- Theory: *parallelism* (Reijers and Liman Mansar 2005); the critical path of independent tasks is the longest task.

## Example

```yaml
activities:
  ask-health: {does: consult, by: health, after: [{activity: intake, ground: law, of: licensing-32}]}
  ask-housing: {does: consult, by: housing, after: [{activity: ask-health, ground: custom}]}
  ask-fire: {does: consult, by: fire, after: [{activity: ask-housing, ground: custom}]}
```

## After the remedy

All three are asked at once:

```yaml
  ask-health: {does: consult, by: health, after: [{activity: intake, ground: law, of: licensing-32}]}
  ask-housing: {does: consult, by: housing, after: [{activity: intake, ground: law, of: licensing-32}]}
  ask-fire: {does: consult, by: fire, after: [{activity: intake, ground: law, of: licensing-32}]}
```

## Remedy safety

Needs a human: the single links are reported by `custom-prerequisite` with what may be changed about each; here it is
only said that together they form a row.

## Limits of the rule

It knows only dependences that are written down. A row of one organ alone is not reported: side by side would need
more hands.

## References

- 孙爱军《深入推进流程再造 切实提升人民群众的获得感》，2019-08-19（聊城）：改串联办为并行办
- H. A. Reijers, S. Liman Mansar: Best practices in business process redesign. Omega 33 (2005).
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping

from msgspec import Struct

from zaizao.definition.model import Ground
from zaizao.diagnosis.habits import BEGINNINGS, is_habit
from zaizao.diagnosis.rule import Availability, Evidence, Remedy, Rule, Severity, Sighting
from zaizao.diagnosis.scope import Scope
from zaizao.units import Text

LEAST = 3
"""From this many in a row on, it is reported; two are left to `custom-prerequisite`."""


class _Join(Struct, frozen=True):
    """That one unit follows another by habit alone, and the first link that says so."""

    target: str
    index: int


def _look(scope: Scope) -> Iterator[Sighting]:
    if not any(link.ground is Ground.CUSTOM for activity in scope.activities.values() for link in activity.after):
        return
    by_step = _join_units(scope, dict.fromkeys(scope.activities))
    yield from _find_rows(scope, by_step, organ_of=scope.actor_of, call=scope.name_activity)
    if len(scope.definition.items) >= LEAST:
        by_item = _join_units(scope, {name: activity.item for name, activity in scope.activities.items()})
        named = {pair: join for pair, join in by_item.items() if set(pair) <= scope.definition.items.keys()}
        yield from _find_rows(
            scope, named, organ_of=lambda item: scope.definition.items[item].organ, call=scope.name_item
        )


def _join_units(scope: Scope, unit_of: Mapping[str, str | None]) -> dict[tuple[str, str], _Join]:
    """The pairs of units (items where there is one, else activities) that habit alone joins."""
    joins: dict[tuple[str, str], _Join | None] = {}
    for target, activity in scope.activities.items():
        for index, link in enumerate(activity.after):
            if link.activity not in scope.activities:
                continue
            pair = unit_of[link.activity] or link.activity, unit_of[target] or target
            habit = is_habit(scope, target, link) and not scope.list_handed(link.activity, target)
            habit = habit and scope.activities[link.activity].does not in BEGINNINGS
            if not habit or joins.get(pair, ()) is None:
                joins[pair] = None
            else:
                joins.setdefault(pair, _Join(target, index))
    return {
        pair: join
        for pair, join in joins.items()
        if join is not None and pair[0] != pair[1] and pair[::-1] not in joins
    }


def _find_rows(
    scope: Scope,
    joins: Mapping[tuple[str, str], _Join],
    *,
    organ_of: Callable[[str], str],
    call: Callable[[str], Text],
) -> Iterator[Sighting]:
    following: dict[str, str] = {}
    for first, second in joins:
        if organ_of(first) != organ_of(second):
            following.setdefault(first, second)
    followed = set(following.values())
    for start in following:
        row = [start]
        while start not in followed and following.get(row[-1]) is not None and following[row[-1]] not in row:
            row.append(following[row[-1]])
        organs = list(dict.fromkeys(organ_of(unit) for unit in row))
        if len(row) >= LEAST and len(organs) >= LEAST:
            yield _tell_row(scope, [joins[pair] for pair in itertools.pairwise(row)], [call(u) for u in row], organs)


def _tell_row(scope: Scope, joins: list[_Join], names: list[Text], organs: list[str]) -> Sighting:
    fields = {
        "row": Text(" → ".join(name.zh for name in names), " → ".join(name.say("en") for name in names)),
        "count": len(names),
        "organs": len(organs),
    }
    evidence = tuple(
        Evidence(Text("惯例前置", "a prerequisite by habit"), ("activities", join.target, "after", join.index))
        for join in joins
    )
    path = ("activities", joins[0].target, "after", joins[0].index)
    return Sighting(path, fields, remedy=Remedy("parallelise"), evidence=evidence)


RULE = Rule(
    code="ZL104",
    name="serial-without-need",
    title=Text("无谓串联", "Serial without need"),
    severity=Severity.WARNING,
    remedy=Availability.ALWAYS,
    operator="parallelise",
    message=Text(
        "{row}：{organs}个部门的{count}步一个等一个，都只是惯例，可以同时办",
        "{row}: {count} steps of {organs} organs wait one for the other by habit alone; they can be done side by side",
    ),
    look=_look,
)
