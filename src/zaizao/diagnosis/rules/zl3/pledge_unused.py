"""A certificate has to be fetched although a pledge could stand in its place.

可以用告知承诺代替的证明，仍要申请人去开。

## What it finds

A certificate (`certificate: true`) asked of the applicant for which somebody has examined the areas that exclude a
pledge and found none (`risks: []` on the material and on every item that needs it), and for which no pledge is allowed.
One that the state holds is left to ZL302: sharing spares the applicant more than pledging.

## Why it matters

To get a certificate the applicant goes to a third organ and waits. A written pledge, checked afterwards, lets the
honest ones begin at once.

## Basis

- 国办发〔2020〕42号 (rule table: `pledge.excluded`, `pledge.voluntary`, `pledge.post-check`).
- 优化营商环境条例 第四十条第三款: approval by notice and pledge where the conditions are met.

## Example

```yaml
items:
  licence: {organ: market-regulation, bases: [registration-19], risks: []}
materials:
  premises-proof: {name: 经营场所使用证明, certificate: true, risks: [], basis: registration-16}
```

## After the remedy

```yaml
materials:
  premises-proof:
    {name: 经营场所使用证明, certificate: true, risks: [], pledge: allowed, pledge_check: 30wd, basis: registration-16}
```

## Remedy safety

Needs a human: which certificates may be pledged stands on a published list that the city decides. The time of the
check afterwards is the default of the rule table and may be shortened.

## Limits of the rule

It believes `risks`. Where they were not examined (no `risks`), it says nothing.

## References

- [Material](../language.md#material), [item](../language.md#item)
- ZL308: the opposite fault.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from zaizao.diagnosis.rule import Availability, Remedy, Rule, Severity, Sighting
from zaizao.diagnosis.scope import Scope
from zaizao.law import Rule as LawRule
from zaizao.law.place import NATION
from zaizao.units import Text
from zaizao.units.edit import Edit, Put


def _look(scope: Scope) -> Iterator[Sighting]:
    for name, material in scope.definition.materials.items():
        if not material.certificate or material.source != "applicant" or material.pledge != "no":
            continue
        if material.held is not None or list_risks(scope, name) != ():
            continue
        edits: list[Edit] = [Put(("materials", name, "pledge"), "allowed")]
        rule = find_newest(scope, "pledge.post-check")
        if rule is not None and material.pledge_check is None:
            edits.append(Put(("materials", name, "pledge_check"), str(rule.limit)))
        yield Sighting(("materials", name), {"material": material.name}, remedy=Remedy("pledge", tuple(edits)))


def list_items(scope: Scope, name: str) -> tuple[str, ...]:
    """The items that need a material: those whose steps take it; all, where only common steps do."""
    takers = [scope.activities[taker].item for taker in scope.takers.get(name, ())]
    served = tuple(dict.fromkeys(item for item in takers if item is not None))
    return served or tuple(scope.definition.items)


def list_risks(scope: Scope, name: str) -> tuple[str, ...] | None:
    """The areas in which no pledge may replace the material: its own and its items'; None where one is unexamined."""
    items = scope.definition.items
    lists = [
        scope.definition.materials[name].risks,
        *(items[one].risks for one in list_items(scope, name) if one in items),
    ]
    if any(risks is None for risks in lists):
        return None
    return tuple(dict.fromkeys(risk for risks in lists for risk in risks or ()))


def find_newest(scope: Scope, key: str) -> LawRule | None:
    """The national rule of a key on the day diagnosed; without a day the one that came last."""
    on = scope.on or dt.date.max
    holding = [rule for rule in scope.rules if rule.key == key and rule.where == NATION and rule.holds_on(on)]
    return max(holding, key=lambda rule: rule.since, default=None)


RULE = Rule(
    code="ZL305",
    name="pledge-unused",
    title=Text("可承诺的证明仍要开具", "Pledge unused"),
    severity=Severity.NOTE,
    remedy=Availability.ALWAYS,
    operator="pledge",
    message=Text(
        "“{material}”不涉及排除情形，可以用告知承诺代替，却仍要申请人去开",
        "“{material}” touches none of the excluded areas: a pledge could replace it, yet it has to be fetched",
    ),
    look=_look,
)
