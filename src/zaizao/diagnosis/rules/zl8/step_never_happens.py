"""A step of the definition hardly ever happens.

流程里写了的环节，实际上几乎没有发生过。

## What it finds

An activity that surely happens in less than `absent-share` of the finished cases.

## Why it matters

A step that nobody takes is dead text, work that is not recorded, or a duty that is not done; all three mislead whoever
reads the definition.

## Basis

- 行政许可法 第三十条: what is published about a procedure must be true and complete.
- Theory: *task elimination* in Reijers and Liman Mansar, best practices in business process redesign (2005).

## Example

```yaml
activities:
  intake: {does: accept}
  confer: {does: consult, after: [{activity: intake, ground: custom}]}
  decide: {does: decide, after: [{activity: intake, ground: law, of: licensing-32}]}
```

## After the remedy

```yaml
activities:
  intake: {does: accept}
  decide: {does: decide, after: [{activity: intake, ground: law, of: licensing-32}]}
```

## Remedy safety

Needs a human: a log shows what happened, not why. Where the law demands the step, it must be done and recorded, not dropped: no remedy is proposed then.

## Limits of the rule

Fewer than `least-cases` cases, or an interval that leaves it open, give no finding. A step under a guard may be rare by its nature, and the message says so. A step whose name the log spells in another way is missing
only for us: give a mapping.

## References

- [The language](../language.md)
- The interval of a share: Clopper and Pearson, Biometrika 26 (1934); thresholds: `diagnosis/thresholds.yaml`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from zaizao.diagnosis.evidence import on_facts, threshold, write_figures
from zaizao.diagnosis.rule import Availability, Remedy, Rule, Severity, Sighting
from zaizao.diagnosis.scope import Scope
from zaizao.mining.facts.order import see_present
from zaizao.units import Text

if TYPE_CHECKING:
    from zaizao.mining.facts import Facts


_GUARDED = Text(
    "{total} 件办结的件里，“{step}”只在 {count} 件中出现：{share}；它有条件（{guard}），可能本来就少",
    "Of {total} finished cases {count} have “{step}”: {share}; it has a condition ({guard}) and may be rare by nature",
)


@on_facts
def _look(scope: Scope, facts: Facts) -> Iterator[Sighting]:
    for name, activity in scope.activities.items():
        seen = see_present(facts, name)
        if seen.share.high >= threshold("absent-share"):
            continue
        fields = {"step": scope.name_activity(name), **write_figures(facts, seen)}
        may_go = activity.when is None and not scope.is_legal_act(activity) and not scope.is_demanded(name)
        message = None if activity.when is None else _GUARDED
        guard = {} if activity.when is None else {"guard": activity.when}
        remedy = Remedy("eliminate") if may_go else None
        yield Sighting(("activities", name), {**fields, **guard}, remedy=remedy, message=message)


RULE = Rule(
    code="ZL803",
    name="step-never-happens",
    title=Text("环节从未发生", "Step never happens"),
    severity=Severity.NOTE,
    remedy=Availability.SOMETIMES,
    message=Text(
        "{total} 件办结的件里，“{step}”只在 {count} 件中出现：{share}",
        "Of {total} finished cases {count} have “{step}”: {share}",
    ),
    look=_look,
    operator="eliminate",
    since="0.5",
)
