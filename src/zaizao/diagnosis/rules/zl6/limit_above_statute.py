"""A limit is longer than the law allows.

时限超过法律、法规规定的期限。

## What it finds

A limit longer than the rule table has for the very article that it cites:
- an item's clock (by the clock's basis; without one by the item's bases, if one of them is the article of the ordinary
  licensing limit);
- the extension of a clock;
- a step's own limit (by its bases; where several set a limit, the longest counts).

## Why it matters

Whoever is made to wait longer than the statute has a right that the process denies.

## Basis

- 行政许可法 第四十二条 (rule `licensing.decide`, `licensing.decide-jointly`), 第四十三条, 第四十四条.
- 市场主体登记管理条例 第十九条 (`registration.register`), 消防法 第十五条 (`fire.inspect`), and whatever else the table holds.
- 优化营商环境条例 第三十六条: limits may be shortened locally.

## Example

```yaml
bases:
  licensing-42: {law: 行政许可法, article: 第四十二条}
items:
  food: {organ: market-regulation, clock: {limit: 30wd, from: intake.done, to: permit.done, basis: licensing-42}}
```

## After the remedy

```yaml
items:
  food: {organ: market-regulation, clock: {limit: 20wd, from: intake.done, to: permit.done, basis: licensing-42}}
```

## Remedy safety

Needs a human: the limit may be wrong or the citation. If another law sets a longer limit, cite that law.

## Limits of the rule

No number stands in the rule: an article that the table does not know is not judged. 第四十二条 without a paragraph is
read as its first; joint handling cites 第四十二条第二款. Working days are not compared with natural days or months.
Only national rules are used; a city's stricter promise is its own affair.

## References

- [Clock](../language.md#clock)
- ZL602: limits that cannot be kept.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from zaizao.definition.finding import Path
from zaizao.definition.model import Basis
from zaizao.diagnosis.rule import Availability, Evidence, Remedy, Rule, Severity, Sighting
from zaizao.diagnosis.scope import Assembly, Scope
from zaizao.law import Rule as LawRule
from zaizao.law import Tighter
from zaizao.law.place import NATION
from zaizao.units import Limit, Text, Unit
from zaizao.units.edit import Put

_ARTICLE = re.compile(r"(第[^条]{1,10}条(?:之[一二三四五六七八九十]{1,3})?)(.*)")
_ORDINARY = "licensing.decide"
_EXTENDED = Text(
    "“{what}”可以延长{limit}，超过{article}规定的{allowed}",
    "“{what}” may be extended by {limit}, above the {allowed} of {article}",
)
_WORKING = {Unit.WORKING_DAY: 480, Unit.WORKING_HOUR: 60, Unit.WORKING_MINUTE: 1}
_NATURAL = {Unit.DAY: 1440, Unit.HOUR: 60, Unit.MINUTE: 1}


class _Statute(Struct, frozen=True):
    """A limit that a law sets, the paragraph that does so, and by how much it may be extended."""

    rule: LawRule
    part: str
    limit: Limit
    extension: Limit | None


_Statutes: TypeAlias = tuple[_Statute, ...]


def _look(scope: Scope) -> Iterator[Sighting]:
    book = _open_book(scope.assembly)
    statutes = {name: found for name, basis in scope.definition.bases.items() if (found := book.find(basis))}
    if not statutes:
        return
    for name, item in scope.definition.items.items():
        if item.clock is None:
            continue
        cited = (item.clock.basis,) if item.clock.basis is not None else _list_ordinary(item.bases, statutes)
        holding = _gather(cited, statutes)
        if _is_above(item.clock.limit, holding):
            path: Path = ("items", name, "clock", "limit")
            yield _report(item.clock.limit, max(holding, key=_size), path=path, what=scope.name_item(name))
        extend = item.clock.extend
        if extend is not None:
            extending = _list_extensions(holding if extend.basis is None else _gather((extend.basis,), statutes))
            if _is_above(extend.limit, extending):
                path = ("items", name, "clock", "extend", "limit")
                longest = max(extending, key=_size)
                yield _report(extend.limit, longest, path=path, what=scope.name_item(name), message=_EXTENDED)
    for name, activity in scope.activities.items():
        if activity.limit is None or statutes.keys().isdisjoint(activity.bases):
            continue
        holding = _gather(activity.bases, statutes)
        if _is_above(activity.limit, holding):
            path = ("activities", name, "limit")
            yield _report(activity.limit, max(holding, key=_size), path=path, what=scope.name_activity(name))


def is_longer(one: Limit, other: Limit) -> bool:
    """Whether one limit is certainly longer than another; False where their units cannot be compared."""
    if one.unit is other.unit:
        return one.amount > other.amount
    for family in (_WORKING, _NATURAL):
        if one.unit in family and other.unit in family:
            return one.amount * family[one.unit] > other.amount * family[other.unit]
    return False


def _is_above(limit: Limit, statutes: _Statutes) -> bool:
    for statute in statutes:
        if not is_longer(limit, statute.limit):
            return False
    return bool(statutes)


def _size(statute: _Statute) -> int:
    return statute.limit.amount


def _list_extensions(statutes: _Statutes) -> _Statutes:
    return tuple(replace(one, limit=one.extension) for one in statutes if one.extension is not None)


def _report(limit: Limit, statute: _Statute, *, path: Path, what: Text, message: Text | None = None) -> Sighting:
    article = f"《{statute.rule.source}》{statute.rule.article}"
    evidence = (Evidence(statute.rule.says, law=article),)
    fields = {"what": what, "limit": limit, "allowed": statute.limit, "article": article}
    remedy = Remedy(None, (Put(path, str(statute.limit)),))
    return Sighting(path, fields, remedy=remedy, evidence=evidence, message=message)


def _list_ordinary(bases: Iterable[str], statutes: Mapping[str, _Statutes]) -> tuple[str, ...]:
    """Of an item's bases those that are the article of the ordinary licensing limit."""
    return tuple(name for name in bases if any(one.rule.key == _ORDINARY for one in statutes.get(name, ())))


