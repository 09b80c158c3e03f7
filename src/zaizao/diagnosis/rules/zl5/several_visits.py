"""The applicant has to come more than once.

办一件事，申请人要跑两趟以上。

## What it finds

Steps whose `visit` adds up to more than one in one case. Visits that exclude each other by their guards count once.

## Why it matters

A visit costs the applicant half a day, whatever the counter costs. It is what people remember of an office.

## Basis

- 优化营商环境条例 第三十六条: done on the spot, at once, within the limit; 第三十七条: online, channel of one's choice.
- 国务院关于在线政务服务的若干规定 第八条至第十条: electronic signature, seal and licence equal paper.

## Example

```yaml
activities:
  intake: {does: accept, visit: 1}
  deliver: {does: deliver, visit: 1, after: [{activity: intake, ground: law, of: licensing-44}]}
```

## After the remedy

```yaml
activities:
  intake: {does: accept}
  deliver: {does: deliver, visit: 1, after: [{activity: intake, ground: law, of: licensing-44}]}
```

## Remedy safety

Needs a human: which of the visits can be spared, joined or replaced by an online step depends on what happens there.

## Limits of the rule

It counts what the process asks for, not how often people come in truth; that is told by logs (ZL8).

## References

- [Activity](../language.md#activity)
- ZL503: visits that are not needed at all. ZL502: site visits that could be one.
"""

from __future__ import annotations

from collections.abc import Iterator

from zaizao.diagnosis.rule import Availability, Evidence, Remedy, Rule, Severity, Sighting
from zaizao.diagnosis.scope import Scope
from zaizao.units import Text


def _look(scope: Scope) -> Iterator[Sighting]:
    visiting = [name for name, activity in scope.activities.items() if activity.visit]
    if sum(scope.activities[name].visit for name in visiting) < 2:
        return
    together = _list_together(scope, visiting)
    total = sum(scope.activities[name].visit for name in together)
    if total > 1:
        # the place is the step at which the second visit falls due
        place = together[0] if scope.activities[together[0]].visit > 1 else together[1]
        evidence = tuple(Evidence(Text("要跑一趟的环节", "a visit"), ("activities", name)) for name in together)
        fields = {"total": total, "activities": tuple(scope.name_activity(name) for name in together)}
        yield Sighting(("activities", place, "visit"), fields, remedy=Remedy("integrate"), evidence=evidence)


def _list_together(scope: Scope, visiting: list[str]) -> list[str]:
    """Visits that may all fall to one applicant: of two that exclude each other only the one with more."""
    if not has_alternatives(scope):
        return visiting
    chosen: list[str] = []
    for name in sorted(visiting, key=lambda one: -scope.activities[one].visit):
        if not any(scope.survey.exclude(name, other) for other in chosen):
            chosen.append(name)
    return [name for name in visiting if name in chosen]


def has_alternatives(scope: Scope) -> bool:
    """Whether any two steps may exclude each other at all: a guard and its negation, or disjoint outcomes."""
    guards = {" ".join(activity.when.split()) for activity in scope.activities.values() if activity.when is not None}
    if any(guard.startswith("not ") and guard.removeprefix("not ") in guards for guard in guards):
        return True
    wanted: dict[str, tuple[str, ...]] = {}
    for activity in scope.activities.values():
        for link in activity.after:
            if link.on and not set(link.on) & set(wanted.setdefault(link.activity, link.on)):
                return True
    return False


RULE = Rule(
    code="ZL501",
    name="several-visits",
    title=Text("多次跑动", "Several visits"),
    severity=Severity.WARNING,
    remedy=Availability.ALWAYS,
    operator="integrate",
    message=Text(
        "办一件事要跑{total}趟：{activities}",
        "One case takes {total} visits: {activities}",
    ),
    look=_look,
)
