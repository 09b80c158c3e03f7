"""No field is written by two activities that may be at work at the same time.

What: two writers of one field, neither before the other, that may both happen in one case.
Why: the value would depend on who presses the button last; nobody could say why a guard decided as it did.
Two activities exclude each other when they need different outcomes of the same source, or one's `when` is the other's
with `not` before it. Source: design §3.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, pairwise

from zaizao.definition.finding import Check, Severity, Spot
from zaizao.definition.survey import Survey

MOST_WRITERS = 40
"""More writers of one field than this are compared only with the next ones in order."""


def _look(survey: Survey) -> Iterator[Spot]:
    for name, writers in survey.writers.items():
        if len(writers) < 2 or name not in survey.definition.fields:
            continue
        for first, second in _pair(survey, writers):
            if survey.are_concurrent(first, second):
                yield Spot(("fields", name), {"field": name, "first": first, "second": second})
                break


def _pair(survey: Survey, writers: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    if len(writers) <= MOST_WRITERS:
        yield from combinations(writers, 2)
        return
    ordered = sorted(writers, key=lambda name: survey.bits.get(name, 0))
    yield from pairwise(ordered)


CHECK = Check("concurrent-writers", Severity.ERROR, _look)
