"""A limit is exceeded by too many cases.

不少办件超过了规定或者承诺的时限。

## What it finds

A promise, an item's promise or clock, or the limit of an activity that surely more than `late-share` of the finished
cases exceed, counted on the dated calendar.

## Why it matters

A limit that is often broken is either too short for the work or not kept; people plan by it all the same.

## Basis

- 行政许可法 第四十二条, 第八十二条: the limit, and that it counts working days.
- 优化营商环境条例 第三十六条: work is done within the limits published, and the reasons of overruns are published.

## Example

```yaml
promised: 5wd
promised_from: intake.done
activities:
  intake: {does: accept}
  decide: {does: decide, after: [{activity: intake, ground: law, of: licensing-32}]}
```

## After the remedy

```yaml
# 40 of 40 cases within five working days in the log
promised: 5wd
promised_from: intake.done
```

## Remedy safety

None is proposed: whether the work or the limit has to change, somebody decides. The cases are named.

## Limits of the rule

Fewer than `least-cases` cases, or an interval that leaves it open, give no finding. An extension that the clock allows is granted to every case; days of procedures that stop a clock are taken off
from their first to their last; cases outside the calendar or without times are not judged.

## References

- [The language](../language.md)
- The interval of a share: Clopper and Pearson, Biometrika 26 (1934); thresholds: `diagnosis/thresholds.yaml`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from zaizao.definition.finding import Path
from zaizao.diagnosis.evidence import name_cases, on_facts, threshold, write_figures
from zaizao.diagnosis.rule import Availability, Rule, Severity, Sighting
from zaizao.diagnosis.scope import Scope
from zaizao.mining.facts.limits import judge_limit, list_spans, list_step_spans, list_whole_spans
from zaizao.units import Limit, Text

if TYPE_CHECKING:
    from zaizao.definition.model import Clock
    from zaizao.mining.facts import Facts
    from zaizao.mining.facts.limits import Spans


@on_facts
def _look(scope: Scope, facts: Facts) -> Iterator[Sighting]:
    for path, what, spans, limit in _list_limits(scope, facts):
        use = judge_limit(facts, spans, limit)
        seen = facts.see(use.late_cases, len(use.case))
        if seen.share.low > threshold("late-share"):
            fields = {"what": what, "limit": limit, "unjudged": use.unjudged, **write_figures(facts, seen)}
            yield Sighting(path, fields, evidence=name_cases(facts, seen))


def _list_limits(scope: Scope, facts: Facts) -> Iterator[tuple[Path, Text, Spans, Limit]]:
    definition = scope.definition
    if definition.promised is not None:
        yield ("promised",), definition.name, list_whole_spans(facts, definition.promised_from), definition.promised
    for name, item in definition.items.items():
        if item.clock is None:
            continue
        spans = list_spans(facts, item.clock.start, (item.clock.end,), stopped_by=item.clock.stopped_by)
        yield ("items", name, "clock", "limit"), scope.name_item(name), spans, _extend(item.clock)
        if item.promised is not None:
            yield ("items", name, "promised"), scope.name_item(name), spans, item.promised
    for name, activity in scope.activities.items():
        if activity.limit is not None:
            yield ("activities", name, "limit"), scope.name_activity(name), list_step_spans(facts, name), activity.limit


def _extend(clock: Clock) -> Limit:
    if clock.extend is None or clock.extend.limit.unit is not clock.limit.unit:
        return clock.limit
    return Limit(clock.limit.amount + clock.extend.limit.amount, clock.limit.unit)


RULE = Rule(
    code="ZL801",
    name="limit-often-exceeded",
    title=Text("时限常被超过", "Limit often exceeded"),
    severity=Severity.WARNING,
    remedy=Availability.NONE,
    message=Text(
        "“{what}”限{limit}，{total} 件中有 {count} 件超期：{share}",
        "“{what}” is limited to {limit}; {count} of {total} cases took longer: {share}",
    ),
    look=_look,
    since="0.5",
)
