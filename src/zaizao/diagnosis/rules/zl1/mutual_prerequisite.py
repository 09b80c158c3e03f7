"""Steps, items or processes that each wait for the other.

互为前置：几个环节、事项或流程互相要对方先办完，谁也办不成。

## What it finds

- A circle of links inside one definition (only a description of what was found, `as_is: true`, loads with one).
- Steps of one definition that take each other's results, directly or along links.
- Processes diagnosed together (a folder) of which each takes a result that only the other makes, before it makes its
  own. Results are matched by their Chinese name, else by their identifier.

## Why it matters

The applicant is sent to and fro, and the case moves only when somebody breaks a rule. It is the oldest complaint about
approvals: 互为前置.

## Basis

- 行政许可法 第六条: licensing is to be convenient and efficient.
- 优化营商环境条例 第四十一条: conditions are to be coordinated and handled side by side.
- Theory: mutual waiting is a deadlock (Coffman, Elphick and Shoshani 1971); a net with one is not sound (van der Aalst).

## Example

```yaml
as_is: true
activities:
  register: {does: decide, gives: [licence], after: [{activity: consult-sign, ground: custom}]}
  consult-sign: {does: consult, takes: [licence], after: [{activity: register, ground: data, of: licence}]}
```

## After the remedy

The one link that is mere habit goes, and the circle with it:

```yaml
  register: {does: decide, gives: [licence]}
```

## Remedy safety

Safe where exactly one link of the circle is habit: no case can have passed the circle, and only that link may go.
Where there are several, or none, somebody has to decide who begins; no edit is offered.

## Limits of the rule

Of a knot of many circles the shortest is shown; the next one appears when it is gone.
Between processes only results that exactly one other process makes are followed, and nothing the applicant could have
from somewhere else is known to be so.

## References

- [Circles](../language.md#circles)
- 张百顺《流程再造是一场刀刃向内的自我革命和制度创新》，2019-10-08（邹城）
- E. G. Coffman, M. J. Elphick, A. Shoshani: System deadlocks. Computing Surveys 3 (1971).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from zaizao.definition.checks.circle import find_circles
from zaizao.definition.model import Ground
from zaizao.diagnosis.mending import drop_link
from zaizao.diagnosis.rule import Availability, Evidence, Remedy, Rule, Safety, Severity, Sighting
from zaizao.diagnosis.scope import Scope
from zaizao.units import Text

_RESULTS = Text(
    "{circle}互相要对方的结果：“{step}”要“{thing}”，而“{thing}”要等它办完才有",
    "{circle} need each other's results: “{step}” takes “{thing}”, which is made only after it is done",
)
_PROCESSES = Text(
    "流程之间互为前置：本流程的“{step}”要“{process}”的“{thing}”，而“{process}”办出“{thing}”之前又要本流程的“{own}”",
    "Processes wait for each other: “{step}” here takes “{thing}” of “{process}”, which needs “{own}” of this one first",
)


def _look(scope: Scope) -> Iterator[Sighting]:
    circles = list(find_circles(scope.survey))
    for circle in circles:
        if circle:
            yield _tell_circle(scope, circle)
    yield from _look_at_results(scope, known={frozenset(circle) for circle in circles})
    if len(scope.assembly.definitions) > 1:
        yield from _look_between(scope)


def _tell_circle(scope: Scope, circle: tuple[str, ...]) -> Sighting:
    links = [
        (target, index, link)
        for source, target in zip(circle, (*circle[1:], circle[0]), strict=True)
        for index, link in enumerate(scope.activities[target].after)
        if link.activity == source
    ]
    habits = [one for one in links if one[2].ground is Ground.CUSTOM]
    target, index, _ = (habits or links)[0]
    evidence = tuple(
        Evidence(
            Text(f"“{scope.name_activity(link.activity).zh}”先于“{scope.name_activity(after).zh}”",
                 f"“{scope.name_activity(link.activity).say('en')}” before “{scope.name_activity(after).say('en')}”"),
            ("activities", after, "after", place),
        )
        for after, place, link in links
    )  # fmt: skip
    remedy = Remedy("resequence")
    if len(habits) == 1:
        remedy = Remedy("parallelise", drop_link(scope, target, index), Safety.SAFE)
    path = ("activities", target, "after", index)
    return Sighting(path, {"circle": scope.join_activities(circle)}, remedy=remedy, evidence=evidence)


def _look_at_results(scope: Scope, *, known: set[frozenset[str]]) -> Iterator[Sighting]:
    """Circles of links and of results handed over, apart from those of links alone."""
    handed = dict(_list_late_results(scope))
    if not handed:
        return
    following = {name: dict.fromkeys(followers) for name, followers in scope.followers.items()}
    for maker, taker in handed:
        following[maker][taker] = None
    for (maker, taker), index in handed.items():
        way = _find_way(following, taker, maker)
        if way and frozenset(way) not in known:
            known.add(frozenset(way))
            thing = scope.activities[taker].takes[index]
            fields = {
                "circle": scope.join_activities(way),
                "step": scope.name_activity(taker),
                "thing": scope.name_material(thing),
            }
            path = ("activities", taker, "takes", index)
            yield Sighting(path, fields, remedy=Remedy("resequence"), message=_RESULTS)


def _list_late_results(scope: Scope) -> Iterator[tuple[tuple[str, str], int]]:
    """Maker and taker, where only one makes the thing and no link leads from the one to the other."""
    turns = [frozenset(a.repeat.body) | {name} for name, a in scope.activities.items() if a.repeat is not None]
    makers_of, materials = scope.makers, scope.definition.materials
    for taker, activity in scope.activities.items():
        for index, thing in enumerate(activity.takes):
            makers = makers_of.get(thing, ())
            if len(makers) != 1 or makers[0] == taker or scope.is_before(makers[0], taker):
                continue
            declared = materials.get(thing)
            inside = declared is None or declared.source in scope.activities
            if inside and not any({makers[0], taker} <= turn for turn in turns):
                yield (makers[0], taker), index


def _find_way(following: Mapping[str, Mapping[str, None]], first: str, last: str) -> tuple[str, ...]:
    """The shortest way from one to the other, both included; empty where there is none."""
    came_from: dict[str, str] = {first: first}
    todo = [first]
    for name in todo:  # grows while it is walked
        if name == last:
            break
        for follower in following[name]:
            if follower not in came_from:
                came_from[follower] = name
                todo.append(follower)
    if last not in came_from:
        return ()
    way = [last]
    while way[-1] != first:
        way.append(came_from[way[-1]])
    return tuple(reversed(way))


def _look_between(scope: Scope) -> Iterator[Sighting]:
    """Results of other processes that this one needs before it makes what those need before."""
    wants = scope.assembly.wants
    for want in wants.list_wants(scope.definition):
        way = wants.find_way(want.thing, want.made)
        if not way:
            continue
        maker, _ = wants.makers[want.thing]
        path = ("activities", want.taker, "takes", want.index)
        fields = {
            "step": scope.name_activity(want.taker),
            "thing": Text(want.thing, want.thing),
            "process": maker.name,
            "own": Text(want.made, want.made),
        }
        evidence = tuple(
            Evidence(Text(f"要“{step.thing}”", f"needs “{step.thing}”"), ("activities", step.taker), step.process)
            for step in way
        )
        yield Sighting(path, fields, remedy=Remedy("resequence"), evidence=evidence, message=_PROCESSES)


RULE = Rule(
    code="ZL101",
    name="mutual-prerequisite",
    title=Text("互为前置", "Mutual prerequisite"),
    severity=Severity.ERROR,
    remedy=Availability.ALWAYS,
    safety=Safety.SAFE,
    operator="resequence",
    message=Text(
        "{circle}互为前置：每一个都要等另一个先办完", "{circle} wait for each other: none of them can be done first"
    ),
    look=_look,
)
