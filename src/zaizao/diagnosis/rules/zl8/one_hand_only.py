"""A step hangs on one person.

一个环节只靠一个人。

## What it finds

A step whose work one person surely does to more than `one-hand-share`, while the log knows at least two other people, over at least
30 days.

## Why it matters

When that person is away, every case stands still; and nobody else looks.

## Basis

- Theory: *flexible assignment*, *specialist-generalist* in Reijers and Liman Mansar (2005).

## Example

```yaml
activities:
  check: {does: check}
  seal: {does: seal, after: [{activity: check, ground: custom}]}
```

## After the remedy

```yaml
# two people seal
activities:
  check: {does: check}
  seal: {does: seal, after: [{activity: check, ground: custom}]}
```

## Remedy safety

None is proposed: a deputy is named, not written into the definition.

## Limits of the rule

Fewer than `least-cases` cases, or an interval that leaves it open, give no finding. Automatic steps are left out; a system that works under a name of its own looks like a person. What is counted are times the work was
done, not cases.

## References

- [The language](../language.md)
- The interval of a share: Clopper and Pearson, Biometrika 26 (1934); thresholds: `diagnosis/thresholds.yaml`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from zaizao.diagnosis.evidence import on_facts, tell_share, threshold
from zaizao.diagnosis.rule import Availability, Rule, Severity, Sighting
from zaizao.diagnosis.scope import Scope
from zaizao.mining.facts.people import see_one_hand
from zaizao.units import Text

if TYPE_CHECKING:
    from zaizao.mining.facts import Facts


_DAYS = 30
_OTHERS = 2


@on_facts
def _look(scope: Scope, facts: Facts) -> Iterator[Sighting]:
    for name, activity in scope.activities.items():
        found = None if activity.automatic is not None else see_one_hand(facts, name)
        if found is None or found.days < _DAYS or found.others < _OTHERS:
            continue
        share = found.share
        if share.low > threshold("one-hand-share"):
            fields = {"step": scope.name_activity(name), "person": found.person, "share": tell_share(share)}
            yield Sighting(("activities", name), {**fields, "count": share.count, "total": share.total})


RULE = Rule(
    code="ZL816",
    name="one-hand-only",
    title=Text("全靠一个人", "One hand only"),
    severity=Severity.NOTE,
    remedy=Availability.NONE,
    message=Text(
        "“{step}”办过 {total} 次，{count} 次都是“{person}”一个人：{share}",
        "“{step}” was done {total} times, {count} times by “{person}” alone: {share}",
    ),
    look=_look,
    since="0.5",
)
