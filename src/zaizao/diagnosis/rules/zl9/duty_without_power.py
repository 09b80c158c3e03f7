"""An organ has a duty for which it has been given no power.

权责脱节：机构有这项职责，却没有办这件事的职权。

## What it finds

In a definition in which some organ declares `powers`: an organ without any that lists among its duties, or has in its
hands, a step by which power is used: deciding, confirming, issuing, sealing, signing, paying, revoking, correcting,
recovering, countersigning, or inspecting an enterprise.

## Why it matters

Who has the duty without the power can only ask others; who has the power without the duty need not move. Streets and
grids know it well: responsible for everything, competent for nothing.

## Basis

- 行政许可法 第四条: within the competence that the law gives.
- 东营 2019-09-29 names 权责脱节 as what reform is to end.

## Example

```yaml
organs:
  bureau: {name: 审批局, powers: [food-35]}
  street: {name: 街道办, duties: [countersign]}
activities:
  countersign: {does: countersign, by: street}
```

## After the remedy

The step goes to who has the power, the power is given, or the step is dropped:

```yaml
organs:
  bureau: {name: 审批局, powers: [food-35], duties: [countersign]}
  street: {name: 街道办}
```

## Remedy safety

Needs a human: powers are given by law or by a decision about the organisation. No edit is offered.

## Limits of the rule

Taking in, checking, delivering and filing need no power of their own and are not reported.
An organ that has some power but not the right one is `basis-not-authorising`.
A definition without any powers is not judged.

## References

- [Definition: organ](../language.md#organ)
"""

from __future__ import annotations

from collections.abc import Iterator

from zaizao.definition.vocabulary import VERBS
from zaizao.diagnosis.habits import POWERFUL
from zaizao.diagnosis.rule import Availability, Rule, Severity, Sighting
from zaizao.diagnosis.scope import Scope
from zaizao.units import Text

_NEED_POWER = POWERFUL | {"countersign", "inspect_enterprise"}


def _look(scope: Scope) -> Iterator[Sighting]:
    organs = scope.definition.organs
    if not any(organ.powers for organ in organs.values()):
        return
    for name, activity in scope.activities.items():
        if activity.does not in _NEED_POWER or activity.automatic is not None:
            continue
        for owner in dict.fromkeys((scope.actor_of(name), *scope.owners.get(name, ()))):
            if owner in organs and not organs[owner].powers:
                fields = {
                    "name": scope.name_activity(name),
                    "does": VERBS[activity.does].name,
                    "organ": organs[owner].name,
                }
                yield Sighting(("activities", name), fields)


RULE = Rule(
    code="ZL903",
    name="duty-without-power",
    title=Text("有责无权", "Duty without power"),
    severity=Severity.WARNING,
    remedy=Availability.NONE,
    message=Text(
        "{organ}负责“{name}”（{does}），却没有任何职权",
        "“{name}” ({does}) is the duty of the {organ}, which has been given no power",
    ),
    look=_look,
)
