"""A pledge may replace a document in an area where the rules allow none.

对不适用告知承诺的事项允许了承诺。

## What it finds

A material with `pledge: allowed`, though it or an item that needs it names an area in which no pledge may replace a
document (`risks` is not empty).

## Why it matters

Where safety, health, money or secrets are at stake a check afterwards comes too late.

## Basis

- 国办发〔2020〕42号 (rule table: `pledge.excluded`): not for state security or secrets, public safety, prudential
  finance, ecology, health, life and property, important foreign-related and high-risk items.

## Example

```yaml
items:
  food: {organ: market-regulation, bases: [food-35], risks: [直接关系人身健康和生命财产安全]}
materials:
  health-certificates: {name: 从业人员健康证明, certificate: true, pledge: allowed, basis: food-45}
```

## After the remedy

```yaml
materials:
  health-certificates: {name: 从业人员健康证明, certificate: true, basis: food-45}
```

## Remedy safety

Needs a human: either the pledge is wrong or the area is.

## Limits of the rule

Areas nobody wrote down are not seen. Where the article that the material rests on itself speaks of a pledge (承诺), as
消防法 第十五条 does, a law stands above the document and nothing is found; that needs the article's text at hand.

## References

- [Material](../language.md#material), [item](../language.md#item)
- ZL305: the opposite fault.
"""

from __future__ import annotations

from collections.abc import Iterator

from zaizao.diagnosis.rule import Availability, Evidence, Remedy, Rule, Severity, Sighting
from zaizao.diagnosis.rules.zl3.pledge_unused import list_items
from zaizao.diagnosis.scope import Scope
from zaizao.units import Text
from zaizao.units.edit import Drop, Edit

_LAW = Evidence(Text("不适用告知承诺的范围", "where no pledge is allowed"), law="国办发〔2020〕42号")


def _look(scope: Scope) -> Iterator[Sighting]:
    for name, material in scope.definition.materials.items():
        if material.pledge != "allowed":
            continue
        areas = _list_areas(scope, name)
        if areas:
            path = ("materials", name)
            edits: list[Edit] = [Drop((*path, "pledge"))]
            if material.pledge_check is not None:
                edits.append(Drop((*path, "pledge_check")))
            fields = {"material": material.name, "areas": areas}
            yield Sighting((*path, "pledge"), fields, remedy=Remedy(None, tuple(edits)), evidence=(_LAW,))


def _list_areas(scope: Scope, name: str) -> tuple[str, ...]:
    """The areas that exclude a pledge; none where the law that demands the material provides for a pledge itself."""
    material = scope.definition.materials[name]
    items = scope.definition.items
    lists = [material.risks, *(items[one].risks for one in list_items(scope, name) if one in items)]
    areas = tuple(dict.fromkeys(risk for risks in lists for risk in risks or ()))
    if not areas or material.basis is None:
        return areas
    verdict = scope.judge_basis(material.basis)
    provided = (
        verdict is not None and verdict.carries and verdict.article is not None and "承诺" in verdict.article.text
    )
    return () if provided else areas


RULE = Rule(
    code="ZL308",
    name="pledge-excluded",
    title=Text("不得承诺而允许承诺", "Pledge excluded"),
    severity=Severity.ERROR,
    remedy=Availability.ALWAYS,
    message=Text(
        "“{material}”允许以承诺代替，但涉及{areas}，不适用告知承诺",
        "A pledge may replace “{material}”, though {areas} excludes it",
    ),
    look=_look,
)
