"""A material is asked of the applicant on no legal basis.

没有依据的材料：要申请人交，却没有写明法律、法规、规章依据。

## What it finds

A material `from: applicant` without `basis`. One marked `assumption: true` is left alone, save in a process as found
(`as_is`): there it means that people do ask for it and nobody knows why.

## Why it matters

What rests on no law must not be a condition of anybody's right. Where a basis exists, whoever asks can name it.

## Basis

- 行政许可法 第三十条、第三十一条: all materials are published; nothing unrelated to the item is asked.
- 优化营商环境条例 第三十五条: no condition or step is added without a law, regulation or rule.

## Example

```yaml
materials:
  photographs: {name: 一寸照片, from: applicant}
activities:
  intake: {does: accept, takes: [lease, photographs]}
```

## After the remedy

```yaml
activities:
  intake: {does: accept, takes: [lease]}
```

## Remedy safety

Needs a human: that no basis is written down does not prove that there is none. If there is one, cite it.
No edits are written down where a `data` link names the material.

## Limits of the rule

It does not judge the basis cited: repealed ones are found by ZL2. That an assumed material is asked at all has no
source; the evidence says so, and reductions are reported without it as well.

## References

- [Material](../language.md#material)
- ZL703: the same for fields.
"""

from __future__ import annotations

from collections.abc import Iterator

from zaizao.diagnosis.rule import Availability, Evidence, Remedy, Rule, Severity, Sighting
from zaizao.diagnosis.rules.zl3.earlier_result_asked import take_instead
from zaizao.diagnosis.scope import Scope
from zaizao.units import Text
from zaizao.units.edit import Drop, Edit

_LAW = Evidence(
    Text("没有依据不得增设条件和环节", "no condition or step without a basis"), law="《优化营商环境条例》第三十五条"
)

ASSUMED = Evidence(Text("本项没有出处，是假设", "no source for it is known: assumed"))


def _look(scope: Scope) -> Iterator[Sighting]:
    for name, material in scope.definition.materials.items():
        if material.source != "applicant" or material.basis is not None:
            continue
        if not material.assumption or scope.definition.as_is:
            remedy = Remedy("eliminate", drop_material(scope, name))
            evidence = (_LAW, ASSUMED) if material.assumption else (_LAW,)
            yield Sighting(("materials", name), {"material": material.name}, remedy=remedy, evidence=evidence)


def drop_material(scope: Scope, name: str) -> tuple[Edit, ...]:
    """The edits after which nobody asks for the material; none where a link names it."""
    if any(link.of == name for activity in scope.activities.values() for link in activity.after):
        return ()
    return (Drop(("materials", name)), *take_instead(scope, name, other=None))


RULE = Rule(
    code="ZL304",
    name="material-without-basis",
    title=Text("材料没有依据", "Material without basis"),
    severity=Severity.WARNING,
    remedy=Availability.ALWAYS,
    operator="eliminate",
    message=Text(
        "要申请人交“{material}”，没有写明依据",
        "“{material}” is asked of the applicant on no basis that is cited",
    ),
    look=_look,
)
