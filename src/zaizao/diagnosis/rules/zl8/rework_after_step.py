"""Cases come back to a step that was done already.

办过的环节要重来，而且不少。

## What it finds

A step to which surely more than `rework-share` of its cases come back after something else was done; what most often
sends them back is named.

## Why it matters

Work that is done twice is paid twice, and its second round waits like the first.

## Basis

- Theory: rework as waste, Womack and Jones (1996); loops in process mining, van der Aalst (2016), chapter 2.
- 优化营商环境条例 第三十六条: told once, done once.

## Example

```yaml
activities:
  draft: {does: work}
  check: {does: check, outcomes: [pass, back], after: [{activity: draft, ground: data, of: paper}]}
```

## After the remedy

```yaml
# the draft is checked against the list before it goes out: few cases come back
activities:
  draft: {does: work}
```

## Remedy safety

None is proposed: the cause stands where the work is sent back from.

## Limits of the rule

Fewer than `least-cases` cases, or an interval that leaves it open, give no finding. Steps that the definition itself repeats (repeat, each, recurs) and those by which papers are handed in (ZL807) are left out. The same
step twice in a row counts once.

## References

- [The language](../language.md)
- The interval of a share: Clopper and Pearson, Biometrika 26 (1934); thresholds: `diagnosis/thresholds.yaml`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from zaizao.definition.vocabulary import HANDING_IN
from zaizao.diagnosis.evidence import name_cases, on_facts, threshold, write_figures
from zaizao.diagnosis.rule import Availability, Evidence, Rule, Severity, Sighting
from zaizao.diagnosis.scope import Scope
from zaizao.mining.facts.repeats import see_repeated
from zaizao.units import Text

if TYPE_CHECKING:
    from zaizao.mining.facts import Facts


@on_facts
def _look(scope: Scope, facts: Facts) -> Iterator[Sighting]:
    repeated = {inner for one in scope.activities.values() if one.repeat is not None for inner in one.repeat.body}
    for name, activity in scope.activities.items():
        declared = activity.repeat is not None or activity.each is not None or activity.recurs is not None
        if declared or name in repeated or activity.does in HANDING_IN:
            continue
        found = see_repeated(facts, name)
        if found.seen.share.low > threshold("rework-share"):
            fields = {"step": scope.name_activity(name), **write_figures(facts, found.seen)}
            before, count = found.before[0]
            told = Text(f"最常由“{before}”退回，共 {count} 次", f"Most often sent back by “{before}”, {count} times")
            evidence = (Evidence(told), *name_cases(facts, found.seen))
            yield Sighting(("activities", name), {**fields, "before": before}, evidence=evidence)


RULE = Rule(
    code="ZL809",
    name="rework-after-step",
    title=Text("环节返工", "Rework after a step"),
    severity=Severity.WARNING,
    remedy=Availability.NONE,
    message=Text(
        "办过“{step}”的 {total} 件中有 {count} 件又回来重办：{share}",
        "{count} of {total} cases came back to “{step}”: {share}",
    ),
    look=_look,
    since="0.5",
)
