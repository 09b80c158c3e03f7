"""A check looks again at what the same organ has just checked.

对同一机关刚刚审核过的同一套材料再审一遍，没有依据，也没有新的内容。

## What it finds

A `check`, `review` or `countersign` without a basis in force that
- comes only after checks of its own organ (or of an organ directly above or below it), and
- takes and reads nothing but what those took, read or made, and
- makes nothing itself, and records nothing that another step reads.

## Why it matters

A second look by the same house at the same papers adds its waiting time to every case and spreads responsibility until
nobody has it. What needs four eyes in a few cases does not need them in all.

## Basis

- 优化营商环境条例 第三十五条: no step is added without a law, regulation or rule.
- 行政许可法 第三十七条: the decision follows the examination by the prescribed procedure.
- Theory: *control reduction* and *task elimination* in Reijers and Liman Mansar (2005).

## Example

```yaml
activities:
  check: {does: check, by: market-regulation, takes: [form], bases: [registration-19]}
  review: {does: review, by: market-regulation, takes: [form], after: [{activity: check, ground: custom}]}
  decide: {does: decide, by: market-regulation, after: [{activity: review, ground: custom}]}
```

## After the remedy

```yaml
activities:
  check: {does: check, by: market-regulation, takes: [form], bases: [registration-19]}
  decide: {does: decide, by: market-regulation, after: [{activity: check, ground: custom}]}
```

## Remedy safety

Needs a human: an internal rule that no law knows may want the second look for some cases (large sums, conflicts of
interest). Then it is drawn at random or guarded by `when`, not done for all.

## Limits of the rule

It compares papers and fields as written down; a review that looks at things nobody wrote down seems empty to it.
First reviews by a lower authority (行政许可法 第三十五条) rest on a basis and are not found.

## References

- [Activity](../language.md#activity)
- ZL402: countersigning by another organ.
"""

from __future__ import annotations

from collections.abc import Iterator

from zaizao.definition.model import Activity
from zaizao.definition.survey import list_written
from zaizao.diagnosis.rule import Availability, Evidence, Remedy, Rule, Severity, Sighting
from zaizao.diagnosis.scope import Scope
from zaizao.units import Text

CHECKING = frozenset({"check", "review", "countersign"})
"""The words for looking at papers without deciding."""


def _look(scope: Scope) -> Iterator[Sighting]:
    in_force: dict[str, bool] = {}  # most checks of a process rest on the same few bases
    for name, activity in scope.activities.items():
        if activity.does not in CHECKING or activity.gives or not activity.after:
            continue
        for basis in activity.bases:
            if basis not in in_force:
                in_force[basis] = scope.carries(basis)
        if any(in_force[basis] for basis in activity.bases):
            continue
        checks = _list_checks(scope, name)
        if checks and not _adds_something(scope, name, activity, checks):
            evidence = (Evidence(Text("已经审过的环节", "the check before it"), ("activities", checks[0])),)
            fields = {"again": scope.name_activity(name), "first": scope.name_activity(checks[0])}
            yield Sighting(("activities", name), fields, remedy=Remedy("eliminate"), evidence=evidence)


def are_one_house(scope: Scope, one: str, other: str) -> bool:
    """Whether two organs are the same, or one stands directly above the other (a section and its bureau)."""
    if one == other:
        return True
    organs = scope.definition.organs
    first, second = organs.get(one), organs.get(other)
    return (first is not None and first.above == other) or (second is not None and second.above == one)


def _list_checks(scope: Scope, name: str) -> tuple[str, ...]:
    """The checks of the same house right before it; none where it also follows something else for the first time."""
    actor = scope.actor_of(name)
    sources = [link.activity for link in scope.activities[name].after if link.activity in scope.activities]
    checks = tuple(
        source
        for source in sources
        if scope.activities[source].does in CHECKING and are_one_house(scope, scope.actor_of(source), actor)
    )
    rest = [source for source in sources if source not in checks]
    return checks if all(any(scope.is_before(one, check) for check in checks) for one in rest) else ()


def _adds_something(scope: Scope, name: str, activity: Activity, checks: tuple[str, ...]) -> bool:
    seen: set[str] = set()
    todo = list(checks)
    walked: set[str] = {name}
    for check in todo:  # grows while it is walked
        if check in walked:
            continue
        walked.add(check)
        one = scope.activities[check]
        seen |= {*one.takes, *one.gives, *list_written(one), *scope.reads[check]}
        todo.extend(_list_checks(scope, check))
    if not {*activity.takes, *activity.reads} <= seen:
        return True
    written = set(list_written(activity))
    read = scope.asked_elsewhere.union(*(fields for other, fields in scope.reads.items() if other != name))
    return bool(written & read)


RULE = Rule(
    code="ZL401",
    name="review-of-review",
    title=Text("审核之上再审核", "Review of a review"),
    severity=Severity.WARNING,
    remedy=Availability.ALWAYS,
    operator="eliminate",
    message=Text(
        "“{again}”把“{first}”审过的再审一遍，没有现行依据，也没有新的材料",
        "“{again}” looks again at what “{first}” has checked: no basis in force, nothing new to look at",
    ),
    look=_look,
)
