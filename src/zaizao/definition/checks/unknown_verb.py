"""`does` is a word of the closed vocabulary.

What: an activity, or a permission to add activities, with a word that `zaizao.definition.vocabulary` does not list.
Why: the word decides what the law attaches to the act: a stop of the clock, a barrier to returns, who may do it.
Source: design §3 (closed vocabulary).
"""

from __future__ import annotations

from collections.abc import Iterator

from zaizao.definition.finding import Check, Severity, Spot
from zaizao.definition.survey import Survey
from zaizao.definition.vocabulary import VERBS
from zaizao.units.near import find_near


def _explain(word: str) -> dict[str, object]:
    near = find_near(word, VERBS)
    return {"word": word, "near": near, "expected": tuple(VERBS)}


def _look(survey: Survey) -> Iterator[Spot]:
    for name, activity in survey.activities.items():
        if activity.does not in VERBS:
            yield Spot(("activities", name, "does"), _explain(activity.does))
        if activity.adhoc is not None:
            for index, word in enumerate(activity.adhoc.allow):
                if word not in VERBS:
                    yield Spot(("activities", name, "adhoc", "allow", index), _explain(word))


CHECK = Check("unknown-verb", Severity.ERROR, _look)
