"""A clock may be stopped for a procedure that the item does not have.

时钟可以因某种特别程序停止，流程里却没有这种程序，或者只是一次现场核查。

## What it finds

A kind in `stopped_by` of an item's clock for which the item has no step of that kind. A step that by its name only looks
at a place (现场核查、实地踏勘 …) does not count as one, whatever its `does` says: a site visit stops no clock.

## Why it matters

A clock that can be stopped for what nobody does can be stopped at will. Time that is left out must be the time of a real
procedure, and the applicant must be told how long it takes.

## Basis

- 行政许可法 第四十五条 (rule `licensing.clock-stops`): only hearing, tender, auction, inspection, testing, quarantine,
  appraisal and expert review that the law demands; the time is told in writing.
- 优化营商环境条例 第三十六条第一款: such procedures are arranged in time and time-boxed.

## Example

```yaml
items:
  food: {organ: market-regulation, clock: {limit: 20wd, from: intake.done, to: permit.done, stopped_by: [testing, hearing]}}
activities:
  test-water: {does: test, item: food, limit: 5wd}
```

## After the remedy

```yaml
items:
  food: {organ: market-regulation, clock: {limit: 20wd, from: intake.done, to: permit.done, stopped_by: [testing]}}
```

## Remedy safety

Needs a human. Fewer grounds to stop bind only the authority and take nothing from the applicant; but `suspend` by hand
uses the same list, and a case that does need the procedure should find it in the process, with its limit.

## Limits of the rule

Kinds that are not on the law's list at all do not load. Whether the law demands the procedure is not judged here.

## References

- [Items and their clocks](../language.md#items-and-their-clocks)
- ZL604: procedures without a limit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zaizao.definition.vocabulary import VERBS
from zaizao.diagnosis.rule import Availability, Evidence, Remedy, Rule, Severity, Sighting
from zaizao.diagnosis.scope import Scope
from zaizao.units import Text
from zaizao.units.edit import Drop, Edit, Put

_ONLY_LOOKS = re.compile(r"(?:现场|实地|上门)(?:核查|勘查|勘验|勘察|踏勘|检查|查看|核实|看)")
_PROCEDURE = re.compile("检测|检验|检疫|鉴定|采样|抽样|听证|评审|论证|招标|拍卖")
_LAW = Evidence(Text("不计入期限的程序", "what does not count in the limit"), law="《行政许可法》第四十五条")
_KINDS = {verb.stops: Text(verb.name.zh, verb.stops.replace("-", " ")) for verb in VERBS.values() if verb.stops}


def _look(scope: Scope) -> Iterator[Sighting]:
    for name, item in scope.definition.items.items():
        if item.clock is None or not item.clock.stopped_by:
            continue
        had = _list_kinds(scope, name)
        missing = tuple(kind for kind in item.clock.stopped_by if kind not in had)
        if missing:
            path = ("items", name, "clock", "stopped_by")
            left = [kind for kind in item.clock.stopped_by if kind in had]
            edits: tuple[Edit, ...] = (Put(path, left) if left else Drop(path),)
            fields = {"item": scope.name_item(name), "kinds": tuple(_KINDS.get(kind, kind) for kind in missing)}
            yield Sighting(path, fields, remedy=Remedy(None, edits), evidence=(_LAW,))


def _list_kinds(scope: Scope, item: str) -> set[str]:
    """The kinds of special procedure that the item has, or that common steps have for it."""
    found: set[str] = set()
    for name, activity in scope.activities.items():
        verb = VERBS.get(activity.does)
        if verb is None or verb.stops is None or activity.item not in (item, None):
            continue
        called = scope.name_activity(name).zh
        if _PROCEDURE.search(called) or not _ONLY_LOOKS.search(called):
            found.add(verb.stops)
    return found


RULE = Rule(
    code="ZL603",
    name="clock-stopped-without-ground",
    title=Text("无程序而可停表", "Clock stopped without ground"),
    severity=Severity.WARNING,
    remedy=Availability.ALWAYS,
    message=Text(
        "“{item}”的时钟可因{kinds}停止，流程里却没有这样的程序",
        "The clock of “{item}” may be stopped ({kinds}), but the process has no such procedure",
    ),
    look=_look,
)
