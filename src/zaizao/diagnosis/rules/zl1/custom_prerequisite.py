"""A step waits for another although neither the law nor a result it needs demands it.

一个环节要等另一个环节办完，既没有法律依据，也不需要前一环节的结果，只是历来如此。

## What it finds

A prerequisite whose ground is `custom`: habit, no source known.
Where the step does take or read what the other one makes, the prerequisite is needed but wrongly declared; then the
message names the object and the remedy is to write `ground: data`.

## Why it matters

Each such wait lengthens the shortest way through the process by the whole time of the step waited for, and gives the
case one more hand-over at which it can lie. Nobody loses a right when the two steps are done side by side.

## Basis

- 行政许可法 第六条: licensing is to be convenient and efficient.
- 优化营商环境条例 第三十五条: fewer steps, fewer papers, less time; 第四十一、四十二条: approvals side by side.
- Theory: *parallelism* in Reijers and Liman Mansar, best practices in business process redesign (2005).

## Example

```yaml
activities:
  ask-street: {does: consult, by: street, gives: [opinion], bases: [city-appearance-14]}
  visit: {does: visit_site, takes: [plan], after: [{activity: ask-street, ground: custom}], bases: [city-appearance-14]}
```

## After the remedy

The link goes. A step that would have no prerequisite left takes over those of the one it waited for, so that both
begin at the same time, after the case was taken in:

```yaml
  visit: {does: visit_site, takes: [plan], bases: [city-appearance-14]}
```

## Remedy safety

Needs a human, because a definition that names no papers and no facts proves nothing about what people really look at.
It is safe only where all of this holds: the step waited for says what comes of it and the waiting one says what it
takes or reads; nothing that comes after reads, takes or is written over by that result without another link; neither
is a legal act; the prerequisite holds in every case (no `on`, cannot be skipped), and the step needs all of its.
Writing `ground: data` where the data say so changes nothing that happens and is safe.

## Limits of the rule

What follows by nature (delivering, filing, rating, calling back …) is not reported, except after a procedure; and in a
matter, where nobody has applied for anything, only procedures that wait for procedures are.
It believes the declared ground: a habit that somebody declared as `law` is found by the rules about bases (ZL2).
It cannot see dependences that nobody wrote down. A habit that other links imply anyway is `redundant-prerequisite`, one that closes a circle `mutual-prerequisite`.
Where the source begins the case (`submit`, `accept`, `register`), no remedy is proposed: somebody has to take a case
in before it is worked on, and what is missing is only the basis.

## References

- [Activities and links](../language.md#activities-and-links)
- H. A. Reijers, S. Liman Mansar: Best practices in business process redesign. Omega 33 (2005).
"""

from __future__ import annotations

from collections.abc import Iterator

from zaizao.definition.model import Ground, Link
from zaizao.diagnosis.habits import BEGINNINGS, is_habit
from zaizao.diagnosis.mending import drop_link
from zaizao.diagnosis.rule import Availability, Remedy, Rule, Safety, Severity, Sighting
from zaizao.diagnosis.scope import Scope
from zaizao.units import Text
from zaizao.units.edit import Edit, Put

_NEEDED = Text(
    "“{target}”在“{source}”之后写作惯例，其实需要它的结果“{thing}”",
    "“{target}” after “{source}” is declared as habit, but needs its result “{thing}”",
)


def _look(scope: Scope) -> Iterator[Sighting]:
    for target, activity in scope.activities.items():
        for index, link in enumerate(activity.after):
            if (
                link.ground is Ground.CUSTOM
                and is_habit(scope, target, link)
                and (target, index) not in scope.implied
                and not _closes(scope, target, link)
            ):
                yield _judge(scope, target, index=index, link=link)


def _closes(scope: Scope, target: str, link: Link) -> bool:
    """Whether the link closes a circle: then `mutual-prerequisite` speaks of it."""
    return scope.survey.has_circle and scope.leads_to(target, link.activity)


def _judge(scope: Scope, target: str, *, index: int, link: Link) -> Sighting:
    path = ("activities", target, "after", index)
    fields = {"source": scope.name_activity(link.activity), "target": scope.name_activity(target)}
    things = scope.list_handed(link.activity, target)
    if things:
        edits: tuple[Edit, ...] = (Put((*path, "ground"), "data"), Put((*path, "of"), things[0]))
        thing = scope.name_thing(things[0])
        return Sighting(path, {**fields, "thing": thing}, remedy=Remedy(None, edits, Safety.SAFE), message=_NEEDED)
    if scope.activities[link.activity].does in BEGINNINGS:
        return Sighting(path, fields)
    always = not link.on and not scope.survey.can_fail(link, scope.survey.skippable)
    remedy = Remedy(
        "parallelise",
        drop_link(scope, target, index) if always else (),
        _judge_safety(scope, target, link) if always else Safety.HUMAN,
    )
    return Sighting(path, fields, remedy=remedy)


def _judge_safety(scope: Scope, target: str, link: Link) -> Safety:
    """See the section on safety above; each line is one of its conditions."""
    source, waiting = scope.activities[link.activity], scope.activities[target]
    proved = (
        not scope.is_legal_act(source)
        and not scope.is_legal_act(waiting)
        and waiting.needs == "all"
        and bool(source.gives or source.writes)
        and bool(waiting.takes or waiting.reads)
        and not _is_needed_later(scope, target, link)
    )
    return Safety.SAFE if proved else Safety.HUMAN


def _is_needed_later(scope: Scope, target: str, link: Link) -> bool:
    """Whether something from ``target`` on depends on the source and would not come after it without the link."""
    dependents = scope.list_dependents(link.activity)
    later = [one for one in dependents if one == target or scope.leads_to(target, one)]
    return bool(later) and not scope.list_after(link.activity, without=target).issuperset(later)


RULE = Rule(
    code="ZL103",
    name="custom-prerequisite",
    title=Text("惯例前置", "Custom prerequisite"),
    severity=Severity.WARNING,
    remedy=Availability.SOMETIMES,
    safety=Safety.SAFE,
    operator="parallelise",
    message=Text(
        "“{target}”要等“{source}”办完，没有法律依据，也不需要它的结果，只是惯例",
        "“{target}” waits for “{source}” although neither law nor its result demands it: only habit",
    ),
    look=_look,
)
