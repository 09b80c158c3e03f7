"""A link or a silence names only outcomes that can come about.

What: `on` of a link, or `silent.outcome`, that is not among the outcomes of the activity concerned.
Why: the link would never hold and everything behind it would always be skipped.
Source: docs/language.md, activities and links.
"""

from __future__ import annotations

from collections.abc import Iterator

from zaizao.definition.finding import Check, Severity, Spot
from zaizao.definition.survey import Survey, list_outcomes


def _look(survey: Survey) -> Iterator[Spot]:
    for name, index, link in survey.links:
        if not link.on or link.activity not in survey.activities:
            continue
        known = list_outcomes(survey.activities[link.activity])
        for position, outcome in enumerate(link.on):
            if outcome not in known:
                at = ("activities", name, "after", index, "on", position)
                yield Spot(at, {"outcome": outcome, "activity": link.activity, "expected": known})
    for name, activity in survey.activities.items():
        if activity.silent is not None and activity.silent.outcome not in list_outcomes(activity):
            known = list_outcomes(activity)
            path = ("activities", name, "silent", "outcome")
            yield Spot(path, {"outcome": activity.silent.outcome, "activity": name, "expected": known})


CHECK = Check("unknown-outcome", Severity.ERROR, _look)
