"""The applicant has to hand in the same document more than once.

同一份材料要申请人交两次：名称相同或者同一来源的材料另立一项，或者两个受理环节各收一次。

## What it finds

- Two materials asked of the applicant that are one document: their names are the same, leaving aside 复印件、原件、副本 and
  the like; or they are `held` in the same place and speak of the same person.
- One material that two intakes (`accept`, `submit`) take, where the second is not the same item being passed up.
- Between processes as found (`as_is`) that are diagnosed together: a material that another of them asks for as well.

## Why it matters

What one counter has received, the next one can have. Each further copy costs the applicant an errand and the clerk a
check, and gives two versions of one fact.

## Basis

- 国务院关于在线政务服务的若干规定 第七条: what can be had by sharing is not asked for again.
- 行政许可法 第三十三条、第三十五条: authorities share; a higher one does not ask again for what a lower one has taken.
- Theory: *integration* and *task elimination* in Reijers and Liman Mansar (2005).

## Example

```yaml
materials:
  id-card: {name: 居民身份证, basis: registration-16}
  id-card-food: {name: 居民身份证复印件, assumption: true}
activities:
  intake-licence: {does: accept, item: licence, takes: [id-card]}
  intake-food: {does: accept, item: food, takes: [id-card-food]}
```

## After the remedy

```yaml
materials:
  id-card: {name: 居民身份证, basis: registration-16, replaces: [id-card, id-card-food]}
activities:
  intake-licence: {does: accept, item: licence, takes: [id-card]}
  intake-food: {does: accept, item: food, takes: [id-card]}
```

## Remedy safety

Needs a human: a name does not prove that two papers say the same (two leases, two plans of different rooms).
The edits let every step take the first material and name both as what it stands for, so that the proof can follow.
Nothing is written down where a `data` link names the second material, where the first is needed only under another
condition, or where only the second cites a basis.

## Limits of the rule

Different names for one document are seen only where both say where the state holds it.
Two papers of one source about different people (法定代表人, 经办人, 股东 …) count as two documents, and so do papers with
conditions that exclude each other (`x` and `not x`).
Forms are looked at by ZL704. Processes are compared only as found: whether one applicant goes through both is not known.

## References

- [Material](../language.md#material)
- ZL302, ZL303: what need not be asked even once.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping

from zaizao.definition.model import Kind, Material, ProcessDefinition
from zaizao.diagnosis.rule import Availability, Evidence, Remedy, Rule, Severity, Sighting
from zaizao.diagnosis.rules.zl3.earlier_result_asked import find_makers, plain_name, take_instead
from zaizao.diagnosis.scope import Assembly, Scope
from zaizao.units import Text
from zaizao.units.edit import Drop, Edit, Put

_PEOPLE = re.compile(
    "法定代表人|法人代表|负责人|经办人|代理人|委托人|受托人|股东|董事|监事|经理|财务|联络员|投资人|合伙人|"
    "从业人员|职工|员工|配偶|父亲?|母亲?|子女|监护人|买方|卖方|出租人?|承租人?|业主|产权人"
)
_INTAKES = frozenset({"accept", "submit"})
_TWO_INTAKES = Text(
    "“{thing}”在“{first}”已经收过，“{again}”又要申请人交一次",
    "“{thing}” has been handed in at “{first}” and is asked for again at “{again}”",
)
_TWO_PROCESSES = Text(
    "“{thing}”办“{process}”时也要交，应当一次提交、共同使用",
    "“{thing}” is asked for by “{process}” as well: once should do for both",
)


@functools.lru_cache(maxsize=65536)
def list_people(name: str) -> frozenset[str]:
    """The people that a document's name speaks of."""
    return frozenset(_PEOPLE.findall(name))


def are_exclusive(one: str | None, other: str | None) -> bool:
    """Whether one condition is the other's plain negation."""
    if one is None or other is None:
        return False
    first, second = (re.sub(r"[\s()]", "", text) for text in (one, other))
    return first == f"not{second}" or second == f"not{first}"


def _look(scope: Scope) -> Iterator[Sighting]:
    by_name: dict[str, str] = {}
    by_source: dict[tuple[str, frozenset[str]], str] = {}
    for name, material in scope.definition.materials.items():
        if material.source != "applicant" or material.holds:
            continue
        first = by_name.setdefault(plain_name(material.name.zh), name)
        if material.held is not None:
            earlier = by_source.setdefault((material.held, list_people(material.name.zh)), name)
            first = earlier if first == name else first
        if first != name and not are_exclusive(scope.definition.materials[first].when, material.when):
            yield _report_pair(scope, first, again=name)
    yield from _look_at_intakes(scope)
    if scope.definition.as_is and scope.definition.kind is not Kind.MATTER and len(scope.assembly.definitions) > 1:
        yield from _look_across(scope)


