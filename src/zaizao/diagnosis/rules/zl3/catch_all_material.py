"""A material is asked for in words that name no document.

兜底材料：“其他材料”“法律法规规定的其他材料”一类，没有说清要交什么。

## What it finds

A material asked of the applicant whose Chinese name is a catch-all: 其他材料、相关证明材料、法律法规规定的其他文件、
审批机关要求提供的材料、“……等材料”.

## Why it matters

Whoever applies cannot know what to bring, and whoever takes in may ask for anything, one thing at a time.
The single notice of what is missing (一次告知) loses its meaning.

## Basis

- 行政许可法 第三十条: the list of **all** materials is published; 第三十一条: nothing unrelated is asked.
- 国发〔2022〕5号: no fallback clauses in conditions and materials (to be checked against its text).

## Example

```yaml
materials:
  other: {name: 法律、法规规定的其他材料, basis: registration-16}
activities:
  intake: {does: accept, takes: [lease, other]}
```

## After the remedy

```yaml
activities:
  intake: {does: accept, takes: [lease]}
```

## Remedy safety

Needs a human: what was meant has to be named one by one, or dropped. The edits drop it.

## Limits of the rule

It reads the name alone. A law may itself end its list so (市场主体登记管理条例 第十六条第一款第五项); the list handed to an
applicant then names what that law means.

## References

- [Material](../language.md#material)
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from zaizao.diagnosis.rule import Availability, Evidence, Remedy, Rule, Severity, Sighting
from zaizao.diagnosis.rules.zl3.material_without_basis import drop_material
from zaizao.diagnosis.scope import Scope
from zaizao.units import Text

_PAPER = r"(?:证明|申请|申报|审批|登记|备案|佐证|支撑|辅助|技术|补充)*(?:材料|资料|文件|证件|证明|手续|凭证)"
_CATCH_ALL = re.compile(
    rf"(?:与.{{0,12}})?(?:其他|其它|相关|有关|必要|所需|需要|应当|应|可能|须|的|提交|提供|补充){{1,6}}{_PAPER}"
    r"|.*(?:法律|法规|规章|规定|规范性文件|部门|机关|单位|窗口).{0,16}(?:其他|其它)(?:相关|有关|必要|的)*"
    rf"{_PAPER}"
    rf"|.*(?:部门|机关|单位|窗口|人员)(?:认为|要求|视情).{{0,8}}{_PAPER}"
    rf"|.+等(?:其他|其它|相关|有关|必要)?(?:的)?{_PAPER}"
    rf"|(?:视情况|根据情况|根据需要|按要求).{{0,8}}{_PAPER}"
)
_LAW = Evidence(Text("全部材料的目录应当公示", "the list of all materials is published"), law="《行政许可法》第三十条")


@functools.lru_cache(maxsize=65536)
def is_catch_all(name: str) -> bool:
    """Whether the name of a material leaves open which document is meant."""
    return _CATCH_ALL.fullmatch(re.sub(r"[\s（）()《》、，；。]", "", name)) is not None


def _look(scope: Scope) -> Iterator[Sighting]:
    for name, material in scope.definition.materials.items():
        if material.source == "applicant" and is_catch_all(material.name.zh):
            remedy = Remedy("eliminate", drop_material(scope, name))
            yield Sighting(("materials", name), {"material": material.name}, remedy=remedy, evidence=(_LAW,))


RULE = Rule(
    code="ZL307",
    name="catch-all-material",
    title=Text("兜底材料", "Catch-all material"),
    severity=Severity.ERROR,
    remedy=Availability.ALWAYS,
    operator="eliminate",
    message=Text(
        "“{material}”没有说清要交什么，是兜底条款",
        "“{material}” does not say which document is meant",
    ),
    look=_look,
)
