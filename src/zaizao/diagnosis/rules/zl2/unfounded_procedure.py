"""A step of looking, asking or approving that no law demands and whose result nobody uses.

没有依据的程序：没有法律法规要求、结果也没有人用的审核、征求意见、会签、盖章等环节。

## What it finds

In a process about applications: a check, review, consultation, countersigning, site visit, test, report, seal or the
like that cites no basis, that no prerequisite by law needs, and of which nothing is used: no later step takes or reads
what it makes, and no outcome of it decides what follows.
A `check` of an item that has bases is covered by them: to examine an application is part of deciding it.

## Why it matters

Every such step takes days, hands and often a visit, and gives nobody any protection. 没有依据的程序 are the first thing
a reform is to clear away.

## Basis

- 行政许可法 第四条: licensing follows the procedure that the law gives, and no other.
- 优化营商环境条例 第三十五条: fewer steps; 第六十四条: no duties without a basis in law.
- Theory: *task elimination* in Reijers and Liman Mansar (2005).

## Example

```yaml
activities:
  intake: {does: accept, bases: [licensing-32]}
  stamp: {does: seal, after: [{activity: intake, ground: custom}]}
  decide: {does: decide, after: [{activity: stamp, ground: custom}], bases: [licensing-38]}
```

## After the remedy

The step goes; who waited for it waits for what it waited for:

```yaml
activities:
  intake: {does: accept, bases: [licensing-32]}
  decide: {does: decide, after: [{activity: intake, ground: custom}], bases: [licensing-38]}
```

## Remedy safety

Needs a human: that no basis is cited does not prove that there is none. `assumption: true` says that nobody knows one;
the finding then says so. Edits are offered where nothing but links and lists of duties names the step.

## Limits of the rule

Matters (`kind: matter`) are left out: how an administration organises its own work needs no law.
Legal acts other than a seal, and steps that take a case in or decide it, are never reported here.

## References

- 张百顺《流程再造是一场刀刃向内的自我革命和制度创新》，2019-10-08（邹城）：没有依据的程序
- H. A. Reijers, S. Liman Mansar: Best practices in business process redesign. Omega 33 (2005).
"""

from __future__ import annotations

from collections.abc import Iterator

from zaizao.definition.vocabulary import VERBS
from zaizao.diagnosis.mending import drop_activity
from zaizao.diagnosis.rule import Availability, Remedy, Rule, Severity, Sighting
from zaizao.diagnosis.scope import Scope
from zaizao.units import Text

_ASSUMED = Text(
    "{does}“{name}”只是假定，没有人说得出依据，也没有谁用它的结果，可以取消",
    "“{name}” ({does}) is only assumed: nobody knows a basis and nothing uses its result; it can go",
)


def _look(scope: Scope) -> Iterator[Sighting]:
    for name, activity in scope.activities.items():
        if not activity.bases and scope.is_unfounded(name):
            fields = {"name": scope.name_activity(name), "does": VERBS[activity.does].name}
            remedy = Remedy("eliminate", drop_activity(scope, name))
            message = _ASSUMED if activity.assumption else None
            yield Sighting(("activities", name), fields, remedy=remedy, message=message)


RULE = Rule(
    code="ZL205",
    name="unfounded-procedure",
    title=Text("没有依据的程序", "Unfounded procedure"),
    severity=Severity.WARNING,
    remedy=Availability.ALWAYS,
    operator="eliminate",
    message=Text(
        "{does}“{name}”没有依据，也没有谁用它的结果，可以取消",
        "“{name}” ({does}) has no basis and nothing uses its result: it can go",
    ),
    look=_look,
)
