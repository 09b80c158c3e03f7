"""A prerequisite by habit that the other prerequisites imply anyway.

一个惯例前置，其余前置已经保证了同样的先后，写不写都一样。

## What it finds

A link of ground `custom` whose source comes before the same step by another way through the process, and which cannot
keep the step from running.

## Why it matters

It changes nothing and hides what matters: who reads the process takes it for one more dependence, and when the other
way is shortened it suddenly holds the case up.

## Basis

- 优化营商环境条例 第三十五条: fewer steps, and instructions that say what is really needed.
- Theory: the transitive reduction of a partial order (Aho, Garey and Ullman 1972) says the same with fewer links.

## Example

```yaml
activities:
  intake: {does: accept}
  check: {does: check, after: [{activity: intake, ground: law, of: licensing-32}]}
  decide: {does: decide, after: [{activity: check, ground: law, of: licensing-38}, {activity: intake, ground: custom}]}
```

## After the remedy

```yaml
  decide: {does: decide, after: [{activity: check, ground: law, of: licensing-38}]}
```

## Remedy safety

Safe: only links are reported that hold in every case (no `on`, a source whose skip is not passed on) into a step that
needs all of its prerequisites. The step begins at the same moment with and without them.

## Limits of the rule

A link that may fail is not reported here, for it may decide whether the step runs at all.
Links of ground `law` and `data` are left alone even where they are implied: they say why, and the proof needs them.
Steps in or behind a circle are left alone until the circle is gone.

## References

- [Activities and links](../language.md#activities-and-links)
- A. V. Aho, M. R. Garey, J. D. Ullman: The transitive reduction of a directed graph. SIAM J. Comput. 1 (1972).
"""

from __future__ import annotations

from collections.abc import Iterator

from zaizao.definition.model import Ground
from zaizao.diagnosis.rule import Availability, Remedy, Rule, Safety, Severity, Sighting
from zaizao.diagnosis.scope import Scope
from zaizao.units import Text
from zaizao.units.edit import Drop


def _look(scope: Scope) -> Iterator[Sighting]:
    for target, activity in scope.activities.items():
        if len(activity.after) < 2:
            continue
        for index, link in enumerate(activity.after):
            if link.ground is not Ground.CUSTOM or (target, index) not in scope.implied:
                continue
            fields = {"source": scope.name_activity(link.activity), "target": scope.name_activity(target)}
            path = ("activities", target, "after", index)
            yield Sighting(path, fields, remedy=Remedy("resequence", (Drop(path),), Safety.SAFE))


RULE = Rule(
    code="ZL102",
    name="redundant-prerequisite",
    title=Text("多余前置", "Redundant prerequisite"),
    severity=Severity.NOTE,
    remedy=Availability.ALWAYS,
    safety=Safety.SAFE,
    operator="resequence",
    message=Text(
        "“{target}”已经通过别的前置排在“{source}”之后，这条惯例前置是多余的",
        "“{target}” comes after “{source}” by its other prerequisites anyway; this one, by habit, is redundant",
    ),
    look=_look,
)
