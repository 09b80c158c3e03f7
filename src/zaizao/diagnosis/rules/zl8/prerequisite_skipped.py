"""Steps are done before what the law or a need demands before them.

依法或者因需要应当在前的环节，实际上被跳过或者倒置了。

## What it finds

A prerequisite of ground `law` or `data` that surely more than `skipped-share` of the cases do not have before the step that
waits for it, by recorded times.

## Why it matters

What is decided without the check that the law puts before it can be set aside; what is decided without the data it needs
was decided on something else.

## Basis

- 行政许可法 第三十四条, 第三十六条, 第三十八条: examination, hearing of third parties, then the decision.
- 优化营商环境条例 第三十五条: procedures are carried out as they are published.

## Example

```yaml
activities:
  look: {does: visit_site}
  decide: {does: decide, after: [{activity: look, ground: law, of: licensing-34}]}
```

## After the remedy

```yaml
# every case of the log has the visit before the decision
activities:
  look: {does: visit_site}
  decide: {does: decide, after: [{activity: look, ground: law, of: licensing-34}]}
```

## Remedy safety

None is proposed: the practice has to change, or the definition was never true.

## Limits of the rule

Fewer than `least-cases` cases, or an interval that leaves it open, give no finding. Sources under a guard, of an item not asked for in every case, automatic ones and links that count only for some outcomes or are not
needed all are left out. A name that the log spells otherwise looks like a skipped step: a source without any match is not judged.

## References

- [The language](../language.md)
- The interval of a share: Clopper and Pearson, Biometrika 26 (1934); thresholds: `diagnosis/thresholds.yaml`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from zaizao.definition.model import Ground, Link
from zaizao.diagnosis.evidence import name_cases, on_facts, threshold, write_figures
from zaizao.diagnosis.rule import Availability, Rule, Severity, Sighting
from zaizao.diagnosis.scope import Scope
from zaizao.mining.facts.order import see_missing_before
from zaizao.units import Text

if TYPE_CHECKING:
    from zaizao.mining.facts import Facts


@on_facts
def _look(scope: Scope, facts: Facts) -> Iterator[Sighting]:
    for target in scope.activities:
        for index, link in enumerate(scope.activities[target].after):
            if not _is_certain(scope, facts, target, link):
                continue
            seen = see_missing_before(facts, link.activity, target)
            if seen.share.low > threshold("skipped-share"):
                names = {"source": scope.name_activity(link.activity), "target": scope.name_activity(target)}
                fields = {**names, **write_figures(facts, seen)}
                yield Sighting(("activities", target, "after", index), fields, evidence=name_cases(facts, seen))


def _is_certain(scope: Scope, facts: Facts, target: str, link: Link) -> bool:
    """Whether the source has to be there whenever the target is, and the log knows it."""
    source = scope.activities.get(link.activity)
    if source is None or link.ground is Ground.CUSTOM or link.on or scope.activities[target].needs != "all":
        return False
    if source.when is not None or source.automatic is not None or link.activity in scope.survey.skippable:
        return False
    return link.activity not in facts.matching.absent


RULE = Rule(
    code="ZL804",
    name="prerequisite-skipped",
    title=Text("应在前的环节被跳过", "Prerequisite skipped"),
    severity=Severity.ERROR,
    remedy=Availability.NONE,
    message=Text(
        "“{target}”应在“{source}”之后，{total} 件中有 {count} 件不是：{share}",
        "“{target}” must come after “{source}”; in {count} of {total} cases it did not: {share}",
    ),
    look=_look,
    since="0.5",
)
