"""A step that can never happen, or an item that can be left without a decision.

永远办不到的环节，或者可能没有结论的事项。

## What it finds

- An activity whose guards, its own, its item's and those of what must have happened before it, cannot hold together,
  or that needs two different outcomes of one step.
- An item that is required and that in some course nobody decides: every deciding activity waits for one outcome of an
  examination and there is another, or has a guard that the item has not.

## Why it matters

The first is dead wood, often a slip. The second leaves an applicant without an answer: a check fails and the case just
ends, with no refusal that could be appealed against.

## Basis

- 行政许可法 第三十八条: a licence is granted or refused in writing, and a refusal says why and what can be done.
- Theory: soundness of workflow nets (van der Aalst 1997): every step can happen, and every case can end properly.

## Example

```yaml
activities:
  check: {does: check, item: permit, outcomes: [passed, failed]}
  decide: {does: decide, item: permit, outcomes: [granted, refused], after: [{activity: check, ground: law, on: [passed]}]}
```

## After the remedy

The decision is made either way:

```yaml
  decide: {does: decide, item: permit, outcomes: [granted, refused], after: [{activity: check, ground: law}]}
```

## Remedy safety

Needs a human: what is to happen in the forgotten course only the author knows. No edit is offered.

## Limits of the rule

Conditions are taken as independent: that `age > 60` excludes `age < 18` it does not see.
With several deciding activities only what keeps all of them from happening is found.
That a case is not taken in, or that another item is refused, is no gap. Steps in or behind a circle are left alone.

## References

- [Activities and links](../language.md#activities-and-links)
- W. M. P. van der Aalst: Verification of workflow nets. ICATPN (1997).
"""

from __future__ import annotations

from collections.abc import Iterator

from zaizao.diagnosis.course import Gap, list_gaps, list_impossible
from zaizao.diagnosis.habits import BEGINNINGS
from zaizao.diagnosis.rule import Availability, Evidence, Rule, Severity, Sighting
from zaizao.diagnosis.scope import Scope
from zaizao.units import Text

_GUARDS = Text(
    "“{name}”永远不会办：它的条件互相矛盾", "“{name}” can never happen: its conditions contradict each other"
)
_OUTCOMES = Text(
    "“{name}”永远不会办：它要同一环节有两种不同的结果",
    "“{name}” can never happen: it needs two different outcomes of one step",
)
_GUARDED = Text(
    "事项“{item}”可能没有结论：“{step}”的条件不成立时，没有环节作出决定",
    "“{item}” may be left undecided: where the condition of “{step}” does not hold, nobody decides",
)


def _look(scope: Scope) -> Iterator[Sighting]:
    for name, by_guards in list_impossible(scope):
        message = _GUARDS if by_guards else _OUTCOMES
        yield Sighting(("activities", name), {"name": scope.name_activity(name)}, message=message)
    for item in scope.definition.items:
        for gap in list_gaps(scope, item, beginnings=BEGINNINGS):
            yield _tell_gap(scope, item, gap)


def _tell_gap(scope: Scope, item: str, gap: Gap) -> Sighting:
    fields = {"item": scope.name_item(item), "step": scope.name_activity(gap.activity), "outcome": gap.outcome or ""}
    decider = scope.deciders[item][0]
    evidence = (Evidence(Text("作出决定的环节", "the step that decides"), ("activities", decider)),)
    path = ("activities", gap.activity, "when" if gap.outcome is None else "outcomes")
    message = _GUARDED if gap.outcome is None else None
    return Sighting(path, fields, evidence=evidence, message=message)


RULE = Rule(
    code="ZL904",
    name="unsound-end",
    title=Text("办不到头", "Unsound end"),
    severity=Severity.WARNING,
    remedy=Availability.NONE,
    message=Text(
        "事项“{item}”可能没有结论：“{step}”的结果是“{outcome}”时，没有环节作出决定",
        "“{item}” may be left undecided: when “{step}” ends with “{outcome}”, nobody decides",
    ),
    look=_look,
)
