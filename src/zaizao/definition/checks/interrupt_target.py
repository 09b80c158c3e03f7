"""What follows an interrupt follows nothing else.

What: the activity named by `interrupts.….then` with prerequisites of its own, or itself among what is cancelled.
Why: it runs only so; a link would say that it also belongs to the ordinary course.
Source: docs/language.md, interrupt.
"""

from __future__ import annotations

from collections.abc import Iterator

from zaizao.definition.finding import Check, Severity, Spot
from zaizao.definition.survey import Survey


def _look(survey: Survey) -> Iterator[Spot]:
    for name, interrupt in survey.definition.interrupts.items():
        target = survey.activities.get(interrupt.then) if interrupt.then is not None else None
        if target is not None and (target.after or interrupt.then in interrupt.cancels):
            yield Spot(("interrupts", name, "then"), {"interrupt": name, "activity": interrupt.then})


CHECK = Check("interrupt-target", Severity.ERROR, _look)
