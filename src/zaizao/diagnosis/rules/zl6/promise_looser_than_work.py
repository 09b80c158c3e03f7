"""What is promised does not fit what the steps may take.

承诺（法定）时限与各环节时限对不上：承诺比实际所需还松，或者按各环节的时限根本办不完。

## What it finds

With the longest line of the steps' limits between the beginning and the end of a promise or a clock:
- **looser**: a promise, of the whole or of an item, longer than the work takes even when every step, guarded or not,
  uses its whole limit;
- **cannot be kept**: a promise or a statutory clock shorter than the line of those steps alone that happen in every
  ordinary course of the case (no guard, the ordinary outcomes). Steps that stop a clock are left out for that clock and
  for its item's promise; the promise for the whole is what people wait, and nothing stops it.

## Why it matters

A promise that is looser than the work gives time away that people wait. One that the limits inside contradict is broken
without anybody being late.

## Basis

- 优化营商环境条例 第三十六条第二款: done in time; where nothing is prescribed a reasonable and efficient limit is set.
- 行政许可法 第四十二条, 第四十五条: the limit and what does not count in it.
- Theory: critical path.

## Example

```yaml
promised: 7wd
promised_from: intake.done
activities:
  intake: {does: accept, limit: 1wd}
  decide: {does: decide, limit: 3wd, after: [{activity: intake, ground: law, of: licensing-32}]}
  deliver: {does: deliver, limit: 1wd, after: [{activity: decide, ground: law, of: licensing-44}]}
```

## After the remedy

```yaml
promised: 4wd
promised_from: intake.done
```

## Remedy safety

Needs a human: to promise less is lawful at once, but somebody has to keep it. Where the limits cannot be kept, either
they or the order of the steps must change; nothing is proposed.

## Limits of the rule

Working time and natural days are not added up: a step in the other kind counts nothing (cannot be kept) or leaves the
matter open (looser), and so does a step without a limit, or one that waits, repeats, recurs or is bound to a date.
What is done afterwards (archive, rate, call back, post check, evaluate, supervise) is not part of what people wait for.

## References

- [Items and their clocks](../language.md#items-and-their-clocks)
- ZL601: the statute itself.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from zaizao.definition.finding import Path
from zaizao.definition.model import Activity, Clock, IfSkipped, Item
from zaizao.definition.vocabulary import AFTERWARDS, VERBS
from zaizao.diagnosis.rule import Availability, Evidence, Remedy, Rule, Severity, Sighting
from zaizao.diagnosis.scope import Scope
from zaizao.units import Limit, Text, Unit
from zaizao.units.edit import Put

_DAY = 480
_WORKING = {Unit.WORKING_DAY: _DAY, Unit.WORKING_HOUR: 60, Unit.WORKING_MINUTE: 1}
_NATURAL = {Unit.DAY: 1440, Unit.HOUR: 60, Unit.MINUTE: 1}
_TOO_TIGHT = Text(
    "“{what}”限{limit}办结，而必经环节的时限加起来就要{work}，按各自时限办也会超期",
    "“{what}” is to take {limit}, but the limits of the steps that always happen come to {work}",
)


class _Span(Struct, frozen=True):
    """From where to where promises and clocks run, and what stops them."""

    start: str | None
    """The activity it starts from; None is the opening of the case."""
    includes_start: bool
    ends: tuple[str, ...]
    item: str | None = None
    stops: frozenset[str] = frozenset()


class _Line(Struct, frozen=True):
    """The longest line of limits in a span that does not fit the limit of the span."""

    limit: Limit
    work: Limit
    last: str
    came: Mapping[str, str]
    is_tight: bool


class _Bounds(Struct, frozen=True):
    """For every step, in working minutes from the opening, the longest line of limits that ends with it.

    Over a span no line of certain steps is longer than the difference in ``needed`` (steps without a guard), and the
    longest of all lines is no shorter than the difference in ``used`` (all steps).
    """

    used: dict[str, int]
    needed: dict[str, int]


def _look(scope: Scope) -> Iterator[Sighting]:
    definition = scope.definition
    clocked = [(name, item, item.clock) for name, item in definition.items.items() if item.clock is not None]
    if definition.promised is None and _fit_anyway(scope, clocked):
        return
    bounds = _measure_all(scope)
    for name, item, clock in clocked:
        end = clock.end.rpartition(".")[0]
        if end not in scope.activities:
            continue
        span = _make_span(clock.start, ends=(end,), item=name, stops=clock.stopped_by)
        rough = _measure_roughly(span, bounds, scope.activities)
        found = _find_tight(scope, span, clock.limit, rough=rough[0])
        path: Path = ("items", name, "clock", "limit")
        if found is None and item.promised is not None:
            found = _judge_promise(scope, span, item.promised, rough=rough)
            path = ("items", name, "promised")
        if found is not None:
            yield _report(scope, found, path=path, what=scope.name_item(name))
    if definition.promised is not None:
        ends = tuple(name for name, activity in scope.activities.items() if activity.does not in AFTERWARDS)
        span = _make_span(definition.promised_from or "case.opened", ends=ends)
        rough = _measure_roughly(span, bounds, scope.activities)
        found = _judge_promise(scope, span, definition.promised, rough=rough)
        if found is not None:
            yield _report(scope, found, path=("promised",), what=definition.name)


def _fit_anyway(scope: Scope, clocked: Iterable[tuple[str, Item, Clock]]) -> bool:
    """A quick look, in whatever order they stand: nothing is promised, and every clock has time for all steps."""
    minutes = sum([_count_minutes(activity.limit) for activity in scope.activities.values()])
    return all(
        item.promised is None and _family_of(clock.limit) is _WORKING and minutes <= _count_minutes(clock.limit)
        for _, item, clock in clocked
    )


def _make_span(start: str, *, ends: tuple[str, ...], item: str | None = None, stops: tuple[str, ...] = ()) -> _Span:
    source, _, moment = start.rpartition(".")
    return _Span(None if source == "case" else source, moment == "started", ends, item, frozenset(stops))


def _judge_promise(scope: Scope, span: _Span, promise: Limit, *, rough: tuple[int, int]) -> _Line | None:
    tight = _find_tight(scope, span, promise, rough=rough[0])
    return tight or _find_loose(scope, span, promise, rough=rough[1])


def _report(scope: Scope, line: _Line, *, path: Path, what: Text) -> Sighting:
    evidence = _trace(scope, line)
    if line.is_tight:
        fields = {"what": what, "limit": line.limit, "work": line.work}
        return Sighting(path, fields, evidence=evidence, message=_TOO_TIGHT)
    remedy = Remedy(None, (Put(path, str(line.work)),))
    return Sighting(path, {"what": what, "promised": line.limit, "work": line.work}, remedy=remedy, evidence=evidence)


def _measure_all(scope: Scope) -> _Bounds:
    """Two lines to every step from the opening, so that most spans need no closer look."""
    activities = scope.activities
    order = order_before(activities, activities) if scope.survey.has_circle else scope.survey.order
    used: dict[str, int] = {}
    needed: dict[str, int] = {}
    for name in order:
        activity = activities[name]
        longest = certain = 0
        for link in activity.after:
            source = link.activity
            if source in used:
                longest = max(longest, used[source])
                certain = max(certain, needed[source])
        limit = activity.limit
        weight = _count_minutes(limit) if limit is not None else 0
        used[name] = longest + weight
        needed[name] = certain + weight if activity.when is None else certain
    return _Bounds(used, needed)


def _measure_roughly(span: _Span, bounds: _Bounds, activities: Mapping[str, Activity]) -> tuple[int, int]:
    """What the two lines make of the span, in working minutes."""
    used = max([bounds.used[end] for end in span.ends if end in bounds.used], default=0)
    needed = max([bounds.needed[end] for end in span.ends if end in bounds.needed], default=0)
    if span.start is None or span.start not in bounds.used:
        return needed, used
    own = _count_minutes(activities[span.start].limit) if span.includes_start else 0
    return needed - bounds.needed[span.start] + own, used - bounds.used[span.start] + own


def _find_tight(scope: Scope, span: _Span, limit: Limit, *, rough: int) -> _Line | None:
    family = _family_of(limit)
    if family is None or (family is _WORKING and rough <= _count_minutes(limit)):
        return None
    optional = frozenset(name for name, item in scope.definition.items.items() if item.when is not None)
    finish, came = _walk(
        scope,
        replace(span, ends=span.ends if scope.survey.has_circle else (), item=None),
        without=optional - {span.item or ""},
        is_working=family is _WORKING,
    )
    last = max((end for end in span.ends if end in finish), key=lambda end: finish[end], default=None)
    if last is None or not _exceeds(finish[last], limit, family):
        return None
    work = _make_limit(finish[last], like=limit, family=family, up=False)
    return _Line(limit, work, last, came, is_tight=True)


@functools.lru_cache(maxsize=4)
def _walk(
    scope: Scope, span: _Span, *, without: frozenset[str], is_working: bool
) -> tuple[Mapping[str, int], Mapping[str, str]]:
    """When each step is over if only those that happen in every ordinary course take time, and which one it waited for.

    The clocks of a process often run from the same step: they are walked once. Without ends all steps are.
    """
    order = order_before(scope.activities, span.ends) if span.ends else scope.survey.order
    family = _WORKING if is_working else _NATURAL
    certain = _list_certain(scope, order, without=without)
    finish: dict[str, int] = {}
    came: dict[str, str] = {}
    for name in order:
        if name == span.start and not span.includes_start:
            finish[name] = 0
            continue
        reached = _reach(scope.activities[name], finish)
        if reached is None and span.start is not None and name != span.start:
            continue
        source, begun = reached or ("", 0)
        weight = _weigh(scope.activities[name], family=family, stops=span.stops) if name in certain else 0
        finish[name] = begun + weight
        came[name] = source
    return finish, came


def _find_loose(scope: Scope, span: _Span, limit: Limit, *, rough: int) -> _Line | None:
    family = _family_of(limit)
    if family is None or (family is _WORKING and rough >= _count_minutes(limit)):
        return None
    behind = set(order_before(scope.activities, (span.start,))) if span.start is not None else set()
    if span.includes_start:
        behind.discard(span.start or "")
    finish: dict[str, int] = dict.fromkeys(behind, 0)
    came: dict[str, str] = {}
    for name in order_before(scope.activities, span.ends):
        if name in behind:
            continue
        activity = scope.activities[name]
        weight = _weigh_at_most(activity, family)
        if weight is None or any(link.activity not in finish for link in activity.after):
            return None
        source = max((link.activity for link in activity.after), key=lambda one: finish[one], default="")
        finish[name] = finish.get(source, 0) + weight
        came[name] = source
    last = max((end for end in span.ends if end in finish), key=lambda end: finish[end], default=None)
    if last is None or not finish[last]:
        return None
    work = _make_limit(finish[last], like=limit, family=family, up=True)
    if limit.amount * family[limit.unit] <= work.amount * family[work.unit]:
        return None
    return _Line(limit, work, last, came, is_tight=False)


def order_before(activities: Mapping[str, Activity], ends: Iterable[str]) -> list[str]:
    """The activities named and all that come before them, sources first; a link that closes a circle is passed by."""
    order: list[str] = []
    done: dict[str, bool] = {}
    todo = [end for end in ends if end in activities]
    while todo:
        name = todo[-1]
        if name not in done:
            done[name] = False
            todo.extend(
                link.activity
                for link in activities[name].after
                if link.activity in activities and link.activity not in done
            )
            continue
        todo.pop()
        if not done[name]:
            done[name] = True
            order.append(name)
    return order


def _list_certain(scope: Scope, order: Sequence[str], *, without: frozenset[str] = frozenset()) -> set[str]:
    """The steps that happen in every ordinary course of a case that asks for all items but those ``without``."""
    certain: set[str] = set()
    begun_by_interrupt = scope.survey.started_by_interrupt
    for name in order:
        activity = scope.activities[name]
        if activity.when is not None or activity.each is not None or activity.choice is not None:
            continue
        if activity.item in without or name in begun_by_interrupt:
            continue
        if _follows_certainly(scope, activity, certain):
            certain.add(name)
    return certain


def _follows_certainly(scope: Scope, activity: Activity, certain: set[str]) -> bool:
    for link in activity.after:
        source = scope.activities.get(link.activity)
        if source is None:
            continue
        if link.on and source.outcomes and source.outcomes[0] not in link.on:
            return False
        if activity.needs == "all" and link.activity not in certain and link.if_skipped is not IfSkipped.RUN:
            return False
    return True


def _reach(activity: Activity, finish: Mapping[str, int]) -> tuple[str, int] | None:
    """The prerequisite that fixes the beginning, and when; None where none of them lies behind the start."""
    ends = [(finish[link.activity], link.activity) for link in activity.after if link.activity in finish]
    if isinstance(activity.needs, int):  # enough may be done before the rest
        ends = sorted(ends, reverse=True)[len(activity.after) - activity.needs :]
    if not ends:
        return None
    begun, source = max(ends)
    return source, begun


def _weigh(activity: Activity, *, family: Mapping[Unit, int], stops: frozenset[str]) -> int:
    """The time of a step that certainly happens."""
    verb = VERBS.get(activity.does)
    if activity.limit is None or (verb is not None and verb.stops in stops):
        return 0
    if activity.limit.unit is Unit.WORKING_DAY:
        return _count_minutes(activity.limit) if family is _WORKING else 0
    return activity.limit.amount * family.get(activity.limit.unit, 0)


def _weigh_at_most(activity: Activity, family: Mapping[Unit, int]) -> int | None:
    """The longest the step may take; None where that is open."""
    if activity.awaits or activity.repeat or activity.recurs or activity.opens or activity.at or activity.not_before:
        return None
    if activity.limit is None:
        return 0 if activity.automatic is not None else None
    return activity.limit.amount * family[activity.limit.unit] if activity.limit.unit in family else None


def _count_minutes(limit: Limit | None) -> int:
    """Working minutes of a limit in working time; 0 for none and for any other."""
    if limit is None:
        return 0
    if limit.unit is Unit.WORKING_DAY:  # nearly all are; looking units up in a mapping takes its time
        return limit.amount * _DAY
    return limit.amount * _WORKING.get(limit.unit, 0)


def _family_of(limit: Limit) -> Mapping[Unit, int] | None:
    if limit.unit is Unit.WORKING_DAY:
        return _WORKING
    return next((family for family in (_WORKING, _NATURAL) if limit.unit in family), None)


def _exceeds(minutes: int, limit: Limit, family: Mapping[Unit, int]) -> bool:
    unit = family[limit.unit]
    return minutes // unit > limit.amount if limit.unit.counts_days else minutes > limit.amount * unit


def _make_limit(minutes: int, *, like: Limit, family: Mapping[Unit, int], up: bool) -> Limit:
    """The time as the promise is written: in whole days where that counts days."""
    day, hour, minute = family
    if like.unit.counts_days:
        whole, rest = divmod(minutes, family[day])
        return Limit(whole + (1 if up and rest else 0), day)
    return Limit(minutes // 60, hour) if minutes % 60 == 0 else Limit(minutes, minute)


def _trace(scope: Scope, found: _Line) -> tuple[Evidence, ...]:
    """The steps of the longest line that take time, first to last."""
    line: list[str] = []
    name = found.last
    while name and name not in line:
        line.append(name)
        name = found.came.get(name, "")
    timed = [(step, scope.activities[step].limit) for step in reversed(line) if step in found.came]
    return tuple(Evidence(_write_limit(limit), ("activities", step)) for step, limit in timed if limit is not None)


@functools.lru_cache(maxsize=512)
def _write_limit(limit: Limit) -> Text:
    written = str(limit)
    return Text(f"时限 {written}", f"limit {written}")


RULE = Rule(
    code="ZL602",
    name="promise-looser-than-work",
    title=Text("承诺与各环节时限不符", "Promise looser than the work"),
    severity=Severity.WARNING,
    remedy=Availability.SOMETIMES,
    message=Text(
        "“{what}”承诺{promised}办结，而各环节的时限全部用足也只要{work}，承诺可以更短",
        "“{what}” promises {promised}; even when every step uses its whole limit it takes {work}",
    ),
    look=_look,
)
