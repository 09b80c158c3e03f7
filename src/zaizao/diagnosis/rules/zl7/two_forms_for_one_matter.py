"""One thing takes more than one application form.

办一件事要填几张申请表。

## What it finds

A chain in which the applicant fills in more than one form: a material `from: applicant` with `holds`, or whose name says
that it is one (申请表、申请书、登记表、申报表、备案表). A written pledge (承诺书) is not a form.

## Why it matters

The chain is one thing to the applicant. Several forms ask for the same facts again, and each needs its own clerk.

## Basis

- 国办发〔2025〕24号: one application form for one thing (一表申请; known second-hand).
- 行政许可法 第二十六条第二款: one department takes in for several, or they handle jointly.

## Example

```yaml
kind: chain
materials:
  form-licence: {name: 设立登记申请书, holds: [shop_name], basis: registration-16}
  form-food: {name: 食品经营许可申请书, holds: [shop_name, area], basis: licensing-29}
```

## After the remedy

```yaml
kind: chain
materials:
  form: {name: 一件事申请表, holds: [shop_name, area], replaces: [form-licence, form-food], basis: registration-16}
```

## Remedy safety

Needs a human: the united form must carry what each prescribed form carries; the operator `merge` unites the fields and
the proof checks that none was lost.

## Limits of the rule

It looks at chains only: a single item with an annex to its form is left alone.

## References

- [Material](../language.md#material)
- ZL701: the fields that stand on several forms.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from zaizao.definition.model import Kind, Material
from zaizao.diagnosis.rule import Availability, Evidence, Remedy, Rule, Severity, Sighting
from zaizao.diagnosis.rules.zl3.earlier_result_asked import plain_name
from zaizao.diagnosis.scope import Scope
from zaizao.units import Text

_FORM = re.compile(r"(?:申请|申报|登记|备案|报名|审批)(?:表|书|表单)$")


def _look(scope: Scope) -> Iterator[Sighting]:
    if scope.definition.kind is not Kind.CHAIN:
        return
    forms = [name for name, material in scope.definition.materials.items() if _is_form(material)]
    if len(forms) > 1:
        fields = {"total": len(forms), "forms": tuple(scope.name_material(name) for name in forms)}
        evidence = tuple(Evidence(Text("申请表", "a form"), ("materials", name)) for name in forms)
        yield Sighting(("materials", forms[1]), fields, remedy=Remedy("merge"), evidence=evidence)


def _is_form(material: Material) -> bool:
    if material.source != "applicant" or "承诺" in material.name.zh:
        return False
    return bool(material.holds) or _is_called_form(material.name.zh)


@functools.lru_cache(maxsize=65536)
def _is_called_form(name: str) -> bool:
    return _FORM.search(plain_name(name)) is not None


RULE = Rule(
    code="ZL704",
    name="two-forms-for-one-matter",
    title=Text("一件事多张表", "Two forms for one matter"),
    severity=Severity.WARNING,
    remedy=Availability.ALWAYS,
    operator="merge",
    message=Text(
        "办一件事要填{total}张表：{forms}",
        "One thing takes {total} forms: {forms}",
    ),
    look=_look,
)
