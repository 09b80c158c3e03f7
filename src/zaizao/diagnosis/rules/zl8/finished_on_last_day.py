"""Work is finished on the last day of its limit.

办件压到时限的最后一天才办结。

## What it finds

A limit of at least three days on whose last day surely more than `last-day-share` of the cases are done, and more than twice as many
as on any day before.

## Why it matters

The limit, not the work, decides how long it takes: a shorter limit would be kept as well, and the last day leaves no room for a mistake.

## Basis

- Theory: Parkinson, *The Economist*, 19 November 1955.
- 优化营商环境条例 第三十六条第二款: the limit is the most.

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
promised: 3wd
promised_from: intake.done
```

## Remedy safety

None is proposed: how long the work itself takes this log does not show.

## Limits of the rule

Fewer than `least-cases` cases, or an interval that leaves it open, give no finding. Only limits in days; limits of single activities are judged like promises and clocks.

## References

- [The language](../language.md)
- The interval of a share: Clopper and Pearson, Biometrika 26 (1934); thresholds: `diagnosis/thresholds.yaml`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from zaizao.definition.finding import Path
from zaizao.diagnosis.evidence import name_cases, on_facts, threshold, write_figures
from zaizao.diagnosis.rule import Availability, Rule, Severity, Sighting
from zaizao.diagnosis.scope import Scope
from zaizao.mining.facts.limits import LimitUse, Spans, judge_limit, list_spans, list_step_spans, list_whole_spans
from zaizao.units import Limit, Text

if TYPE_CHECKING:
    from zaizao.mining.facts import Facts


_SHORTEST = 3


@on_facts
def _look(scope: Scope, facts: Facts) -> Iterator[Sighting]:
    for path, what, spans, limit in _list_limits(scope, facts):
        if not limit.unit.counts_days or limit.amount < _SHORTEST:
            continue
        use = judge_limit(facts, spans, limit)
        seen = facts.see(use.case[use.on_last_day], len(use.case))
        if seen.share.low > threshold("last-day-share") and _stands_out(use, limit):
            fields = {"what": what, "limit": limit, **write_figures(facts, seen)}
            yield Sighting(path, fields, evidence=name_cases(facts, seen))


def _stands_out(use: LimitUse, limit: Limit) -> bool:
    """Whether the last day has more than twice what any day before has."""
    before = use.used[~use.is_late & ~use.on_last_day]
    most = max(np.bincount(before.astype(np.int64))) if len(before) and not np.isnan(before).any() else 0
    return int(np.count_nonzero(use.on_last_day)) > 2 * int(most)


def _list_limits(scope: Scope, facts: Facts) -> Iterator[tuple[Path, Text, Spans, Limit]]:
    definition = scope.definition
    if definition.promised is not None:
        yield ("promised",), definition.name, list_whole_spans(facts, definition.promised_from), definition.promised
    for name, item in definition.items.items():
        limit = item.promised or (None if item.clock is None else item.clock.limit)
        if item.clock is not None and limit is not None:
            spans = list_spans(facts, item.clock.start, (item.clock.end,), stopped_by=item.clock.stopped_by)
            yield ("items", name), scope.name_item(name), spans, limit
    for name, activity in scope.activities.items():
        if activity.limit is not None:
            yield ("activities", name, "limit"), scope.name_activity(name), list_step_spans(facts, name), activity.limit


RULE = Rule(
    code="ZL815",
    name="finished-on-last-day",
    title=Text("压线办结", "Finished on the last day"),
    severity=Severity.NOTE,
    remedy=Availability.NONE,
    message=Text(
        "“{what}”限{limit}，{total} 件中有 {count} 件压到最后一天才办结：{share}",
        "“{what}” is limited to {limit}; {count} of {total} cases were done on the last day: {share}",
    ),
    look=_look,
    since="0.5",
)