def _report_pair(scope: Scope, first: str, *, again: str) -> Sighting:
    evidence = (Evidence(Text("先要的那一份", "the one asked for first"), ("materials", first)),)
    fields = {"thing": scope.name_material(again), "first": first, "again": again}
    remedy = Remedy("eliminate", _write_union(scope, first, again=again))
    return Sighting(("materials", again), fields, remedy=remedy, evidence=evidence)


def _write_union(scope: Scope, first: str, *, again: str) -> tuple[Edit, ...]:
    """Every step takes the first instead of the second; none where that would lose something (see the manual)."""
    one, other = (scope.definition.materials[name] for name in (first, again))
    if one.when not in (None, other.when) or (one.basis is None and other.basis is not None):
        return ()
    if any(link.of == again for activity in scope.activities.values() for link in activity.after):
        return ()
    edits: list[Edit] = [Drop(("materials", again))]
    kept = scope.definition.materials[first]
    stands_for = list(
        dict.fromkeys([*(kept.replaces or (first,)), *(scope.definition.materials[again].replaces or (again,))])
    )
    edits.append(Put(("materials", first, "replaces"), stands_for))
    return (*edits, *take_instead(scope, again, other=first))


def _look_at_intakes(scope: Scope) -> Iterator[Sighting]:
    intakes = [name for name, activity in scope.activities.items() if activity.does in _INTAKES]
    if len(intakes) < 2:
        return
    seen: dict[str, str] = {}
    for again in intakes:
        for index, thing in enumerate(scope.activities[again].takes):
            first = seen.setdefault(thing, again)
            if first == again or not _is_asked(scope.definition.materials.get(thing)):
                continue
            if not _is_passed_up(scope, first, again) and not scope.survey.exclude(first, again):
                fields = {
                    "thing": scope.name_material(thing),
                    "first": scope.name_activity(first),
                    "again": scope.name_activity(again),
                }
                evidence = (Evidence(Text("先收的环节", "where it was taken first"), ("activities", first)),)
                path = ("activities", again, "takes", index)
                yield Sighting(path, fields, remedy=Remedy("merge"), evidence=evidence, message=_TWO_INTAKES)


def _is_asked(material: Material | None) -> bool:
    return material is not None and material.source == "applicant"


def _is_passed_up(scope: Scope, first: str, again: str) -> bool:
    return scope.activities[first].item == scope.activities[again].item and scope.is_before(first, again)


def _look_across(scope: Scope) -> Iterator[Sighting]:
    askers = _index_askers(scope.assembly)
    for name, material in scope.definition.materials.items():
        if not _is_asked(material) or material.holds or find_makers(scope, name):
            continue
        asking = askers.get(plain_name(material.name.zh), ())
        other = next((one for one in asking if one.process != scope.definition.process), None)
        if other is not None:
            fields = {"thing": material.name, "process": other.name}
            evidence = (Evidence(Text("也要它的流程", "the process that asks for it too"), process=other.process),)
            yield Sighting(
                ("materials", name), fields, remedy=Remedy("merge"), evidence=evidence, message=_TWO_PROCESSES
            )


@functools.lru_cache(maxsize=1)
def _index_askers(assembly: Assembly) -> Mapping[str, tuple[ProcessDefinition, ...]]:
    """For each document the first two processes as found that ask the applicant for it."""
    found: dict[str, tuple[ProcessDefinition, ...]] = {}
    for definition in assembly.definitions:
        if definition.as_is and definition.kind is not Kind.MATTER:
            for material in definition.materials.values():
                if _is_asked(material) and not material.holds:
                    called = plain_name(material.name.zh)
                    asking = found.get(called, ())
                    if len(asking) < 2 and definition not in asking:
                        found[called] = (*asking, definition)
    return found


RULE = Rule(
    code="ZL301",
    name="material-asked-twice",
    title=Text("材料重复提交", "Material asked twice"),
    severity=Severity.WARNING,
    remedy=Availability.ALWAYS,
    operator="eliminate",
    message=Text(
        "“{thing}”要申请人交两次：{first} 之外又有 {again}",
        "“{thing}” is asked of the applicant twice: as {first} and as {again}",
    ),
    look=_look,
)