def _gather(bases: Iterable[str], statutes: Mapping[str, _Statutes]) -> _Statutes:
    """The limits that the articles cited set."""
    found: _Statutes = ()
    for name in bases:
        if name in statutes:
            found += statutes[name]
    return found


class _Book:
    """The national limits for the authority that hold on the day diagnosed, by the basis that carries them."""

    def __init__(self, rules: Iterable[LawRule], *, on: dt.date) -> None:
        self._by_article: dict[tuple[str, str], list[_Statute]] = {}
        self._known: dict[tuple[str, str], _Statutes] = {}
        for rule in rules:
            limit = rule.limit
            if limit is None or rule.tighter is not Tighter.LOWER or rule.where != NATION or not rule.holds_on(on):
                continue
            article, part = _split_article(rule.article)
            extension = rule.extend.limit if rule.extend is not None else None
            self._by_article.setdefault((rule.source, article), []).append(_Statute(rule, part, limit, extension))

    def find(self, basis: Basis) -> _Statutes:
        """The limits of the article, and of the paragraph where one is named."""
        place = (basis.law, basis.article)
        found = self._known.get(place)
        if found is None:
            article, part = _split_article(basis.article)
            found = self._known[place] = _choose(tuple(self._by_article.get((basis.law, article), ())), part)
        return found


@functools.lru_cache(maxsize=1)
def _open_book(assembly: Assembly) -> _Book:
    return _Book(assembly.rules, on=assembly.on or dt.date.max)


def _choose(statutes: _Statutes, part: str) -> _Statutes:
    """Those for the paragraph cited; without one the first paragraph's, or those that name none."""
    exact = tuple(one for one in statutes if one.part == part)
    if exact:
        return exact
    if part:
        return tuple(one for one in statutes if not one.part or one.part.startswith(part) or part.startswith(one.part))
    return tuple(one for one in statutes if one.part.startswith("第一款")) or statutes


def _split_article(article: str) -> tuple[str, str]:
    match = _ARTICLE.match(article.strip())
    return (match[1], match[2].strip()) if match is not None else (article.strip(), "")


RULE = Rule(
    code="ZL601",
    name="limit-above-statute",
    title=Text("时限超过法定期限", "Limit above statute"),
    severity=Severity.ERROR,
    remedy=Availability.ALWAYS,
    message=Text(
        "“{what}”定为{limit}，超过{article}规定的{allowed}",
        "“{what}” is given {limit}, above the {allowed} of {article}",
    ),
    look=_look,
)
