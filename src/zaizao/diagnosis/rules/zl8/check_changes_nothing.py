"""A check in the middle of the process never changes anything.

一道审核从不改变结果，件件照过。

## What it finds

A step that looks, asks or approves (check, review, consult, countersign, verify, report, seal) after which surely less than
`changed-share` of its cases take another course than the ordinary one: the log names no other outcome, nothing done before
is done again directly after it, and the case does not end there although the definition goes on.

## Why it matters

A check that passes everything costs its time in every case and protects nobody; often it only repeats another one.

## Basis

- 优化营商环境条例 第三十五条: no procedures beyond those that law demands.
- Theory: *control addition and relocation*, *task elimination* in Reijers and Liman Mansar (2005).

## Example

```yaml
activities:
  intake: {does: accept}
  review: {does: review, outcomes: [pass, back], after: [{activity: intake, ground: custom}]}
  decide: {does: decide, after: [{activity: review, ground: custom}]}
```

## After the remedy

```yaml
activities:
  intake: {does: accept}
  decide: {does: decide, after: [{activity: intake, ground: custom}]}
```

## Remedy safety

Needs a human: a check may deter although it never refuses. Where the law demands it nothing is proposed.

## Limits of the rule

Fewer than `least-cases` cases, or an interval that leaves it open, give no finding. An outcome is read from the events' attribute `outcome` (or `result`, `结果`), where the log has one; without it only the further
course tells. Cases that are not finished are left out unless the step itself was followed by nothing.

## References

- [The language](../language.md)
- The interval of a share: Clopper and Pearson, Biometrika 26 (1934); thresholds: `diagnosis/thresholds.yaml`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from zaizao.diagnosis.evidence import name_cases, on_facts, threshold, write_figures
from zaizao.diagnosis.rule import Availability, Remedy, Rule, Severity, Sighting
from zaizao.diagnosis.scope import Scope
from zaizao.mining.facts.effects import see_changes
from zaizao.units import Text

if TYPE_CHECKING:
    from zaizao.mining.facts import Facts


CHECKS = frozenset("check review consult countersign verify report seal".split())
"""Steps whose sense is to change something now and then."""


@on_facts
def _look(scope: Scope, facts: Facts) -> Iterator[Sighting]:
    for name, activity in scope.activities.items():
        if activity.does not in CHECKS or not scope.followers.get(name):
            continue
        seen = see_changes(facts, name)
        if seen.share.high < threshold("changed-share"):
            fields = {"step": scope.name_activity(name), **write_figures(facts, seen)}
            remedy = None if scope.is_demanded(name) else Remedy("eliminate")
            yield Sighting(("activities", name), fields, remedy=remedy, evidence=name_cases(facts, seen))


RULE = Rule(
    code="ZL806",
    name="check-changes-nothing",
    title=Text("从不改变结果的审核", "Check changes nothing"),
    severity=Severity.NOTE,
    remedy=Availability.SOMETIMES,
    message=Text(
        "“{step}”审过 {total} 件，改变走向的只有 {count} 件：{share}",
        "“{step}” looked at {total} cases and changed the course of {count}: {share}",
    ),
    look=_look,
    operator="eliminate",
    since="0.5",
)
