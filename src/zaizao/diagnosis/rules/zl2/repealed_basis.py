"""Something is founded on a law that is not in force.

依据的法律条文已经失效，或者还没有施行，制度不再适应。

## What it finds

Every place that cites a basis (an activity, a prerequisite, an item, a clock, a material, a field, an undo, silence, an
interrupt) that is not in force on the day asked: its own `until` has passed or its `from` is still to come, or the
law text at hand has ended. Without a day only laws that were repealed for good are found.

## Why it matters

A repealed article founds nothing: the step goes on out of habit, and whoever suffers from it can have it set aside.
It is what the reformers call 不适应的制度.

## Basis

- 行政许可法 第四条: licensing follows the competence, scope, conditions and procedure that the law gives.
- 立法法 and the dates in the law texts themselves: from when and until when an article holds.

## Example

```yaml
activities:
  verify: {does: verify, bases: [individual-9]}   # 个体工商户条例 was repealed on 2022-11-01
```

## After the remedy

The step goes where nothing else founds it; else only the citation goes:

```yaml
activities: {}
```

## Remedy safety

Safe where the same list cites another basis that is in force: only the citation goes, and nothing that happens changes.
Everything else needs a human: a step that stands on the repealed article alone may go, a prerequisite by it too, but
perhaps the law that took its place says the same and only has to be cited.

## Limits of the rule

It knows the dates in the definition and in the law texts at hand, not what was never written down.
A basis that nothing cites is not looked at.

## References

- [Definition: basis](../language.md#basis)
- 张百顺《流程再造是一场刀刃向内的自我革命和制度创新》，2019-10-08（邹城）：不适应的制度
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from zaizao.definition.finding import Path
from zaizao.diagnosis.citing import Citation
from zaizao.diagnosis.lawful import Standing
from zaizao.diagnosis.mending import drop_activity, drop_link
from zaizao.diagnosis.rule import Availability, Evidence, Remedy, Rule, Safety, Severity, Sighting
from zaizao.diagnosis.scope import Scope
from zaizao.units import Text
from zaizao.units.edit import Drop

_NOT_YET = Text(
    "{where}依据的{basis}要到{day}才施行", "{where} is founded on {basis}, which comes into force only on {day}"
)
_REPEALED = Text("{where}依据的{basis}已经废止", "{where} is founded on {basis}, which has been repealed")


def _look(scope: Scope) -> Iterator[Sighting]:
    if not scope.not_in_force:
        return
    for citation in scope.citations:
        if citation.basis in scope.not_in_force:
            yield _judge(scope, citation)


def _judge(scope: Scope, citation: Citation) -> Sighting:
    verdict = scope.judge_basis(citation.basis)
    assert verdict is not None
    cited = scope.cite(citation.basis)
    message = _NOT_YET if verdict.standing is Standing.NOT_YET else None if verdict.day else _REPEALED
    return Sighting(
        citation.path,
        {"where": _name_place(scope, citation.path), "basis": cited, "day": _write_day(verdict.day)},
        remedy=_propose(scope, citation),
        evidence=(Evidence(Text("失效的依据", "the basis not in force"), ("bases", citation.basis), law=cited),),
        message=message,
    )


def _write_day(day: dt.date | None) -> Text:
    """A day of a law has no weekday."""
    return Text("", "") if day is None else Text(f"{day.year}年{day.month}月{day.day}日", day.isoformat())


def _propose(scope: Scope, citation: Citation) -> Remedy | None:
    path = citation.path
    if any(scope.carries(other) for other in citation.beside):
        return Remedy(None, (Drop(path),), Safety.SAFE)
    if path[0] == "activities" and path[2] == "bases":
        name = str(path[1])
        return Remedy("eliminate", drop_activity(scope, name) if scope.is_unfounded(name) else ())
    if path[0] == "activities" and path[2] == "after" and isinstance(path[3], int):
        return Remedy("parallelise", drop_link(scope, str(path[1]), path[3]))
    return Remedy("eliminate") if path[0] in ("materials", "fields") else None


def _name_place(scope: Scope, path: Path) -> Text:
    table, name = str(path[0]), str(path[1])
    if table == "activities" and path[2] == "after" and isinstance(path[3], int):
        source = scope.name_activity(scope.activities[name].after[path[3]].activity)
        target = scope.name_activity(name)
        return Text(f"“{target.zh}”等“{source.zh}”", f"That “{target.say('en')}” waits for “{source.say('en')}”")
    found = scope.name_element(table, name)
    return Text(f"“{found.zh}”", f"“{found.say('en')}”")


RULE = Rule(
    code="ZL202",
    name="repealed-basis",
    title=Text("依据失效", "Repealed basis"),
    severity=Severity.ERROR,
    remedy=Availability.SOMETIMES,
    safety=Safety.SAFE,
    operator="eliminate",
    message=Text("{where}依据的{basis}已于{day}失效", "{where} is founded on {basis}, which ended on {day}"),
    look=_look,
)
