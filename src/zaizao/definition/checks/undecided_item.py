"""Every item applied for is decided by some activity.

What: an item that no activity with `item: …` and `does: decide` or `confirm`, ending `granted` or `refused`, serves;
or a deciding activity of an item with other outcomes than these two.
Why: at the end of every case each item has exactly one outcome (the theorem of the net).
Source: design §4; 行政许可法 第38条 (grant or refuse, in writing).
"""

from __future__ import annotations

from collections.abc import Iterator

from zaizao.definition.finding import Check, Severity, Spot
from zaizao.definition.survey import Survey
from zaizao.definition.vocabulary import DECIDING_VERBS, DECISION_OUTCOMES


def _look(survey: Survey) -> Iterator[Spot]:
    decided: set[str] = set()
    for name, activity in survey.activities.items():
        if activity.item is None or activity.does not in DECIDING_VERBS:
            continue
        decided.add(activity.item)
        if not activity.outcomes or not set(activity.outcomes) <= DECISION_OUTCOMES:
            path = ("activities", name, "outcomes")
            yield Spot(path, {"activity": name, "item": activity.item}, "decision-outcomes")
    for name in survey.definition.items:
        if name not in decided:
            yield Spot(("items", name), {"item": name})


CHECK = Check("undecided-item", Severity.ERROR, _look)
