"""A basis names an article of a law at hand, but this article is not among its texts.

引用的法律本库里有，但没有收录所引的条文，无法核对。

## What it finds

A declared basis whose law the library of law texts knows, and whose article it does not have for that day.

## Why it matters

A wrong number is the commonest slip in a list of bases, and one that nobody sees. What cannot be read cannot be checked
by the other rules either.

## Basis

- 行政许可法 第三十条: what the applicant must bring, and on what basis, is published, and so has to be right.

## Example

```yaml
bases:
  odd: {law: 行政许可法, article: 第八百条}
activities:
  intake: {does: accept, bases: [odd]}
```

## After the remedy

The number is put right, or the article added to the law texts:

```yaml
activities:
  intake: {does: accept, bases: [licensing-32]}
```

## Remedy safety

Needs a human: which article was meant only its author knows.

## Limits of the rule

The texts at hand are extracts. That an article is missing from them does not say that it does not exist; therefore
this is a note and not an error.

## References

- [Definition: basis](../language.md#basis)
"""

from __future__ import annotations

from collections.abc import Iterator

from zaizao.diagnosis.lawful import Standing
from zaizao.diagnosis.rule import Availability, Rule, Severity, Sighting
from zaizao.diagnosis.scope import Scope
from zaizao.units import Text


def _look(scope: Scope) -> Iterator[Sighting]:
    for name in scope.definition.bases:
        verdict = scope.judge_basis(name)
        if verdict is not None and verdict.standing is Standing.NOT_AT_HAND:
            yield Sighting(("bases", name), {"basis": scope.cite(name)})


RULE = Rule(
    code="ZL204",
    name="basis-not-at-hand",
    title=Text("条文未收录", "Basis not at hand"),
    severity=Severity.NOTE,
    remedy=Availability.NONE,
    message=Text(
        "{basis}：这部法律在库中，但没有收录这一条，无法核对，请查对条号",
        "{basis}: the law is at hand, but not this article; please check its number",
    ),
    look=_look,
)
