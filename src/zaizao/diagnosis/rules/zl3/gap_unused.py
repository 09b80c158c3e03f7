"""A secondary material holds up the intake although it could be handed in later.

次要材料欠缺就不受理：本可容缺受理、限期补交。

## What it finds

A material asked of the applicant that is not decisive (`secondary: true`) and for which no gap is tolerated.
One that the state holds is left to ZL302.

## Why it matters

The applicant is sent home for a paper that nobody looks at before the decision.

## Basis

- Rule table: `tolerance.scope` (安阳市政务服务条例 第二十四条; 国发〔2022〕5号), `tolerance.supply`.

## Example

```yaml
materials:
  lease: {name: 房屋租赁合同, from: applicant, secondary: true, basis: food-33}
```

## After the remedy

```yaml
materials:
  lease: {name: 房屋租赁合同, from: applicant, secondary: true, gap: minor, gap_limit: 5wd, basis: food-33}
```

## Remedy safety

Needs a human: which materials may be missing stands on a published list, and a gap that is not filled in time makes
the application count as withdrawn. The limit is the default of the rule table; it may be longer.

## Limits of the rule

It believes `secondary`; without that word it says nothing.

## References

- [Gaps and pledges](../language.md#what-every-process-can-do)
"""

from __future__ import annotations

from collections.abc import Iterator

from zaizao.diagnosis.rule import Availability, Remedy, Rule, Severity, Sighting
from zaizao.diagnosis.rules.zl3.pledge_unused import find_newest
from zaizao.diagnosis.scope import Scope
from zaizao.units import Text
from zaizao.units.edit import Edit, Put


def _look(scope: Scope) -> Iterator[Sighting]:
    for name, material in scope.definition.materials.items():
        if (
            not material.secondary
            or material.gap != "no"
            or material.source != "applicant"
            or material.held is not None
        ):
            continue
        edits: list[Edit] = [Put(("materials", name, "gap"), "minor")]
        rule = find_newest(scope, "tolerance.supply")
        if rule is not None and material.gap_limit is None:
            edits.append(Put(("materials", name, "gap_limit"), str(rule.limit)))
        yield Sighting(("materials", name), {"material": material.name}, remedy=Remedy("tolerate-gaps", tuple(edits)))


RULE = Rule(
    code="ZL306",
    name="gap-unused",
    title=Text("次要材料不许容缺", "Gap unused"),
    severity=Severity.NOTE,
    remedy=Availability.ALWAYS,
    operator="tolerate-gaps",
    message=Text(
        "“{material}”是次要材料，却不许容缺受理、限期补交",
        "“{material}” is secondary, yet it may not be handed in later",
    ),
    look=_look,
)
