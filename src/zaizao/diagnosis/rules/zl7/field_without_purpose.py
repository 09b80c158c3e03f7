"""A field is asked of the applicant without saying what for.

要申请人填的信息没有写明用途。

## What it finds

A field `from: applicant`, written by no step, without `purpose`; in a process as found (`as_is`) also one that is asked
for on no basis (`assumption: true`): the old form has the line, and no law needs it.

## Why it matters

What nobody needs is asked by habit. Whoever has to name the purpose finds that out.

## Basis

- 行政许可法 第二十九条 (rule `licensing.form-content`): a form holds nothing without a direct link to the item.
- 个人信息保护法 第十七条: the purpose of processing is told.

## Example

```yaml
fields:
  phone: {type: string, name: 联系电话, basis: licensing-32}
```

## After the remedy

Either the field goes, or it says what it decides:

```yaml
fields:
  phone: {type: string, name: 联系电话, purpose: 告知补正和结果, basis: licensing-32}
```

## Remedy safety

None is proposed: only those who ask can know why.

## Limits of the rule

It does not judge the purpose that is given. Fields without basis are found by the checks of the language.
In a matter (`kind: matter`) people tell what they like; those processes are left out.

## References

- [Field](../language.md#field)
- ZL304: the same for materials.
"""

from __future__ import annotations

from collections.abc import Iterator

from zaizao.definition.model import Kind
from zaizao.diagnosis.rule import Availability, Evidence, Rule, Severity, Sighting
from zaizao.diagnosis.rules.zl3.material_without_basis import ASSUMED
from zaizao.diagnosis.scope import Scope
from zaizao.units import Text

_LAW = Evidence(
    Text("申请书不得包含没有直接关系的内容", "a form holds nothing without a direct link"),
    law="《行政许可法》第二十九条",
)

_NO_LAW = Text(
    "要申请人填“{field}”，没有法律需要它",
    "“{field}” is asked of the applicant though no law is known to need it",
)


def _look(scope: Scope) -> Iterator[Sighting]:
    if scope.definition.kind is Kind.MATTER:
        return
    for name, fact in scope.definition.fields.items():
        if fact.source != "applicant" or name in scope.survey.writers:
            continue
        said = {"field": scope.name_field(name)}
        if fact.purpose is None:
            yield Sighting(("fields", name), said, evidence=(_LAW,))
        elif scope.definition.as_is and fact.assumption and fact.basis is None:
            yield Sighting(("fields", name), said, evidence=(_LAW, ASSUMED), message=_NO_LAW)


RULE = Rule(
    code="ZL703",
    name="field-without-purpose",
    title=Text("填报没有用途", "Field without purpose"),
    severity=Severity.WARNING,
    remedy=Availability.NONE,
    message=Text(
        "要申请人填“{field}”，没有写明用途",
        "“{field}” is asked of the applicant without saying what for",
    ),
    look=_look,
)
