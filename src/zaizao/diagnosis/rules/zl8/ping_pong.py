"""Work goes to and fro between two organs.

办件在两个单位之间来回往返。

## What it finds

Two organs between which surely more than `ping-pong-share` of the cases go, in one direction, more often than the steps of the
definition, each done once in the order of the case, would take them.

## Why it matters

Each passage is a new queue, and nobody has the whole case in his hands.

## Basis

- 优化营商环境条例 第三十五条, 第三十六条: joined handling, one organ leads.
- Theory: *case manager*, *contact reduction* in Reijers and Liman Mansar (2005); handover of work, van der Aalst (2016), chapter 9.

## Example

```yaml
activities:
  check: {does: check, by: health}
  visit: {does: visit_site, by: fire, after: [{activity: check, ground: custom}]}
```

## After the remedy

```yaml
activities:
  visit: {does: visit_site, by: health, who: {count: 2}}
```

## Remedy safety

Needs a human: joint handling, a clearer duty, or one organ in the lead.

## Limits of the rule

Fewer than `least-cases` cases, or an interval that leaves it open, give no finding. Organs are those of the definition, by the step; who really worked is not asked.

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
from zaizao.mining.facts.repeats import see_ping_pong
from zaizao.units import Text

if TYPE_CHECKING:
    from zaizao.mining.facts import Facts


@on_facts
def _look(scope: Scope, facts: Facts) -> Iterator[Sighting]:
    for found in see_ping_pong(facts):
        if found.seen.share.low > threshold("ping-pong-share"):
            names = {"one": scope.name_organ(found.one), "other": scope.name_organ(found.other)}
            fields = {**names, **write_figures(facts, found.seen)}
            path = ("organs", found.one) if found.one in scope.definition.organs else ("competent",)
            yield Sighting(path, fields, remedy=Remedy("integrate"), evidence=name_cases(facts, found.seen))


RULE = Rule(
    code="ZL808",
    name="ping-pong",
    title=Text("单位之间来回往返", "Ping-pong"),
    severity=Severity.WARNING,
    remedy=Availability.ALWAYS,
    message=Text(
        "{total} 件中有 {count} 件由“{one}”一再转给“{other}”：{share}",
        "In {count} of {total} cases “{one}” passed the work to “{other}” again and again: {share}",
    ),
    look=_look,
    operator="integrate",
    since="0.5",
)
