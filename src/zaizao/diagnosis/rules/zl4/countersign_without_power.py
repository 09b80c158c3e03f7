"""An organ that has no say in the matter must sign all the same.

没有职权的机关也要会签、复核。

## What it finds

A `countersign` or `review`, without a basis in force of its own, by an organ that neither decides the item nor belongs
to the house that decides it, and none of whose `powers` is among the bases of the item (without an item: of any item).

## Why it matters

Whoever has no power over a matter can only delay it. The signature protects the organs from one another, at the cost
of the applicant's time, and blurs who answers for the decision.

## Basis

- 优化营商环境条例 第三十五条: no step is added without a law, regulation or rule.
- 行政许可法 第四条: licences are handled within the powers, scope and procedure that the law sets.

## Example

```yaml
items:
  food: {organ: market-regulation, bases: [food-35]}
organs:
  street: {name: 街道办事处, kind: street}
activities:
  sign: {does: countersign, item: food, by: street, after: [{activity: check, ground: custom}]}
```

## After the remedy

The step is gone; what came after it comes after `check`. Where its knowledge is wanted, the organ is asked without
holding the case up: `consult` side by side with the other steps, with a limit and silence as consent.

## Remedy safety

Needs a human: the organ may have a basis that nobody has written down. Then it belongs in `bases` or `powers`.

## Limits of the rule

It looks at processes with items only. In a matter (documents that circulate inside the administration) signing together
may be the work itself. Powers are believed as declared.

## References

- [Organ](../language.md#organ)
- ZL401: a second look by the same house.
"""

from __future__ import annotations

from collections.abc import Iterator

from zaizao.definition.model import Activity
from zaizao.diagnosis.rule import Availability, Evidence, Remedy, Rule, Severity, Sighting
from zaizao.diagnosis.rules.zl4.review_of_review import are_one_house
from zaizao.diagnosis.scope import Scope
from zaizao.units import Text

_SIGNING = frozenset({"countersign", "review"})
_LAW = Evidence(Text("没有依据不得增设环节", "no step without a basis"), law="《优化营商环境条例》第三十五条")


def _look(scope: Scope) -> Iterator[Sighting]:
    if not scope.definition.items:
        return
    for name, activity in scope.activities.items():
        if activity.does not in _SIGNING or scope.list_in_force(activity.bases):
            continue
        actor = scope.actor_of(name)
        if actor in scope.definition.organs and not _has_say(scope, activity, actor):
            evidence = (Evidence(Text("其职权", "its powers"), ("organs", actor)), _LAW)
            fields = {"activity": scope.name_activity(name), "organ": scope.name_organ(actor)}
            yield Sighting(("activities", name), fields, remedy=Remedy("eliminate"), evidence=evidence)


def _has_say(scope: Scope, activity: Activity, actor: str) -> bool:
    items = scope.definition.items
    served = items.get(activity.item) if activity.item is not None else None
    concerned = [served] if served is not None else list(items.values())
    powers = scope.definition.organs[actor].powers
    return any(are_one_house(scope, actor, item.organ) or set(powers) & set(item.bases) for item in concerned)


RULE = Rule(
    code="ZL402",
    name="countersign-without-power",
    title=Text("无权会签", "Countersign without power"),
    severity=Severity.WARNING,
    remedy=Availability.ALWAYS,
    operator="eliminate",
    message=Text(
        "“{activity}”由{organ}来做，它对这件事没有职权，也没有现行依据",
        "“{activity}” is done by {organ}, which has no power in the matter and no basis in force",
    ),
    look=_look,
)
