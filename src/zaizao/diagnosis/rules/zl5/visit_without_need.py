"""The applicant has to come to hand something in or to collect it.

为了交材料、取结果还要申请人跑一趟，本可网上办、邮寄送。

## What it finds

A step that only passes something over the counter (`submit`, `accept`, `notify`, `issue`, `deliver`, `answer`) and for
which the applicant makes a visit.

## Why it matters

Nothing happens at such a visit that needs the person. Papers and results travel better alone.

## Basis

- 行政许可法 第二十九条第三款、第三十三条: applications by letter, mail and data message.
- 优化营商环境条例 第三十七条: online handling, and the channel is the applicant's choice.
- 国务院关于在线政务服务的若干规定 第十条: an electronic licence equals the paper one.

## Example

```yaml
activities:
  deliver: {does: deliver, takes: [food-permit], visit: 1, bases: [licensing-44]}
```

## After the remedy

```yaml
activities:
  deliver: {does: deliver, takes: [food-permit], bases: [licensing-44]}
```

## Remedy safety

Needs a human: an online way in or a parcel out must exist first, and the counter stays open to those who prefer it.

## Limits of the rule

Where a law wants the applicant in person (行政许可法 第二十九条第二款, such as identity or signature before an officer), the
definition cannot say so yet: suppress the finding with that article as the reason.

## References

- [Activity](../language.md#activity)
- ZL501: how many visits in all.
"""

from __future__ import annotations

from collections.abc import Iterator

from zaizao.diagnosis.rule import Availability, Remedy, Rule, Severity, Sighting
from zaizao.diagnosis.scope import Scope
from zaizao.units import Text
from zaizao.units.edit import Drop

_OVER_THE_COUNTER = frozenset({"submit", "accept", "notify", "issue", "deliver", "answer"})


def _look(scope: Scope) -> Iterator[Sighting]:
    for name, activity in scope.activities.items():
        if activity.visit and activity.does in _OVER_THE_COUNTER:
            path = ("activities", name, "visit")
            fields = {"activity": scope.name_activity(name)}
            yield Sighting(path, fields, remedy=Remedy(None, (Drop(path),)))


RULE = Rule(
    code="ZL503",
    name="visit-without-need",
    title=Text("不必要的跑动", "Visit without need"),
    severity=Severity.NOTE,
    remedy=Availability.ALWAYS,
    message=Text(
        "“{activity}”要申请人跑一趟，交材料、取结果可以网上办或者邮寄",
        "“{activity}” takes a visit of the applicant: handing in and collecting work online or by mail",
    ),
    look=_look,
)
