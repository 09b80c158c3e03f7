"""A step that is nobody's duty, although duties have been assigned.

职责空白：机构都列了职责，这个环节却不在任何机构的职责里。

## What it finds

In a definition in which at least one organ lists `duties`: an activity done by an organ that no organ lists.

## Why it matters

What is nobody's duty is done when somebody has time. When it is not done, nobody has failed.

## Basis

- 行政许可法 第四条: what is done is done within a competence.
- Theory: every step has an owner (*case assignment*, Reijers and Liman Mansar 2005).

## Example

```yaml
organs:
  bureau: {name: 审批局, duties: [decide]}
activities:
  visit: {does: visit_site, by: bureau}
  decide: {does: decide, by: bureau}
```

## After the remedy

```yaml
organs:
  bureau: {name: 审批局, duties: [decide, visit]}
```

## Remedy safety

Needs a human: that somebody does it today does not make it his duty. The edit offered gives it to the organ that does it.

## Limits of the rule

Steps of the applicant or another party, and steps that the system does by itself, are nobody's duty and not reported.
A definition without any duties is not judged.

## References

- [Definition: organ](../language.md#organ)
- 东营 2019-09-29：职责交叉、权责不清、权责脱节
"""

from __future__ import annotations

from collections.abc import Iterator

from zaizao.diagnosis.rule import Availability, Remedy, Rule, Severity, Sighting
from zaizao.diagnosis.scope import Scope
from zaizao.units import Text
from zaizao.units.edit import Put


def _look(scope: Scope) -> Iterator[Sighting]:
    if not scope.owners:
        return
    added: dict[str, int] = {}
    for name, activity in scope.activities.items():
        actor = scope.actor_of(name)
        organ = scope.definition.organs.get(actor)
        if organ is None or name in scope.owners or activity.automatic is not None:
            continue
        # several duties of one organ stand behind each other
        place = len(organ.duties) + added.get(actor, 0)
        added[actor] = added.get(actor, 0) + 1
        fields = {"name": scope.name_activity(name), "organ": organ.name}
        remedy = Remedy(None, (Put(("organs", actor, "duties", place), name),))
        yield Sighting(("activities", name), fields, remedy=remedy)


RULE = Rule(
    code="ZL902",
    name="duty-without-owner",
    title=Text("职责空白", "Duty without owner"),
    severity=Severity.WARNING,
    remedy=Availability.ALWAYS,
    message=Text(
        "“{name}”由{organ}在办，却不在任何机构的职责里",
        "“{name}” is done by the {organ}, yet it is no organ's duty",
    ),
    look=_look,
)
