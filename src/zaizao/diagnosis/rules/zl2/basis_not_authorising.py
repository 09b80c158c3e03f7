"""A basis is cited that does not carry what is done: not among the organ's powers, or silent about the act.

引用的依据不足以授权：不在该机构的职权之内，或者条文里根本没有提到这种行为。

## What it finds

- An organ that declares its powers decides, confirms, issues, seals, signs, pays, revokes, corrects or recovers on
  bases (its own and its item's) of which none is among those powers.
- A seal, countersigning, hearing or expert review all of whose articles are at hand, in force, and do not contain any
  word for such a thing.

## Why it matters

An act outside an organ's competence can be set aside, however well it was meant; and an article that speaks of
something else only makes a habit look like law.

## Basis

- 行政许可法 第四条: within the competence, scope, conditions and procedure that the law gives.
- 优化营商环境条例 第六十四条: no duties without a basis in law.

## Example

```yaml
organs:
  fire: {name: 消防大队, powers: [fire-15]}
activities:
  decide: {does: decide, by: fire, bases: [food-35]}
```

## After the remedy

The act goes to the organ that has the power, or the power is cited:

```yaml
activities:
  decide: {does: decide, by: fire, bases: [fire-15]}
```

## Remedy safety

Needs a human: it is a question of competence. No edit is offered.

## Limits of the rule

Powers are what `powers` says; an organ without any is not judged here (see `duty-without-power`).
Delivering, publishing, answering and handing over carry out what was decided and are not judged.
Words are looked for as they stand in the shipped Chinese texts. That an article names an act does not yet prove that
it demands it.

## References

- [Definition: organ](../language.md#organ)
"""

from __future__ import annotations

from collections.abc import Iterator

from zaizao.definition.model import Activity
from zaizao.definition.vocabulary import VERBS
from zaizao.diagnosis.habits import POWERFUL
from zaizao.diagnosis.lawful import Standing
from zaizao.diagnosis.rule import Availability, Evidence, Rule, Severity, Sighting
from zaizao.diagnosis.scope import Scope
from zaizao.units import Text

_WORDS = {
    "seal": ("盖章", "印章", "公章", "加盖", "签章", "用印"),
    "countersign": ("会签", "会同", "联合", "意见", "同意", "协商"),
    "hold_hearing": ("听证",),
    "expert_review": ("专家", "评审", "评估", "论证"),
}
"""What an article that speaks of the act would say."""

_SILENT = Text("“{name}”所引的{bases}没有提到{does}", "{bases}, cited for “{name}”, says nothing of the act ({does})")


def _look(scope: Scope) -> Iterator[Sighting]:
    for name, activity in scope.activities.items():
        if activity.does in POWERFUL and not activity.automatic:
            yield from _look_at_power(scope, name, activity)
        if activity.does in _WORDS and activity.bases:
            yield from _look_at_words(scope, name, activity)


def _look_at_power(scope: Scope, name: str, activity: Activity) -> Iterator[Sighting]:
    actor = scope.actor_of(name)
    organ = scope.definition.organs.get(actor)
    item = scope.definition.items.get(activity.item) if activity.item is not None else None
    bases = (*activity.bases, *(item.bases if item is not None else ()))
    if organ is None or not organ.powers or not bases or set(bases) & set(organ.powers):
        return
    fields = {"name": scope.name_activity(name), "organ": organ.name, "bases": scope.join_citations(bases)}
    evidence = (Evidence(Text("该机构的职权", "the organ's powers"), ("organs", actor, "powers")),)
    yield Sighting(("activities", name, "bases") if activity.bases else ("activities", name), fields, evidence=evidence)


def _look_at_words(scope: Scope, name: str, activity: Activity) -> Iterator[Sighting]:
    verdicts = [scope.judge_basis(basis) for basis in activity.bases]
    articles = [one.article for one in verdicts if one is not None and one.standing is Standing.HOLDS]
    if len(articles) < len(activity.bases) or None in articles:
        return
    if any(word in article.text for article in articles if article is not None for word in _WORDS[activity.does]):
        return
    fields = {
        "name": scope.name_activity(name),
        "does": VERBS[activity.does].name,
        "bases": scope.join_citations(activity.bases),
    }
    evidence = tuple(
        Evidence(Text("条文原文", "the article"), ("bases", basis), law=scope.cite(basis)) for basis in activity.bases
    )
    yield Sighting(("activities", name, "bases"), fields, evidence=evidence, message=_SILENT)


RULE = Rule(
    code="ZL203",
    name="basis-not-authorising",
    title=Text("依据不足以授权", "Basis not authorising"),
    severity=Severity.WARNING,
    remedy=Availability.NONE,
    message=Text(
        "“{name}”所引的{bases}不在{organ}的职权之内",
        "“{name}” cites {bases}, which is not among the powers of the {organ}",
    ),
    look=_look,
)
