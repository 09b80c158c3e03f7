"""The applicant has to bring what the handling of the case itself produces.

前面环节、前面事项办出来的结果，后面还要申请人拿来。

## What it finds

A material `from: applicant`, though
- a step of the process gives it, or makes a material of the same name; or
- it is called like the item that such a step decides (食品经营许可证 for 食品经营许可, 营业执照 for 设立登记（营业执照）), where
  what the step gives has no name of its own; or
- another process that is diagnosed together with this one gives it.

## Why it matters

The applicant becomes the messenger between two desks: collects the paper at one and carries it to the other.
It also forces the two to be done one after the other, with an errand between.

## Basis

- 行政许可法 第三十三条: authorities share what they know about licences.
- 国务院关于在线政务服务的若干规定 第七条: what can be had by sharing is not asked of the applicant.

## Example

```yaml
materials:
  licence-copy: {name: 营业执照, from: applicant, basis: food-35}
  business-licence: {name: 营业执照, from: register, basis: registration-21}
activities:
  register: {does: decide, item: licence, gives: [business-licence]}
  intake-food: {does: accept, item: food, takes: [licence-copy], after: [{activity: register, ground: custom}]}
```

## After the remedy

```yaml
materials:
  business-licence: {name: 营业执照, from: register, basis: registration-21, replaces: [business-licence, licence-copy]}
activities:
  register: {does: decide, item: licence, gives: [business-licence]}
  intake-food: {does: accept, item: food, takes: [business-licence], after: [{activity: register, ground: custom}]}
```

## Remedy safety

Needs a human. Where the step that makes it can be skipped, an applicant may hold an older one, which then has to come
from shared data; and where it is made later than it is asked for, the taking has to move to a later step.
The edits are written down only where the maker comes before every step that takes the material.

## Limits of the rule

Other names for one result are not recognised. A process of another folder is not seen.

## References

- [Material](../language.md#material)
- ZL302: what the state held before the case began.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import TypeAlias

from zaizao.definition.model import ProcessDefinition
from zaizao.definition.vocabulary import DECIDING_VERBS
from zaizao.diagnosis.rule import Availability, Evidence, Remedy, Rule, Severity, Sighting
from zaizao.diagnosis.scope import Scope
from zaizao.units import Text
from zaizao.units.edit import Drop, Edit, Put

_UNTELLING = re.compile(
    r"\([^()]*(?:复印|原件|扫描|影印|副本|电子|一式)[^()]*\)|(?:复印件|原件|扫描件|影印件|正本|副本)+$|[《》]|[“”]|[\"'\s]"
)
_PAPER = re.compile("(?:许可|登记|批准|核准|合格|资格|决定|意见|备案)?(?:证|证书|执照|书|文件|批复)?")
"""What may follow the name of an item in that of the document it ends in."""
_Pairs: TypeAlias = tuple[tuple[str, str], ...]
_OTHER_PROCESS = Text(
    "“{material}”是“{process}”的办理结果，不应再要申请人交",
    "“{material}” is a result of “{process}”: it should not be asked of the applicant",
)


def _look(scope: Scope) -> Iterator[Sighting]:
    for name, material in scope.definition.materials.items():
        if material.source != "applicant" or material.holds:
            continue
        makers = find_makers(scope, name)
        if makers:
            result, maker = makers[0]
            evidence = (Evidence(Text("办出它的环节", "the step that makes it"), ("activities", maker)),)
            fields = {"material": material.name, "maker": scope.name_activity(maker)}
            remedy = Remedy("share-data", _write_sharing(scope, name, result=result, makers=makers))
            yield Sighting(("materials", name), fields, remedy=remedy, evidence=evidence)
            continue
        other = _find_process(scope, name)
        if other is not None:
            evidence = (Evidence(Text("办出它的流程", "the process that makes it"), process=other.process),)
            fields = {"material": material.name, "process": other.name}
            yield Sighting(
                ("materials", name), fields, remedy=Remedy("merge"), evidence=evidence, message=_OTHER_PROCESS
            )


@functools.lru_cache(maxsize=65536)
def plain_name(name: str) -> str:
    """A document's or field's name without what does not tell one from another: copies, brackets, spaces."""
    return _UNTELLING.sub("", unicodedata.normalize("NFKC", name))


def find_makers(scope: Scope, name: str) -> tuple[tuple[str, str], ...]:
    """Pairs of result and step: what this process makes that is the material asked of the applicant."""
    makers = scope.makers.get(name)
    if makers is not None:
        return tuple((name, maker) for maker in makers)
    by_name, by_item = _index_results(scope)
    if not by_name and not by_item:
        return ()  # nothing that is made has a name
    wanted = plain_name(scope.definition.materials[name].name.zh)
    found = by_name.get(wanted, ())
    if found:
        return found
    decided = {item for item in {item for item, _ in by_item} if _is_called_after(item, wanted)}
    return tuple(pair for item, pair in by_item if item in decided) if decided else ()


@functools.lru_cache(maxsize=1)
def _index_results(scope: Scope) -> tuple[Mapping[str, _Pairs], tuple[tuple[str, tuple[str, str]], ...]]:
    """Results with their steps by name; and by the name of the item decided, where the result has no name."""
    by_name: dict[str, _Pairs] = {}
    by_item: list[tuple[str, tuple[str, str]]] = []
    for result, makers in scope.makers.items():
        declared = scope.definition.materials.get(result)
        if declared is not None:
            called = plain_name(declared.name.zh)
            by_name[called] = (*by_name.get(called, ()), *((result, maker) for maker in makers))
            continue
        for maker in makers:
            decided = _name_item_decided(scope, maker)
            if decided is not None:
                by_item.append((decided, (result, maker)))
    return by_name, tuple(by_item)


def _name_item_decided(scope: Scope, maker: str) -> str | None:
    activity = scope.activities[maker]
    item = scope.definition.items.get(activity.item) if activity.item is not None else None
    if item is None or item.name is None or activity.does not in DECIDING_VERBS:
        return None
    return plain_name(item.name.zh)


@functools.lru_cache(maxsize=65536)
def _is_called_after(decided: str, wanted: str) -> bool:
    """Whether a document bears the name of the item decided."""
    return decided.endswith(f"({wanted})") or (
        wanted.startswith(decided) and _PAPER.fullmatch(wanted[len(decided) :]) is not None
    )


def _find_process(scope: Scope, name: str) -> ProcessDefinition | None:
    if len(scope.assembly.definitions) < 2:
        return None
    mine = scope.definition
    for other, _ in scope.assembly.makers.get(name, ()):
        if other.process != mine.process and other.process not in mine.replaces and mine.process not in other.replaces:
            return other
    return None


def take_instead(scope: Scope, thing: str, *, other: str | None) -> Iterator[Edit]:
    """The edits after which every step that took a material takes the other one, or none."""
    for taker in scope.takers.get(thing, ()):
        takes = scope.activities[taker].takes
        path = ("activities", taker, "takes", takes.index(thing))
        yield Drop(path) if other is None or other in takes else Put(path, other)


def _write_sharing(scope: Scope, name: str, *, result: str, makers: tuple[tuple[str, str], ...]) -> tuple[Edit, ...]:
    takers = scope.takers.get(name, ())
    if not all(scope.is_before(maker, taker) for _, maker in makers for taker in takers):
        return ()
    if result == name or result not in scope.definition.materials:
        return (Put(("materials", name, "from"), makers[0][1]),)
    if any(link.of == name for activity in scope.activities.values() for link in activity.after):
        return ()
    materials = scope.definition.materials
    stands_for = [*(materials[result].replaces or (result,)), *(materials[name].replaces or (name,))]
    edits: list[Edit] = [
        Drop(("materials", name)),
        Put(("materials", result, "replaces"), list(dict.fromkeys(stands_for))),
    ]
    return (*edits, *take_instead(scope, name, other=result))


RULE = Rule(
    code="ZL303",
    name="earlier-result-asked",
    title=Text("办理结果仍要提交", "Earlier result asked"),
    severity=Severity.ERROR,
    remedy=Availability.ALWAYS,
    operator="share-data",
    message=Text(
        "“{material}”由“{maker}”办出，却还要申请人交",
        "“{material}” is made by “{maker}” and yet asked of the applicant",
    ),
    look=_look,
)
