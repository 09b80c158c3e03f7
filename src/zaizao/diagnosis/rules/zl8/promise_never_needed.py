"""Nearly all cases are done in a fraction of what is promised.

绝大多数办件早就办结，承诺时限从来用不着那么长，可以缩短。

## What it finds

A promise, of the whole or of an item, of which nearly all cases (`slack-quantile`) surely need no more than `slack-share`.
The quantile's upper bound is taken by order statistics, so that few cases prove nothing.

## Why it matters

People plan by what is promised. A promise twice as long as the work makes them wait for nothing and lets slack grow.

## Basis

- 优化营商环境条例 第三十六条第二款: a reasonable and efficient limit is set and published.
- 行政许可法 第四十二条: the limit is the most, never the target.

## Example

```yaml
promised: 20wd
promised_from: intake.done
activities:
  intake: {does: accept}
  decide: {does: decide, after: [{activity: intake, ground: law, of: licensing-32}]}
```

## After the remedy

```yaml
promised: 3wd
promised_from: intake.done
```

## Remedy safety

Needs a human: the past is no proof of the future, and whoever promises has to keep it. The shorter promise is one that
nearly all past cases, with the uncertainty of the sample, would have kept.

## Limits of the rule

Fewer than `least-cases` cases, or an interval that leaves it open, give no finding. Promises in months, years, hours or minutes are left alone. What stopped a clock is not taken off here, so the proposal errs on
the long side.

## References

- [The language](../language.md)
- The interval of a share: Clopper and Pearson, Biometrika 26 (1934); thresholds: `diagnosis/thresholds.yaml`.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING

from zaizao.definition.finding import Path
from zaizao.diagnosis.evidence import on_facts, threshold
from zaizao.diagnosis.rule import Availability, Remedy, Rule, Severity, Sighting
from zaizao.diagnosis.scope import Scope
from zaizao.mining.facts.limits import Spans, judge_limit, list_spans, list_whole_spans
from zaizao.mining.facts.shares import bound_quantile
from zaizao.units import Limit, Text, Unit
from zaizao.units.edit import Put

if TYPE_CHECKING:
    from zaizao.mining.facts import Facts


@on_facts
def _look(scope: Scope, facts: Facts) -> Iterator[Sighting]:
    for path, what, spans, promise in _list_promises(scope, facts):
        if promise.unit not in (Unit.WORKING_DAY, Unit.DAY):
            continue
        use = judge_limit(facts, spans, promise)
        bound = bound_quantile(use.used.tolist(), threshold("slack-quantile"))
        if bound is None or bound > threshold("slack-share") * promise.amount:
            continue
        shorter = Limit(max(1, math.ceil(bound)), promise.unit)
        if shorter.amount < promise.amount:
            used = Limit(math.ceil(bound), promise.unit)
            kept = f"{threshold('slack-quantile'):.0%}"
            fields = {"what": what, "promised": promise, "used": used, "kept": kept, "total": len(use.case)}
            yield Sighting(path, fields, remedy=Remedy(None, (Put(path, str(shorter)),)))


def _list_promises(scope: Scope, facts: Facts) -> Iterator[tuple[Path, Text, Spans, Limit]]:
    definition = scope.definition
    if definition.promised is not None:
        yield ("promised",), definition.name, list_whole_spans(facts, definition.promised_from), definition.promised
    for name, item in definition.items.items():
        if item.promised is not None and item.clock is not None:
            spans = list_spans(facts, item.clock.start, (item.clock.end,))
            yield ("items", name, "promised"), scope.name_item(name), spans, item.promised


RULE = Rule(
    code="ZL802",
    name="promise-never-needed",
    title=Text("承诺从未用足", "Promise never needed"),
    severity=Severity.NOTE,
    remedy=Availability.ALWAYS,
    message=Text(
        "“{what}”承诺{promised}，而 {total} 件中 {kept} 的件（含抽样误差）{used}内就办结了",
        "“{what}” promises {promised}, but of {total} cases {kept} (sampling error included) were done within {used}",
    ),
    look=_look,
    since="0.5",
)
