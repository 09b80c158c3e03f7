"""Whether a sound definition can run cases.

What: circles (互为前置) and branches found by mining whose rule is unknown (`choice: unknown`).
Why: they load, are drawn, diagnosed and simulated; a case that met one would stand still for ever.
Source: design §3 and §4 (as-is definitions).
"""

from __future__ import annotations

from collections.abc import Iterator

from zaizao.definition.checks.circle import find_circles
from zaizao.definition.finding import Check, Severity, Spot
from zaizao.definition.survey import Survey


def _look(survey: Survey) -> Iterator[Spot]:
    for circle in find_circles(survey):
        yield Spot(("activities", circle[0], "after"), {"circle": circle}, "cannot-run-circle")
    for name, activity in survey.activities.items():
        if activity.choice is not None:
            yield Spot(("activities", name, "choice"), {"activity": name}, "cannot-run-choice")


CHECK = Check("cannot-run", Severity.WARNING, _look)
