"""A seal is put on something that decides nothing.

盖章不对应任何决定：没有依据，也没有形成任何证照、文书。

## What it finds

A `seal` without a basis in force that gives nothing and takes no result of the process: no licence, no decision, no
agreement is sealed by it.

## Why it matters

Each seal on a form, copy or slip is a queue at somebody's desk. It proves only that the paper has been there.

## Basis

- 行政许可法 第三十九条: a seal belongs on the licence or decision that is issued.
- 优化营商环境条例 第三十五条: no step is added without a law, regulation or rule.
- 国务院关于在线政务服务的若干规定 第九条: an electronic seal equals a physical one.

## Example

```yaml
activities:
  decide: {does: decide, item: licence, gives: [business-licence], bases: [registration-19]}
  stamp: {does: seal, item: licence, after: [{activity: decide, ground: custom}]}
```

## After the remedy

```yaml
activities:
  decide: {does: decide, item: licence, gives: [business-licence], bases: [registration-19]}
```

## Remedy safety

Needs a human: if the stamp does seal the result, say so (`takes: [business-licence]`, or `gives`), with its basis.

## Limits of the rule

A seal by another organ than the one that decides the item is left to ZL404.
It goes by what the seal is declared to take and give; what is stamped in truth stands nowhere.

## References

- [The words of `does`](../language.md#the-words-of-does)
- ZL404: the seal of another organ.
"""

from __future__ import annotations

from collections.abc import Iterator

from zaizao.definition.model import Activity
from zaizao.diagnosis.rule import Availability, Evidence, Remedy, Rule, Severity, Sighting
from zaizao.diagnosis.rules.zl4.review_of_review import are_one_house
from zaizao.diagnosis.scope import Scope
from zaizao.units import Text

_LAW = Evidence(Text("没有依据不得增设环节", "no step without a basis"), law="《优化营商环境条例》第三十五条")


def _look(scope: Scope) -> Iterator[Sighting]:
    for name, activity in scope.activities.items():
        if activity.does != "seal" or activity.gives or scope.list_in_force(activity.bases):
            continue
        if seals_result(scope, activity) or is_foreign_seal(scope, name):
            continue
        fields = {"activity": scope.name_activity(name)}
        yield Sighting(("activities", name), fields, remedy=Remedy("eliminate"), evidence=(_LAW,))


def seals_result(scope: Scope, activity: Activity) -> bool:
    """Whether a seal takes, or needs by a link, what a step of the process has made."""
    return any(thing in scope.makers for thing in (*activity.takes, *(link.of for link in activity.after)))


def is_foreign_seal(scope: Scope, name: str) -> bool:
    """Whether it is put by another house than the one that decides the item it serves."""
    activity = scope.activities[name]
    item = scope.definition.items.get(activity.item) if activity.item is not None else None
    if activity.item is None or item is None:
        return False
    actor = scope.actor_of(name)
    deciding = {item.organ, *(scope.actor_of(one) for one in scope.deciders.get(activity.item, ()))}
    return not any(are_one_house(scope, actor, organ) for organ in deciding)


RULE = Rule(
    code="ZL403",
    name="seal-without-decision",
    title=Text("盖章而无决定", "Seal without decision"),
    severity=Severity.WARNING,
    remedy=Availability.ALWAYS,
    operator="eliminate",
    message=Text(
        "“{activity}”盖的不是任何决定或者证照，也没有现行依据",
        "“{activity}” seals no decision and no licence, and has no basis in force",
    ),
    look=_look,
)
