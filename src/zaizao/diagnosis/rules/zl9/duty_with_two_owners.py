"""Two organs have the same step among their duties.

职责交叉：同一个环节列在两个以上机构的职责里。

## What it finds

An activity that more than one organ lists among its `duties`.

## Why it matters

What two are responsible for, nobody is: each waits for the other, and the applicant is sent from one to the other.

## Basis

- 行政许可法 第二十六条: where several bodies take part, one answers to the applicant.
- Theory: one owner for each step (*case assignment*, Reijers and Liman Mansar 2005).

## Example

```yaml
organs:
  bureau: {name: 审批局, duties: [archive]}
  window: {name: 综合窗口, duties: [archive]}
activities:
  archive: {does: archive, by: window}
```

## After the remedy

The duty stays with the organ that does it:

```yaml
organs:
  bureau: {name: 审批局}
  window: {name: 综合窗口, duties: [archive]}
```

## Remedy safety

Needs a human: who answers for what is a decision about the organisation. Edits are offered where one of the owners is
the one that does the step.

## Limits of the rule

It compares identifiers of activities within one definition; duties in words on paper it does not see.

## References

- [Definition: organ](../language.md#organ)
- 东营 2019-09-29：职责交叉、权责不清、权责脱节
"""

from __future__ import annotations

from collections.abc import Iterator

from zaizao.diagnosis.rule import Availability, Evidence, Remedy, Rule, Severity, Sighting
from zaizao.diagnosis.scope import Scope
from zaizao.units import Text
from zaizao.units.edit import Drop, Edit


def _look(scope: Scope) -> Iterator[Sighting]:
    for duty, owners in scope.owners.items():
        if len(owners) < 2:
            continue
        named = [scope.name_organ(owner) for owner in owners]
        fields = {
            "duty": scope.name_activity(duty),
            "owners": Text("、".join(n.zh for n in named), ", ".join(n.say("en") for n in named)),
        }
        evidence = tuple(
            Evidence(Text("职责", "a duty"), ("organs", owner, "duties", _place(scope, owner, duty)))
            for owner in owners
        )
        yield Sighting(("activities", duty), fields, remedy=_propose(scope, duty, owners), evidence=evidence)


def _place(scope: Scope, organ: str, duty: str) -> int:
    return scope.definition.organs[organ].duties.index(duty)


def _propose(scope: Scope, duty: str, owners: tuple[str, ...]) -> Remedy | None:
    actor = scope.actor_of(duty)
    if actor not in owners:
        return None
    edits: tuple[Edit, ...] = tuple(
        Drop(("organs", owner, "duties", _place(scope, owner, duty))) for owner in owners if owner != actor
    )
    return Remedy(None, edits)


RULE = Rule(
    code="ZL901",
    name="duty-with-two-owners",
    title=Text("职责交叉", "Duty with two owners"),
    severity=Severity.WARNING,
    remedy=Availability.SOMETIMES,
    message=Text(
        "“{duty}”同时列在{owners}的职责里，出了事说不清谁负责",
        "“{duty}” is a duty of {owners} alike: nobody can say who answers for it",
    ),
    look=_look,
)
