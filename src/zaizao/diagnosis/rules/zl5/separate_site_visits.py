"""Several organs come to see the same place one after another.

同一个办件里，几个机关、几个事项各自上门，没有法律要求分开进行。

## What it finds

Two or more site visits (`visit_site`, `verify`, `inspect_enterprise`) of one case, by different organs or for different
items, of which none has to come before another by `law` or `data`.

## Why it matters

The applicant opens the door and stands by each time; each visit has its own queue. One date, and everybody looks at
what is theirs.

## Basis

- 优化营商环境条例 第三十六条: site visits are arranged in time and time-boxed; 第四十二条: joint acceptance in
  construction; 第五十四条: several checks of one place are joined as far as possible.
- Theory: *integration* and *case-based work* in Reijers and Liman Mansar (2005).

## Example

```yaml
activities:
  see-kitchen: {does: visit_site, item: food, by: market-regulation, who: {count: 2}, bases: [licensing-34]}
  see-exits: {does: visit_site, item: fire, by: fire-rescue, who: {count: 2}, bases: [fire-15]}
```

## After the remedy

```yaml
activities:
  see-place:
    {does: visit_site, by: market-regulation, who: {count: 2}, bases: [licensing-34, fire-15], replaces: [see-kitchen, see-exits]}
```

## Remedy safety

Needs a human: the organs must agree on who leads; each still judges for itself, with as many officers as before.

## Limits of the rule

That the visits go to the same place is assumed: the language does not say where. Visits ordered only by habit count as
unordered, and a `law` link whose basis has ended orders nothing.

## References

- [Links](../language.md#link)
- ZL501: the applicant's own visits.
"""

from __future__ import annotations

from collections.abc import Iterator

from zaizao.definition.model import Ground, Link
from zaizao.diagnosis.rule import Availability, Evidence, Remedy, Rule, Severity, Sighting
from zaizao.diagnosis.rules.zl5.several_visits import has_alternatives
from zaizao.diagnosis.scope import Scope
from zaizao.units import Text

_ON_SITE = frozenset({"visit_site", "verify", "inspect_enterprise"})


def _look(scope: Scope) -> Iterator[Sighting]:
    visits = [name for name, activity in scope.activities.items() if activity.does in _ON_SITE]
    if len(visits) < 2:
        return
    joint = _list_joint(scope, visits)
    if len(joint) > 1:
        evidence = tuple(Evidence(Text("上门的环节", "a visit to the place"), ("activities", name)) for name in joint)
        fields = {"total": len(joint), "activities": tuple(scope.name_activity(name) for name in joint)}
        yield Sighting(("activities", joint[1]), fields, remedy=Remedy("integrate"), evidence=evidence)


def _list_joint(scope: Scope, visits: list[str]) -> list[str]:
    """Visits that could be one: each unordered with all others, and of another organ or item than the first."""
    joint: list[str] = []
    alternatives = has_alternatives(scope)
    before = {name: _list_needed(scope, name) for name in visits}
    for name in visits:
        if all(
            name not in before[other]
            and other not in before[name]
            and _is_another(scope, name, other)
            and not (alternatives and scope.survey.exclude(name, other))
            for other in joint
        ):
            joint.append(name)
    return joint


def _is_another(scope: Scope, one: str, other: str) -> bool:
    return scope.actor_of(one) != scope.actor_of(other) or scope.activities[one].item != scope.activities[other].item


def _list_needed(scope: Scope, name: str) -> set[str]:
    """All that must come before the activity by law in force or by data."""
    needed: set[str] = set()
    todo = [name]
    for current in todo:  # grows while it is walked
        for link in scope.activities[current].after:
            if link.activity in scope.activities and link.activity not in needed and _orders(scope, link):
                needed.add(link.activity)
                todo.append(link.activity)
    return needed


def _orders(scope: Scope, link: Link) -> bool:
    if link.ground is Ground.LAW:
        return link.of is None or scope.carries(link.of)
    return link.ground is Ground.DATA


RULE = Rule(
    code="ZL502",
    name="separate-site-visits",
    title=Text("分头上门", "Separate site visits"),
    severity=Severity.NOTE,
    remedy=Availability.ALWAYS,
    operator="integrate",
    message=Text(
        "{total}次上门（{activities}）没有法定先后，可以合为一次联合核查",
        "{total} visits to the place ({activities}) that no law puts in order could be one joint visit",
    ),
    look=_look,
)
