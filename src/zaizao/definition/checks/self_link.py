"""No activity is its own prerequisite.

What: a link whose source is the activity that carries it. Why: it could never begin. Source: design §4.
"""

from __future__ import annotations

from collections.abc import Iterator

from zaizao.definition.finding import Check, Severity, Spot
from zaizao.definition.survey import Survey


def _look(survey: Survey) -> Iterator[Spot]:
    for name, index, link in survey.links:
        if link.activity == name:
            yield Spot(("activities", name, "after", index, "activity"), {"activity": name})


CHECK = Check("self-link", Severity.ERROR, _look)
