"""Applicants are asked for papers again and again.

申请人被反复要求补正材料。

## What it finds

Surely more than `asked-again-share` of the cases come back to the step that takes the applicant's papers, or have a step in
the log, outside the definition, whose name says that something is to be supplied (`words-of-correction`).

## Why it matters

Each round costs the applicant a visit and the case its place; where it happens often, the list of papers is unclear.

## Basis

- 行政许可法 第三十二条第一款第四项: all that is missing is told at once.
- 优化营商环境条例 第三十六条: told once.

## Example

```yaml
materials:
  lease: {name: 租赁合同}
activities:
  intake: {does: accept, takes: [lease]}
```

## After the remedy

```yaml
materials:
  lease: {name: 租赁合同, secondary: true, gap: minor, gap_limit: 5wd}
activities:
  intake: {does: accept, takes: [lease]}
```

## Remedy safety

Needs a human: a clearer notice, data shared instead of papers, or acceptance with a gap (tolerate-gaps).

## Limits of the rule

Fewer than `least-cases` cases, or an interval that leaves it open, give no finding. A second round for another reason looks alike. Names are compared by words only.

## References

- [The language](../language.md)
- The interval of a share: Clopper and Pearson, Biometrika 26 (1934); thresholds: `diagnosis/thresholds.yaml`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from zaizao.definition.vocabulary import HANDING_IN
from zaizao.diagnosis.evidence import load_thresholds, name_cases, on_facts, threshold, write_figures
from zaizao.diagnosis.rule import Availability, Remedy, Rule, Severity, Sighting
from zaizao.diagnosis.scope import Scope
from zaizao.mining.facts.repeats import see_named, see_repeated
from zaizao.units import Text

if TYPE_CHECKING:
    from zaizao.mining.facts import Facts


_BY_NAME = Text(
    "{total} 件中有 {count} 件出现要求补正的环节：{share}",
    "In {count} of {total} cases the log has a step that asks for more papers: {share}",
)


@on_facts
def _look(scope: Scope, facts: Facts) -> Iterator[Sighting]:
    for name, activity in scope.activities.items():
        takes = any(
            scope.definition.materials[one].source == "applicant"
            for one in activity.takes
            if one in scope.definition.materials
        )
        if not (takes or activity.does in HANDING_IN) or activity.repeat is not None or activity.each is not None:
            continue
        seen = see_repeated(facts, name).seen
        if seen.share.low > threshold("asked-again-share"):
            fields = {"step": scope.name_activity(name), **write_figures(facts, seen)}
            remedy = Remedy("tolerate-gaps")
            yield Sighting(("activities", name), fields, remedy=remedy, evidence=name_cases(facts, seen))
    words = load_thresholds()["words-of-correction"]["value"]
    seen = see_named(facts, words)
    if seen.share.low > threshold("asked-again-share"):
        evidence = name_cases(facts, seen)
        yield Sighting(("activities",), write_figures(facts, seen), evidence=evidence, message=_BY_NAME)


RULE = Rule(
    code="ZL807",
    name="materials-asked-again",
    title=Text("材料反复补正", "Materials asked again"),
    severity=Severity.WARNING,
    remedy=Availability.SOMETIMES,
    message=Text(
        "{total} 件中有 {count} 件回到“{step}”再交一次材料：{share}",
        "{count} of {total} cases came back to “{step}” with further papers: {share}",
    ),
    look=_look,
    operator="tolerate-gaps",
    since="0.5",
)
