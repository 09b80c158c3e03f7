"""The applicant has to bring a document that the state already holds.

国家机关已经掌握、可以通过共享取得的材料，仍然要申请人交。

## What it finds

A material `from: applicant` that says with `held` where the state already has it.
A result of the same case is left to ZL303: nobody holds it before the case has made it.

## Why it matters

The applicant runs to one organ for a paper and carries it to the next. The organ that asks gets an older and weaker
version of what it could read at the source.

## Basis

- 国务院关于在线政务服务的若干规定 第七条: what can be had by data sharing is not asked of the applicant.
- 市场主体登记管理条例 第十六条第三款: the same for registration.
- Rule table: `business.obtainable-data`, `sharing.no-repeat`.

## Example

```yaml
materials:
  id-card: {name: 居民身份证, from: applicant, held: shared/police/id-card, basis: registration-16}
```

## After the remedy

```yaml
materials:
  id-card: {name: 居民身份证, from: shared/police/id-card, held: shared/police/id-card, basis: registration-16}
```

## Remedy safety

Safe. The edit changes only from whom the document comes, and only to the place that the definition itself names.
Every step that took it still takes it, so no decision loses anything that it rests on; no material, step, limit or
right goes; and the proof of a redesign admits exactly this change on exactly this ground.
Whether the named source really answers is a fact about the city's systems: whoever writes `held` vouches for it.

## Limits of the rule

It knows only what `held` says. Data that may be shared only on conditions (有条件共享) are not told apart.

## References

- [Material](../language.md#material)
- ZL303, ZL702.
"""

from __future__ import annotations

from collections.abc import Iterator

from zaizao.diagnosis.rule import Availability, Evidence, Remedy, Rule, Safety, Severity, Sighting
from zaizao.diagnosis.rules.zl3.earlier_result_asked import find_makers
from zaizao.diagnosis.scope import Scope
from zaizao.units import Text
from zaizao.units.edit import Put

SHARING_LAW = Evidence(
    Text("能够通过共享获得的信息，不得要求另行提供", "what sharing can provide is not asked for again"),
    law="《国务院关于在线政务服务的若干规定》第七条",
)


def _look(scope: Scope) -> Iterator[Sighting]:
    for name, material in scope.definition.materials.items():
        if material.held is None or material.source != "applicant" or find_makers(scope, name):
            continue
        path = ("materials", name)
        remedy = Remedy("share-data", (Put((*path, "from"), material.held),), Safety.SAFE)
        fields = {"material": material.name, "source": material.held}
        yield Sighting(path, fields, remedy=remedy, evidence=(SHARING_LAW,))


RULE = Rule(
    code="ZL302",
    name="material-held-by-state",
    title=Text("已掌握的材料仍要提交", "Material that the state holds"),
    severity=Severity.ERROR,
    remedy=Availability.ALWAYS,
    safety=Safety.SAFE,
    operator="share-data",
    message=Text(
        "“{material}”国家机关已经掌握（{source}），不得再要申请人交",
        "The state already has “{material}” ({source}): it must not be asked of the applicant",
    ),
    look=_look,
)
