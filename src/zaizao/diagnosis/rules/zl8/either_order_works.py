"""Two steps are done in either order, though the definition wants one.

两个环节实际上谁先谁后都有，流程里却规定了先后。

## What it finds

A prerequisite that is habit (`custom`) and of whose two steps surely more than `either-order-share` of the cases have each order.

## Why it matters

Practice has tried out that neither waits for the other's result: side by side they take the time of the longer one.

## Basis

- 优化营商环境条例 第四十一条, 第四十二条: approvals side by side.
- Theory: *parallelism* in Reijers and Liman Mansar (2005); both orders as concurrency, van der Aalst and others, Workflow mining (2004).

## Example

```yaml
activities:
  check: {does: check}
  look: {does: visit_site, after: [{activity: check, ground: custom}]}
```

## After the remedy

```yaml
activities:
  check: {does: check}
  look: {does: visit_site}
```

## Remedy safety

Needs a human: a log shows what happened, not why. ZL103 writes the edit where a definition proves that nothing is handed over.

## Limits of the rule

Fewer than `least-cases` cases, or an interval that leaves it open, give no finding. Only the first time that each step was done counts; simultaneous ones decide nothing.

## References

- [The language](../language.md)
- The interval of a share: Clopper and Pearson, Biometrika 26 (1934); thresholds: `diagnosis/thresholds.yaml`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from zaizao.definition.model import Ground
from zaizao.diagnosis.evidence import name_cases, on_facts, tell_share, threshold, write_figures
from zaizao.diagnosis.rule import Availability, Remedy, Rule, Severity, Sighting
from zaizao.diagnosis.scope import Scope
from zaizao.mining.facts.order import see_orders
from zaizao.units import Text

if TYPE_CHECKING:
    from zaizao.mining.facts import Facts


@on_facts
def _look(scope: Scope, facts: Facts) -> Iterator[Sighting]:
    for target, activity in scope.activities.items():
        for index, link in enumerate(activity.after):
            if link.ground is not Ground.CUSTOM or link.activity not in scope.activities or link.on:
                continue
            orders = see_orders(facts, link.activity, target)
            if min(orders.forward.share.low, orders.backward.share.low) <= threshold("either-order-share"):
                continue
            names = {"source": scope.name_activity(link.activity), "target": scope.name_activity(target)}
            fields = {**names, "forward": tell_share(orders.forward.share), **write_figures(facts, orders.backward)}
            evidence = name_cases(facts, orders.backward)
            path = ("activities", target, "after", index)
            yield Sighting(path, fields, remedy=Remedy("parallelise"), evidence=evidence)


RULE = Rule(
    code="ZL811",
    name="either-order-works",
    title=Text("先后皆可", "Either order works"),
    severity=Severity.NOTE,
    remedy=Availability.ALWAYS,
    message=Text(
        "“{target}”排在“{source}”之后，但 {total} 件中有 {count} 件倒过来也办成了：{share}",
        "“{target}” comes after “{source}”, but {count} of {total} cases had it the other way round: {share}",
    ),
    look=_look,
    operator="parallelise",
    since="0.5",
)
