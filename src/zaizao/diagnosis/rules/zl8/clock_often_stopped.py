"""The clock stands still in too many cases.

停表的办件太多，例外成了常态。

## What it finds

Surely more than `stopped-share` of the cases were suspended, or had a procedure whose time does not count.

## Why it matters

What is published as twenty working days takes as long as it takes when the exception is the rule.

## Basis

- 行政许可法 第四十五条: a closed list of grounds, and the applicant is told in writing.
- 优化营商环境条例 第三十六条: special procedures are limited in time, too.

## Example

```yaml
items:
  food: {organ: health, clock: {limit: 20wd, from: intake.done, to: decide.done, stopped_by: [testing]}}
activities:
  test: {does: test, item: food}
```

## After the remedy

```yaml
# tested before the application, or in time
activities:
  test: {does: test, item: food, limit: 5wd}
```

## Remedy safety

None is proposed: each stop needs its ground; whether there are too many is for a person to say.

## Limits of the rule

Fewer than `least-cases` cases, or an interval that leaves it open, give no finding. A stop that is written as a wait of its own is not seen. How long a procedure took includes what it waited.

## References

- [The language](../language.md)
- The interval of a share: Clopper and Pearson, Biometrika 26 (1934); thresholds: `diagnosis/thresholds.yaml`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from zaizao.diagnosis.evidence import name_cases, on_facts, threshold, write_figures
from zaizao.diagnosis.rule import Availability, Rule, Severity, Sighting
from zaizao.diagnosis.scope import Scope
from zaizao.mining.facts.waits import see_stopped
from zaizao.units import Text

if TYPE_CHECKING:
    from zaizao.mining.facts import Facts


@on_facts
def _look(scope: Scope, facts: Facts) -> Iterator[Sighting]:
    found = see_stopped(facts)
    if found.seen.share.low > threshold("stopped-share"):
        clocked = [name for name, item in scope.definition.items.items() if item.clock is not None]
        path = ("items", clocked[0], "clock") if clocked else ("activities",)
        fields = {"days": f"{found.days:.1f}", **write_figures(facts, found.seen)}
        yield Sighting(path, fields, evidence=name_cases(facts, found.seen))


RULE = Rule(
    code="ZL817",
    name="clock-often-stopped",
    title=Text("停表成为常态", "Clock often stopped"),
    severity=Severity.WARNING,
    remedy=Availability.NONE,
    message=Text(
        "{total} 件中有 {count} 件停过表，平均每件停 {days} 天；占比 {share}",
        "The clock stood still in {count} of {total} cases, {days} days on average: {share}",
    ),
    look=_look,
    since="0.5",
)
