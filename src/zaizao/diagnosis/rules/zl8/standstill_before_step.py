"""Cases spend much of their time waiting for one step.

办件的大部分时间，都等在同一个环节前面。

## What it finds

A step before which surely more than `standstill-share` of the whole time of the finished cases passes.

## Why it matters

Where the time goes is where it can be saved; speeding up any other step saves little.

## Basis

- Theory: bottleneck, Goldratt (1984); waiting time as waste, Womack and Jones (1996).
- 优化营商环境条例 第三十六条: less time.

## Example

```yaml
activities:
  intake: {does: accept}
  test: {does: test, after: [{activity: intake, ground: law, of: licensing-45}]}
```

## After the remedy

```yaml
activities:
  intake: {does: accept}
  test: {does: test, limit: 5wd, after: [{activity: intake, ground: law, of: licensing-45}]}
```

## Remedy safety

None is proposed: whether people, batches, priorities or the outside are the cause, `zaizao mine` shows.

## Limits of the rule

Fewer than `least-cases` cases, or an interval that leaves it open, give no finding. Where the log has only points in time, working and waiting cannot be told apart, and the message says so. The interval is that of
a ratio of sums over cases.

## References

- [The language](../language.md)
- The interval of a ratio: Cochran, *Sampling Techniques* (1977), section 6.3; thresholds: `diagnosis/thresholds.yaml`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from zaizao.diagnosis.evidence import name_cases, on_facts, threshold, write_figures
from zaizao.diagnosis.rule import Availability, Rule, Severity, Sighting
from zaizao.diagnosis.scope import Scope
from zaizao.mining.facts.facts import Seen
from zaizao.mining.facts.shares import Share
from zaizao.mining.facts.waits import see_standstills
from zaizao.units import Text

if TYPE_CHECKING:
    from zaizao.mining.facts import Facts


_POINTS = Text(
    "办结各件的全程时间有 {part}花在等待和办理“{step}”上（日志分不清等待与办理），平均每件 {days} 天",
    "{part} of the whole time of finished cases passes until “{step}” is done (waiting and work cannot be told apart), {days} days a case",
)


@on_facts
def _look(scope: Scope, facts: Facts) -> Iterator[Sighting]:
    for one in see_standstills(facts):
        if one.low <= threshold("standstill-share"):
            continue
        seen = Seen(Share(len(one.cases), facts.case_count, one.low, one.high), one.cases)
        part = _tell(one.share, one.low, one.high)
        fields = {"step": scope.name_activity(one.name), "part": part, "days": f"{one.days:.1f}"}
        figures = {**write_figures(facts, seen), "share": round(one.share, 6)}
        message = None if one.is_waiting else _POINTS
        path = ("activities", one.name)
        yield Sighting(path, {**fields, **figures}, evidence=name_cases(facts, seen), message=message)


def _tell(share: float, low: float, high: float) -> Text:
    interval = f"{low:.1%}", f"{high:.1%}"
    zh = f"{share:.1%}（95% 的把握在 {interval[0]}—{interval[1]} 之间）"
    return Text(zh, f"{share:.1%} (95 % interval {interval[0]} to {interval[1]})")


RULE = Rule(
    code="ZL810",
    name="standstill-before-step",
    title=Text("等在一个环节之前", "Standstill before a step"),
    severity=Severity.WARNING,
    remedy=Availability.NONE,
    message=Text(
        "办结各件的全程时间有 {part}在等“{step}”，平均每件等 {days} 天",
        "{part} of the whole time of finished cases passes before “{step}”, {days} days a case",
    ),
    look=_look,
    since="0.5",
)
