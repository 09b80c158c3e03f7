"""Two steps in a row are always done by the same person.

前后两个环节总是同一个人办，可以并成一步。

## What it finds

Two steps tied by a prerequisite which, one directly after the other, are surely in more than `same-hand-share` of the cases
done by the same person, although several people do the second one.

## Why it matters

A hand-over to oneself is no check, only one more entry in a queue.

## Basis

- Theory: *task composition* in Reijers and Liman Mansar (2005).

## Example

```yaml
activities:
  read: {does: check}
  note: {does: review, after: [{activity: read, ground: custom}]}
```

## After the remedy

```yaml
activities:
  read: {does: check}
```

## Remedy safety

Needs a human: where the law wants four eyes, the steps must be parted instead (ZL813).

## Limits of the rule

Fewer than `least-cases` cases, or an interval that leaves it open, give no finding. Steps between which the definition forbids one person (`who.not`) are left to ZL813; those for which it demands the same (`same_as`) and
legal acts are left out.

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
from zaizao.mining.facts.people import see_same_hand
from zaizao.units import Text

if TYPE_CHECKING:
    from zaizao.mining.facts import Facts


@on_facts
def _look(scope: Scope, facts: Facts) -> Iterator[Sighting]:
    for target, activity in scope.activities.items():
        who = activity.who
        if scope.is_legal_act(activity) or (who is not None and (who.not_ or who.same_as)):
            continue
        for link in activity.after:
            if link.activity not in scope.activities or scope.is_legal_act(scope.activities[link.activity]):
                continue
            found = see_same_hand(facts, link.activity, target)
            if found.people < 2 or found.seen.share.low <= threshold("same-hand-share"):
                continue
            names = {"source": scope.name_activity(link.activity), "target": scope.name_activity(target)}
            fields = {**names, "people": found.people, **write_figures(facts, found.seen)}
            evidence = name_cases(facts, found.seen)
            yield Sighting(("activities", target), fields, remedy=Remedy("integrate"), evidence=evidence)


RULE = Rule(
    code="ZL812",
    name="same-hand-again",
    title=Text("前后同一人", "Same hand again"),
    severity=Severity.NOTE,
    remedy=Availability.ALWAYS,
    message=Text(
        "“{source}”和“{target}”在 {total} 件中有 {count} 件由同一人接连办理：{share}",
        "“{source}” and “{target}” were done by one person in {count} of {total} cases: {share}",
    ),
    look=_look,
    operator="integrate",
    since="0.5",
)
