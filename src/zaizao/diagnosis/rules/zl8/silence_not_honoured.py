"""Silence should have taken effect, and the case was decided late by hand instead.

到期未办、依规定已经默认生效的件，仍旧由人迟迟作出处理。

## What it finds

Cases in which a step with a rule about silence (`silent`) was done by a person after the time at which silence takes effect.

## Why it matters

Silent approval is a right of the applicant; where the late decision replaces it, the right stands on paper only. One case is enough.

## Basis

- 行政许可法 第三十二条第一款第四项: not told within five days means accepted.
- 行政许可法 第五十条第二款: not decided before the licence ends means renewed.

## Example

```yaml
activities:
  check: {does: check, limit: 5wd, silent: {outcome: complete}}
```

## After the remedy

```yaml
# the system ends the step on the fifth day
activities:
  check: {does: check, limit: 5wd, silent: {outcome: complete}}
```

## Remedy safety

None is proposed: the cases have to be put right one by one.

## Limits of the rule

Only work with a person named counts; an end by the system carries none, or the step is not ended at all. Fewer than `least-cases`
cases give no finding.

## References

- [The language](../language.md)
- The interval of a share: Clopper and Pearson, Biometrika 26 (1934); thresholds: `diagnosis/thresholds.yaml`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from zaizao.diagnosis.evidence import name_cases, on_facts, write_figures
from zaizao.diagnosis.rule import Availability, Rule, Severity, Sighting
from zaizao.diagnosis.scope import Scope
from zaizao.mining.facts.limits import judge_limit, list_step_spans
from zaizao.mining.facts.people import list_named
from zaizao.units import Text

if TYPE_CHECKING:
    from zaizao.mining.facts import Facts


@on_facts
def _look(scope: Scope, facts: Facts) -> Iterator[Sighting]:
    for name, activity in scope.activities.items():
        limit = None if activity.silent is None else activity.silent.after or activity.limit
        if limit is None:
            continue
        use = judge_limit(facts, list_step_spans(facts, name), limit)
        seen = facts.see(np.intersect1d(use.late_cases, list_named(facts, name)), len(use.case))
        if seen.share.count:
            fields = {"step": scope.name_activity(name), "limit": limit, **write_figures(facts, seen)}
            yield Sighting(("activities", name, "silent"), fields, evidence=name_cases(facts, seen))


RULE = Rule(
    code="ZL818",
    name="silence-not-honoured",
    title=Text("默认生效未兑现", "Silence not honoured"),
    severity=Severity.ERROR,
    remedy=Availability.NONE,
    message=Text(
        "“{step}”{limit}内不办即默认生效，{total} 件中却有 {count} 件逾期后仍由人处理：{share}",
        "“{step}”: silence counts after {limit}, yet {count} of {total} cases were decided by hand later: {share}",
    ),
    look=_look,
    since="0.5",
)
