"""Cases lie until somebody does a heap of them at once.

办件攒成一批才一起办。

## What it finds

A step of which surely more than `batch-share` of the cases were done in heaps: at least `batch-least` cases by one person, each within
`batch-minutes` of the one before, although they became ready over more than a day.

## Why it matters

The first of a heap waits for the last; the applicant waits for a habit of the desk.

## Basis

- Theory: batching as a cause of waiting, Lashkevich and others, *Why am I waiting?* (2023); *case-based work* in Reijers and Liman Mansar (2005).

## Example

```yaml
activities:
  intake: {does: accept}
  sign: {does: decide, after: [{activity: intake, ground: law, of: licensing-38}]}
```

## After the remedy

```yaml
activities:
  intake: {does: accept}
  sign: {does: decide, limit: 1wd, after: [{activity: intake, ground: law, of: licensing-38}]}
```

## Remedy safety

None is proposed: a limit for the step, or a day of signing more in the week.

## Limits of the rule

Fewer than `least-cases` cases, or an interval that leaves it open, give no finding. Logs with days only are not judged. A heap by a system at night looks alike.

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
from zaizao.mining.facts.batches import see_batches
from zaizao.units import Text

if TYPE_CHECKING:
    from zaizao.mining.facts import Facts


@on_facts
def _look(scope: Scope, facts: Facts) -> Iterator[Sighting]:
    least, minutes = int(threshold("batch-least")), threshold("batch-minutes")
    for name, activity in scope.activities.items():
        found = None if activity.automatic is not None else see_batches(facts, name, least=least, minutes=minutes)
        if found is not None and found.seen.share.low > threshold("batch-share"):
            figures = {"heaps": found.heaps, "days": f"{found.days_waited:.1f}"}
            fields = {"step": scope.name_activity(name), **figures, **write_figures(facts, found.seen)}
            yield Sighting(("activities", name), fields, evidence=name_cases(facts, found.seen))


RULE = Rule(
    code="ZL814",
    name="done-in-batches",
    title=Text("攒批办理", "Done in batches"),
    severity=Severity.NOTE,
    remedy=Availability.NONE,
    message=Text(
        "“{step}”的 {total} 件中有 {count} 件是攒成 {heaps} 批办的，批内每件平均等了 {days} 天；占比 {share}",
        "“{step}”: {count} of {total} cases were done in {heaps} heaps, after {days} days on average: {share}",
    ),
    look=_look,
    since="0.5",
)
