"""A legal act, an acceptance, a paper or a limit that cites no basis and does not say that it is assumed.

法律行为、受理、申请材料或时限没有写依据，也没有标明是假定。

## What it finds

- An activity that is a legal act or takes an application in, without `bases`, of no item that has some.
- A material asked of the applicant without `basis`.
- A statutory clock of an item, or a limit by which silence decides, without a basis of its own or of its item.

Whoever marks it `assumption: true` has said that no source is known; then it is not missing but open.

## Why it matters

Who is asked for something is entitled to know on what law; without one nobody may ask. And what has no source cannot be
defended when it is kept, nor shown to be unfounded when it is dropped.

## Basis

- 行政许可法 第四条: licensing follows the competence, scope, conditions and procedure that the law gives.
- 优化营商环境条例 第六十四条: no document may add to anybody's duties without a basis in law.

## Example

```yaml
materials:
  photograph: {name: 一寸照片}
activities:
  intake: {does: accept, takes: [photograph]}
```

## After the remedy

The basis is cited, or the thing goes, or it is marked as assumed until somebody knows:

```yaml
materials:
  photograph: {name: 一寸照片, assumption: true}
activities:
  intake: {does: accept, takes: [photograph], bases: [licensing-32]}
```

## Remedy safety

Needs a human: only somebody who knows the law can name it. No edit is offered, for `assumption: true` written by a
tool would hide what this rule is there to show.

## Limits of the rule

In a matter (`kind: matter`: no application, so nothing is asked of an applicant) only limits are looked at.
Whether the basis named carries what is done is the business of `basis-not-authorising`.
Steps of examination that nothing founds are `unfounded-procedure`.

## References

- 张百顺《流程再造是一场刀刃向内的自我革命和制度创新》，2019-10-08（邹城）：没有法律法规依据的程序
- [Definition](../language.md#process-definition)
"""

from __future__ import annotations

from collections.abc import Iterator

from zaizao.definition.model import Kind
from zaizao.diagnosis.rule import Availability, Rule, Severity, Sighting
from zaizao.diagnosis.scope import Scope
from zaizao.units import Text

_ACT = Text("法律行为“{}”", "the legal act “{}”")
_INTAKE = Text("受理环节“{}”", "the intake “{}”")
_MATERIAL = Text("申请材料“{}”", "the paper “{}”")
_CLOCK = Text("“{}”的法定期限", "the statutory limit of “{}”")
_SILENCE = Text("“{}”的默示决定", "the decision by silence at “{}”")


def _look(scope: Scope) -> Iterator[Sighting]:
    if scope.definition.kind is not Kind.MATTER:
        yield from _look_at_acts(scope)
        yield from _look_at_materials(scope)
    yield from _look_at_limits(scope)


def _name(what: Text, name: Text) -> dict[str, object]:
    return {"what": Text(what.zh.format(name.zh), what.say("en").format(name.say("en")))}


def _is_founded(scope: Scope, item: str | None) -> bool:
    return item is not None and item in scope.definition.items and bool(scope.definition.items[item].bases)


def _look_at_acts(scope: Scope) -> Iterator[Sighting]:
    for name, activity in scope.activities.items():
        if activity.bases or activity.assumption or _is_founded(scope, activity.item):
            continue
        if activity.does == "accept" or (scope.is_legal_act(activity) and not scope.is_unfounded(name)):
            what = _INTAKE if activity.does == "accept" else _ACT
            yield Sighting(("activities", name), _name(what, scope.name_activity(name)))


def _look_at_materials(scope: Scope) -> Iterator[Sighting]:
    for name, material in scope.definition.materials.items():
        if material.source == "applicant" and material.basis is None and not material.assumption:
            yield Sighting(("materials", name), _name(_MATERIAL, material.name))


def _look_at_limits(scope: Scope) -> Iterator[Sighting]:
    for name, item in scope.definition.items.items():
        if item.clock is not None and item.clock.basis is None and not item.bases:
            yield Sighting(("items", name, "clock"), _name(_CLOCK, scope.name_item(name)))
    for name, activity in scope.activities.items():
        if activity.silent is not None and activity.silent.basis is None and not activity.assumption:
            yield Sighting(("activities", name, "silent"), _name(_SILENCE, scope.name_activity(name)))


RULE = Rule(
    code="ZL201",
    name="missing-basis",
    title=Text("缺少依据", "Missing basis"),
    severity=Severity.WARNING,
    remedy=Availability.NONE,
    message=Text("{what}没有依据，也没有标明是假定", "There is no basis for {what}, nor is it marked as assumed"),
    look=_look,
)
