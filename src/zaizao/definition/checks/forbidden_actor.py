"""Nobody does what the law denies to his kind.

What: an activity done by (or ad-hoc addable, offered, raised with take-over to) an organ whose kind may never do it,
such as a grid worker inspecting an enterprise.
Why: the act would be void. Source: 国办发〔2024〕54号 (grid workers do not inspect enterprises).
"""

from __future__ import annotations

from collections.abc import Iterator

from zaizao.definition.finding import Check, Path, Severity, Spot
from zaizao.definition.model import Activity, Mode
from zaizao.definition.survey import Survey
from zaizao.definition.vocabulary import VERBS


def _list_actors(activity: Activity, competent: str) -> Iterator[tuple[Path, str]]:
    yield ("by",), activity.by or competent
    if activity.offer is not None:
        yield from ((("offer", "to", index), name) for index, name in enumerate(activity.offer.to))
        if activity.offer.arbiter is not None:
            yield ("offer", "arbiter"), activity.offer.arbiter
    for index, step in enumerate(activity.escalate):
        if step.mode is Mode.TAKE_OVER and step.to is not None:
            yield ("escalate", index, "raise"), step.to


def _look(survey: Survey) -> Iterator[Spot]:
    definition = survey.definition
    for name, activity in definition.activities.items():
        verb = VERBS.get(activity.does)
        if verb is None or not verb.never_by:
            continue
        for path, actor in _list_actors(activity, definition.competent):
            organ = definition.organs.get(actor)
            if organ is not None and organ.kind in verb.never_by:
                yield Spot(("activities", name, *path), {"organ": actor, "kind": organ.kind, "does": activity.does})


CHECK = Check("forbidden-actor", Severity.ERROR, _look)
