"""Something is done that the definition does not have.

实际在办、流程里却没有写的环节。

## What it finds

Names of the log that are no activity of the definition and surely occur in more than `outside-share` of the cases.

## Why it matters

What is not written down cannot be published, limited or supervised; often it is where the time goes.

## Basis

- 行政许可法 第三十条: the procedure is published; 优化营商环境条例 第三十五条: no steps beyond those prescribed.
- Theory: conformance, *move on log* in van der Aalst, Process Mining (2016), chapter 8.

## Example

```yaml
activities:
  intake: {does: accept}
  decide: {does: decide, after: [{activity: intake, ground: law, of: licensing-32}]}
```

## After the remedy

```yaml
activities:
  intake: {does: accept}
  seal: {does: seal, after: [{activity: intake, ground: custom}]}
  decide: {does: decide, after: [{activity: intake, ground: law, of: licensing-32}]}
```

## Remedy safety

None is proposed: the step may have to be written down, stopped, or mapped to one that is there under another name.

## Limits of the rule

Fewer than `least-cases` cases, or an interval that leaves it open, give no finding. The names that a mapping sets aside (`~`) are left out. One finding for the process names all of them, the most frequent first.

## References

- [The language](../language.md)
- The interval of a share: Clopper and Pearson, Biometrika 26 (1934); thresholds: `diagnosis/thresholds.yaml`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from zaizao.diagnosis.evidence import on_facts, tell_share, threshold, write_figures
from zaizao.diagnosis.rule import Availability, Evidence, Rule, Severity, Sighting
from zaizao.diagnosis.scope import Scope
from zaizao.mining.facts.order import see_outside
from zaizao.units import Text

if TYPE_CHECKING:
    from zaizao.mining.facts import Facts


@on_facts
def _look(scope: Scope, facts: Facts) -> Iterator[Sighting]:
    frequent = [(name, seen) for name, seen in see_outside(facts) if seen.share.low > threshold("outside-share")]
    if not frequent:
        return
    evidence = tuple(Evidence(_tell(name, tell_share(seen.share))) for name, seen in frequent)
    fields = {"kinds": len(frequent), "name": frequent[0][0], "names": tuple(name for name, _ in frequent)}
    yield Sighting(("activities",), {**fields, **write_figures(facts, frequent[0][1])}, evidence=evidence)


def _tell(name: str, share: Text) -> Text:
    return Text(f"“{name}”：{share.zh}", f"“{name}”: {share.en}")


RULE = Rule(
    code="ZL805",
    name="step-outside-definition",
    title=Text("流程之外的环节", "Step outside the definition"),
    severity=Severity.WARNING,
    remedy=Availability.NONE,
    message=Text(
        "日志里有 {kinds} 种环节流程里没有，最多的“{name}”在 {total} 件中的 {count} 件出现",
        "The log has {kinds} kinds of step that the definition has not; the most frequent, “{name}”, in {count} of {total} cases",
    ),
    look=_look,
    since="0.5",
)
