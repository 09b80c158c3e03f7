"""The seal of another department is still wanted on what one organ decides.

事项已由一个机关决定，仍要原部门另行盖章。

## What it finds

A `seal` that serves an item, without a basis in force, by an organ that does not decide the item and stands neither
directly above nor below the one that does.

## Why it matters

Where approvals have been brought together (一枚印章管审批), the deciding organ's seal is the whole of it. A second seal
brings the second department back in, with its queue and without its responsibility.

## Basis

- 行政许可法 第三十九条: the licence bears the seal of **this** authority, the one that decides.
- 优化营商环境条例 第三十五条: no step is added without a law, regulation or rule.

## Example

```yaml
items:
  sign: {organ: approval-bureau, bases: [city-appearance-11]}
activities:
  decide: {does: decide, item: sign, by: approval-bureau, gives: [sign-approval], bases: [city-appearance-11]}
  stamp: {does: seal, item: sign, by: city-management, takes: [sign-approval], after: [{activity: decide, ground: custom}]}
```

## After the remedy

```yaml
activities:
  decide: {does: decide, item: sign, by: approval-bureau, gives: [sign-approval], bases: [city-appearance-11]}
```

## Remedy safety

Needs a human: what the stamp `gives`, if others take it, has first to come from the deciding organ.

## Limits of the rule

Joint documents of several organs need several seals; they rest on a basis, which has to be cited.

## References

- [Item](../language.md#item)
- ZL403: a seal that belongs to no decision.
"""

from __future__ import annotations

from collections.abc import Iterator

from zaizao.diagnosis.rule import Availability, Evidence, Remedy, Rule, Severity, Sighting
from zaizao.diagnosis.rules.zl4.seal_without_decision import is_foreign_seal
from zaizao.diagnosis.scope import Scope
from zaizao.units import Text

_LAW = Evidence(Text("证件加盖本行政机关印章", "sealed by the deciding authority"), law="《行政许可法》第三十九条")


def _look(scope: Scope) -> Iterator[Sighting]:
    for name, activity in scope.activities.items():
        if activity.does != "seal" or activity.item is None or scope.list_in_force(activity.bases):
            continue
        if is_foreign_seal(scope, name):
            fields = {
                "activity": scope.name_activity(name),
                "organ": scope.name_organ(scope.actor_of(name)),
                "item": scope.name_item(activity.item),
                "deciding": scope.name_organ(scope.definition.items[activity.item].organ),
            }
            evidence = (Evidence(Text("决定的机关", "who decides"), ("items", activity.item, "organ")), _LAW)
            yield Sighting(("activities", name), fields, remedy=Remedy("eliminate"), evidence=evidence)


RULE = Rule(
    code="ZL404",
    name="department-seal-kept",
    title=Text("保留部门印章", "Department's seal kept"),
    severity=Severity.WARNING,
    remedy=Availability.ALWAYS,
    operator="eliminate",
    message=Text(
        "“{item}”由{deciding}决定，“{activity}”却还要{organ}盖章，没有现行依据",
        "“{item}” is decided by {deciding}, yet “{activity}” wants the seal of {organ} on no basis in force",
    ),
    look=_look,
)
