"""The applicant has to write down the same fact more than once.

同一项信息要申请人填两遍：另立一项名称相同的字段，或者同一字段出现在两张表上。

## What it finds

Among the fields asked of the applicant, that no step writes:
- two of the same name and type, or two that are `held` in the same place where one name contains the other;
- one that stands on two or more forms (`holds`) which the applicant fills in.

## Why it matters

Each repetition is work and a chance to contradict oneself; the clerk then checks one form against the other.

## Basis

- 行政许可法 第二十九条: the form holds only what the item needs; 第三十三条: authorities share.
- 国办发〔2025〕24号: one application form for one thing (一表申请; known second-hand).

## Example

```yaml
fields:
  shop_name: {type: string, name: 店铺名称, purpose: 登记名称, basis: registration-8}
materials:
  form-licence: {name: 设立登记申请书, holds: [shop_name], basis: registration-16}
  form-food: {name: 食品经营许可申请书, holds: [shop_name], basis: licensing-29}
```

## After the remedy

```yaml
materials:
  form: {name: 一件事申请表, holds: [shop_name], replaces: [form-licence, form-food], basis: registration-16}
```

## Remedy safety

Needs a human: a form may be prescribed, and two fields of one name may mean two people's.

## Limits of the rule

The parts of a context are not compared: a name in the part about the owner is not the name in the part about the agent.

## References

- [Field](../language.md#field), [material](../language.md#material)
- ZL704: more forms than one.
"""

from __future__ import annotations

from collections.abc import Iterator

from zaizao.definition.model import Field
from zaizao.diagnosis.rule import Availability, Evidence, Remedy, Rule, Severity, Sighting
from zaizao.diagnosis.rules.zl3.earlier_result_asked import plain_name
from zaizao.diagnosis.rules.zl3.material_asked_twice import list_people
from zaizao.diagnosis.scope import Scope
from zaizao.units import Text

_ON_FORMS = Text(
    "“{field}”要在{total}张表上各填一遍：{forms}",
    "“{field}” has to be filled in on {total} forms: {forms}",
)


def _look(scope: Scope) -> Iterator[Sighting]:
    yield from _look_at_pairs(scope)
    forms = [
        (name, material)
        for name, material in scope.definition.materials.items()
        if material.holds and material.source == "applicant"
    ]
    if len(forms) < 2:
        return
    standing: dict[str, list[str]] = {}
    for name, material in forms:
        for held in dict.fromkeys(material.holds):
            standing.setdefault(held, []).append(name)
    for fact, names in standing.items():
        if len(names) > 1 and fact in scope.definition.fields:
            fields = {
                "field": scope.name_field(fact),
                "total": len(names),
                "forms": tuple(scope.name_material(name) for name in names),
            }
            evidence = tuple(Evidence(Text("表单", "a form"), ("materials", name)) for name in names)
            yield Sighting(("fields", fact), fields, remedy=Remedy("merge"), evidence=evidence, message=_ON_FORMS)


def _look_at_pairs(scope: Scope) -> Iterator[Sighting]:
    by_name: dict[tuple[str, str], str] = {}
    by_source: dict[str, list[str]] = {}
    for name, fact in scope.definition.fields.items():
        if fact.source != "applicant" or fact.name is None:
            continue
        first = by_name.setdefault((plain_name(fact.name.zh), fact.type), name)
        if first == name and fact.held is not None:
            alike = by_source.setdefault(fact.held, [])
            first = next((one for one in alike if _are_alike(scope.definition.fields[one], fact)), name)
            alike.append(name)
        if first != name and not {first, name} & scope.survey.writers.keys():
            fields = {"field": scope.name_field(name), "first": first, "again": name}
            evidence = (Evidence(Text("先问的那一项", "the one asked first"), ("fields", first)),)
            yield Sighting(("fields", name), fields, remedy=Remedy("merge"), evidence=evidence)


def _are_alike(one: Field, other: Field) -> bool:
    if one.name is None or other.name is None or one.type != other.type:
        return False
    first, second = plain_name(one.name.zh), plain_name(other.name.zh)
    return (first in second or second in first) and list_people(first) == list_people(second)


RULE = Rule(
    code="ZL701",
    name="field-asked-twice",
    title=Text("重复填报", "Field asked twice"),
    severity=Severity.WARNING,
    remedy=Availability.ALWAYS,
    operator="merge",
    message=Text(
        "“{field}”要填两遍：{first} 之外又有 {again}",
        "“{field}” is asked twice: as {first} and as {again}",
    ),
    look=_look,
)
