"""A decision, delivery or special procedure has no limit of its own.

决定、送达等法律行为，或者现场核查、检测、听证等特别程序，没有自己的时限。

## What it finds

In a process of items: a legal act, a site visit or a special procedure (those of 行政许可法 第四十五条) without a limit,
that is not automatic, not bound to a date, not the end of its item's clock, and does not end by itself (`silent`,
`awaits` with a timeout).

## Why it matters

What has no limit is never late. A special procedure without one is worse: it stops the clock for as long as it likes.

## Basis

- 优化营商环境条例 第三十六条第一款: site visits, technical reviews and hearings are arranged in time and time-boxed.
- 行政许可法 第四十四条 (rule `licensing.deliver`), 第四十五条: the time of special procedures is told in writing.

## Example

```yaml
activities:
  visit: {does: visit_site, item: food, bases: [licensing-34]}
```

## After the remedy

```yaml
activities:
  visit: {does: visit_site, item: food, limit: 3wd, bases: [licensing-34]}
```

## Remedy safety

None is proposed: how long it may take is for the organ to set and to publish.

## Limits of the rule

Ordinary steps need no limit of their own: the clock of their item bounds them. Matters (`kind: matter`) are left out,
their limits come with the kind of matter.

## References

- [Activity](../language.md#activity)
- ZL603: grounds to stop a clock.
"""

from __future__ import annotations

from collections.abc import Iterator

from zaizao.definition.model import Activity, Kind
from zaizao.definition.vocabulary import VERBS
from zaizao.diagnosis.rule import Availability, Evidence, Rule, Severity, Sighting
from zaizao.diagnosis.scope import Scope
from zaizao.units import Text

_BOUND = frozenset(
    verb.word for verb in VERBS.values() if verb.legal_act or verb.stops is not None or verb.word == "visit_site"
)
_LAW = Evidence(Text("应当及时安排、限时办结", "to be time-boxed"), law="《优化营商环境条例》第三十六条")


def _look(scope: Scope) -> Iterator[Sighting]:
    if scope.definition.kind is Kind.MATTER:
        return
    for name, activity in scope.activities.items():
        if activity.limit is not None or activity.does not in _BOUND or _ends_by_itself(activity):
            continue
        if not _ends_clock(scope, name):
            fields = {"activity": scope.name_activity(name), "verb": VERBS[activity.does].name}
            yield Sighting(("activities", name), fields, evidence=(_LAW,))


def _ends_by_itself(activity: Activity) -> bool:
    if activity.automatic is not None or activity.at is not None or activity.not_later_than is not None:
        return True
    if activity.silent is not None and activity.silent.after is not None:
        return True
    return activity.awaits is not None and activity.awaits.timeout is not None


def _ends_clock(scope: Scope, name: str) -> bool:
    clocks = [item.clock for item in scope.definition.items.values() if item.clock is not None]
    return any(clock.end.rpartition(".")[0] == name for clock in clocks)


RULE = Rule(
    code="ZL604",
    name="activity-without-limit",
    title=Text("环节没有时限", "Activity without limit"),
    severity=Severity.WARNING,
    remedy=Availability.NONE,
    message=Text(
        "“{activity}”（{verb}）没有时限",
        "“{activity}” ({verb}) has no limit",
    ),
    look=_look,
)
