"""A prerequisite is written once.

What: two links from the same source that may hold together (same outcomes, or one without any).
Why: two grounds for one prerequisite contradict each other when one is removed; write the stronger one.
Source: design §3 (every prerequisite has a ground).
"""

from __future__ import annotations

from collections.abc import Iterator

from zaizao.definition.finding import Check, Severity, Spot
from zaizao.definition.survey import Survey


def _look(survey: Survey) -> Iterator[Spot]:
    for name, activity in survey.activities.items():
        if len(activity.after) < 2 or len({link.activity for link in activity.after}) == len(activity.after):
            continue
        seen: dict[str, list[tuple[str, ...]]] = {}
        for index, link in enumerate(activity.after):
            earlier = seen.setdefault(link.activity, [])
            if any(not on or not link.on or set(on) & set(link.on) for on in earlier):
                yield Spot(("activities", name, "after", index), {"activity": name, "source": link.activity})
            earlier.append(link.on)


CHECK = Check("duplicate-link", Severity.ERROR, _look)
