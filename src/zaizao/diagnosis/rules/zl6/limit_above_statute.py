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

from zaizao.definition.editing import Put
from zaizao.definition.finding import Path
from zaizao.diagnosis.rule import Availability, Evidence, Remedy, Rule, Severity, Sighting
from zaizao.diagnosis.scope import Assembly, Scope
from zaizao.law import Rule as LawRule
from zaizao.law import Tighter
from zaizao.law.place import NATION
from zaizao.units import Limit, Text, Unit

_ARTICLE = re.compile(r"(第[^条]{1,10}条(?:之[一二三四五六七八九十]{1,3})?)(.*)")
_ORDINARY = "licensing.decide"
_WORKING = {Unit.WORKING_DAY: 480, Unit.WORKING_HOUR: 60, Unit.WORKING_MINUTE: 1}
_NATURAL = {Unit.DAY: 1440, Unit.HOUR: 60, Unit.MINUTE: 1}


def _look(scope: Scope) -> Iterator[Sighting]:
    if not _index_statutes(scope.assembly):
        return
    for name, item in scope.definition.items.items():
        if item.clock is None:
            continue
        path = ("items", name, "clock")
        cited = (item.clock.basis,) if item.clock.basis is not None else _list_ordinary(scope, item.bases)
        statutes = _list_statutes(scope, cited)
        named = {"what": scope.name_item(name)}
        yield from _judge(item.clock.limit, statutes, path=(*path, "limit"), fields=named)
        if item.clock.extend is not None:
            basis = item.clock.extend.basis
            extending = statutes if basis is None else _list_statutes(scope, (basis,))
            yield from _judge_extension(item.clock.extend.limit, extending, path=path, fields=named)
    for name, activity in scope.activities.items():
        if activity.limit is not None and activity.bases:
            statutes = _list_statutes(scope, activity.bases)
            if statutes:
                named = {"what": scope.name_activity(name)}
                yield from _judge(activity.limit, statutes, path=("activities", name, "limit"), fields=named)


def is_longer(one: Limit, other: Limit) -> bool:
    """Whether one limit is certainly longer than another; False where their units cannot be compared."""
    if one.unit is other.unit:
        return one.amount > other.amount
    for family in (_WORKING, _NATURAL):
        if one.unit in family and other.unit in family:
            return one.amount * family[one.unit] > other.amount * family[other.unit]
    return False


def _judge(
    limit: Limit, statutes: tuple[LawRule, ...], *, path: Path, fields: Mapping[str, object]
) -> Iterator[Sighting]:
    limits = [(rule, rule.limit) for rule in statutes if rule.limit is not None]
    if limits and all(is_longer(limit, allowed) for _, allowed in limits):
        rule, allowed = max(limits, key=lambda pair: pair[1].amount)
        yield _report(limit, allowed, rule=rule, path=path, fields=fields)


def _judge_extension(
    limit: Limit, statutes: tuple[LawRule, ...], *, path: Path, fields: Mapping[str, object]
) -> Iterator[Sighting]:
    allowed = [(rule, rule.extend.limit) for rule in statutes if rule.extend is not None]
    for rule, longest in allowed[:1]:
        if longest is not None and all(each is not None and is_longer(limit, each) for _, each in allowed):
            yield _report(limit, longest, rule=rule, path=(*path, "extend", "limit"), fields=fields)


def _report(limit: Limit, allowed: Limit, *, rule: LawRule, path: Path, fields: Mapping[str, object]) -> Sighting:
    article = f"《{rule.source}》{rule.article}"
    evidence = (Evidence(rule.says, law=article),)
    told = {**fields, "limit": limit, "allowed": allowed, "article": article}
    return Sighting(path, told, remedy=Remedy(None, (Put(path, str(allowed)),)), evidence=evidence)


def _list_ordinary(scope: Scope, bases: Iterable[str]) -> tuple[str, ...]:
    """Of an item's bases those that are the article of the ordinary licensing limit."""
    return tuple(name for name in bases if any(rule.key == _ORDINARY for rule in _list_statutes(scope, (name,))))


def _list_statutes(scope: Scope, bases: Iterable[str]) -> tuple[LawRule, ...]:
    """The limits that the articles cited set."""
    index = _index_statutes(scope.assembly)
    found: list[LawRule] = []
    for name in bases:
        basis = scope.definition.bases.get(name)
        if basis is not None:
            split = _split_article(basis.article)
            found.extend(_choose(index.get((basis.law, split[0]), ()), split[1]))
    return tuple(found)


def _choose(rules: tuple[LawRule, ...], part: str) -> tuple[LawRule, ...]:
    """Those for the paragraph cited; without one the first paragraph's, or those that name none."""
    parts = [(rule, _split_article(rule.article)[1]) for rule in rules]
    exact = tuple(rule for rule, own in parts if own == part)
    if exact:
        return exact
    if part:
        return tuple(rule for rule, own in parts if not own or own.startswith(part) or part.startswith(own))
    return tuple(rule for rule, own in parts if own.startswith("第一款")) or rules


@functools.lru_cache(maxsize=4096)
def _split_article(article: str) -> tuple[str, str]:
    match = _ARTICLE.match(article.strip())
    return (match[1], match[2].strip()) if match is not None else (article.strip(), "")


@functools.lru_cache(maxsize=2)
def _index_statutes(assembly: Assembly) -> Mapping[tuple[str, str], tuple[LawRule, ...]]:
    """By law and article the national limits for the authority that hold on the day diagnosed."""
    on = assembly.on or dt.date.max
    found: dict[tuple[str, str], list[LawRule]] = {}
    for rule in assembly.rules:
        if rule.limit is not None and rule.tighter is Tighter.LOWER and rule.where == NATION and rule.holds_on(on):
            found.setdefault((rule.source, _split_article(rule.article)[0]), []).append(rule)
    return {place: tuple(rules) for place, rules in found.items()}


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
