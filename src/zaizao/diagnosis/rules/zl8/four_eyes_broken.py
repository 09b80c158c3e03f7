"""Rules about who may do a step were broken.

关于由谁来办的规定被违反：该分开的没有分开，该两人的只有一人。

## What it finds

Cases in which somebody did a step that the definition forbids to whoever did another one (`who.not`), in which fewer people are named
at a step than it demands (`who.count`), or in which another one did what the same person was to do (`who.same_as`).

## Why it matters

These rules are there against mistakes and favours; a decision made against them can be set aside. One case is enough for a finding.

## Basis

- 行政许可法 第三十四条第三款: at least two officers.
- 行政许可法 第四十八条: who examines does not chair the hearing.
- Theory: separation of duties, Saltzer and Schroeder (1975).

## Example

```yaml
activities:
  check: {does: check}
  decide: {does: decide, who: {not: [check]}, after: [{activity: check, ground: data, of: opinion}]}
```

## After the remedy

```yaml
# in no case of the log the same person
activities:
  check: {does: check}
  decide: {does: decide, who: {not: [check]}, after: [{activity: check, ground: data, of: opinion}]}
```

## Remedy safety

None is proposed: each case has to be looked at.

## Limits of the rule

A log that names only one of two officers looks as if there was one: then surely more than `skipped-share` of the cases must
have too few, and at least one of them two. People who share an account look like one. Fewer than `least-cases` cases give no finding.

## References

- [The language](../language.md)
- The interval of a share: Clopper and Pearson, Biometrika 26 (1934); thresholds: `diagnosis/thresholds.yaml`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from zaizao.diagnosis.evidence import name_cases, on_facts, threshold, write_figures
from zaizao.diagnosis.rule import Availability, Rule, Severity, Sighting
from zaizao.diagnosis.scope import Scope
from zaizao.mining.facts.people import list_shared_hands, list_too_few_hands
from zaizao.units import Text

if TYPE_CHECKING:
    from zaizao.definition.finding import Path
    from zaizao.mining.facts import Facts, Seen


_TOO_FEW = Text(
    "“{step}”要有 {needed} 人，{total} 件中有 {count} 件不到：{share}",
    "“{step}” needs {needed} people; {count} of {total} cases name fewer: {share}",
)
_NOT_THE_SAME = Text(
    "“{step}”应由办“{other}”的人办，{total} 件中有 {count} 件换了人：{share}",
    "“{step}” is for whoever did “{other}”; in {count} of {total} cases it was somebody else: {share}",
)


@on_facts
def _look(scope: Scope, facts: Facts) -> Iterator[Sighting]:
    for name, activity in scope.activities.items():
        who = activity.who
        if who is None:
            continue
        for index, other in enumerate(who.not_):
            if other in facts.steps:
                cases, total = list_shared_hands(facts, name, other)
                yield from _tell(
                    scope, facts, ("activities", name, "who", "not", index), facts.see(cases, total), other
                )
        if who.same_as in facts.steps:
            yield from _tell_changed(scope, facts, name, str(who.same_as))
        yield from _tell_too_few(scope, facts, name, who.count)


def _tell(
    scope: Scope, facts: Facts, path: Path, seen: Seen, other: str, message: Text | None = None
) -> Iterator[Sighting]:
    if seen.share.count:
        names = {"step": scope.name_activity(str(path[1])), "other": scope.name_activity(other)}
        fields = {**names, **write_figures(facts, seen)}
        yield Sighting(path, fields, evidence=name_cases(facts, seen), message=message)


def _tell_changed(scope: Scope, facts: Facts, name: str, other: str) -> Iterator[Sighting]:
    same, total = list_shared_hands(facts, name, other)
    both = np.intersect1d(facts.cases_of(name), facts.cases_of(other))
    if len(both) == total:  # everybody is named
        seen = facts.see(np.setdiff1d(both, same), total)
        yield from _tell(scope, facts, ("activities", name, "who", "same_as"), seen, other, _NOT_THE_SAME)


def _tell_too_few(scope: Scope, facts: Facts, name: str, needed: int) -> Iterator[Sighting]:
    if needed < 2:
        return
    cases, total = list_too_few_hands(facts, name, needed)
    seen = facts.see(cases, total)
    if len(cases) < total and seen.share.low > threshold("skipped-share"):
        fields = {"step": scope.name_activity(name), "needed": needed, **write_figures(facts, seen)}
        evidence = name_cases(facts, seen)
        yield Sighting(("activities", name, "who", "count"), fields, evidence=evidence, message=_TOO_FEW)


RULE = Rule(
    code="ZL813",
    name="four-eyes-broken",
    title=Text("办理人规定被违反", "Four eyes broken"),
    severity=Severity.ERROR,
    remedy=Availability.NONE,
    message=Text(
        "“{step}”不能由办“{other}”的人来办，{total} 件中有 {count} 件是同一人：{share}",
        "“{step}” is not for whoever did “{other}”; in {count} of {total} cases it was the same person: {share}",
    ),
    look=_look,
    since="0.5",
)
