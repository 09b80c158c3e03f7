"""Redesigns that were tampered with, and what the verifier said of each: nothing here is told, all is found by `verify`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from zaizao.definition import ProcessDefinition
from zaizao.definition.model import Activity, Ground
from zaizao.definition.vocabulary import DECIDING_VERBS
from zaizao.verification import Loss, Verdict, verify

REFUSED = "refused"


class Attempt(Struct, frozen=True):
    """One way of tampering, at one place."""

    kind: str
    """The end of the code of its words."""
    definition: ProcessDefinition
    names: tuple[str, ...]
    """Identifiers in the redesigned process of what was tampered with."""
    expected: str
    """The code of the loss by which it is shown."""
    why: str | None = None
    """What that loss has to say for it, where it may say several things."""

    def shows(self, loss: Loss) -> bool:
        """Whether a loss is the one by which it is shown."""
        return loss.code == self.expected and self.why in (None, loss.fields.get("why"))


class Tampered(Struct, frozen=True):
    """A tampered redesign and the verdict on it."""

    attempt: Attempt
    verdict: Verdict
    loss: Loss
    """The loss that says it best."""


def tamper(
    before: Sequence[ProcessDefinition], after: ProcessDefinition, *, on: dt.date | None = None
) -> tuple[Tampered, ...]:
    """One of each kind that the chain offers a place for, as the verifier judges it."""
    found = (_try_each(before, attempts(after), on) for attempts in KINDS)
    return tuple(each for each in found if each is not None)


def _try_each(before: Sequence[ProcessDefinition], attempts: Iterator[Attempt], on: dt.date | None) -> Tampered | None:
    """The first place at which the verifier says what it is about."""
    for attempt in attempts:
        verdict = verify(before, attempt.definition, on=on)
        told = [loss for loss in verdict.losses if attempt.shows(loss)]
        if told:
            return Tampered(attempt, verdict, max(told, key=lambda loss: len(_situation(loss))))
    return None


def _situation(loss: Loss) -> str:
    return str(loss.fields.get("situation", ""))


def _with_activity(definition: ProcessDefinition, name: str, **changed: Any) -> ProcessDefinition:
    activity = replace(definition.activities[name], **changed)
    return replace(definition, activities={**definition.activities, name: activity}, digest="")


def _is_deciding(activity: Activity) -> bool:
    return activity.item is not None and activity.does in DECIDING_VERBS


def drop_prerequisite(after: ProcessDefinition) -> Iterator[Attempt]:
    """A decision no longer waits for what the law puts before it."""
    for name, activity in after.activities.items():
        for link in activity.after:
            if link.ground is Ground.LAW and _is_deciding(activity):
                rest = tuple(other for other in activity.after if other is not link)
                changed = _with_activity(after, name, after=rest)
                yield Attempt("prerequisite", changed, (link.activity, name), "prerequisite-lost")


def pledge_what_is_risky(after: ProcessDefinition) -> Iterator[Attempt]:
    """A pledge may replace a paper of an area in which the law allows none; where there is none such, any other paper."""
    risky = {item for item, about in after.items.items() if about.risks}
    asked = {paper for each in after.activities.values() if each.item in risky for paper in each.takes}
    papers = [
        name for name, each in after.materials.items() if each.pledge == "no" and each.source not in after.activities
    ]
    papers.sort(key=lambda name: (not after.materials[name].risks, name not in asked))
    for why in ("excluded", None):
        for name in papers:
            changed = replace(after.materials[name], pledge="allowed")
            definition = replace(after, materials={**after.materials, name: changed}, digest="")
            yield Attempt("pledge", definition, (name,), "pledge-excluded", why)


def drop_refusal(after: ProcessDefinition) -> Iterator[Attempt]:
    """A decision can no longer be a refusal."""
    for name, activity in after.activities.items():
        if _is_deciding(activity) and REFUSED in activity.outcomes:
            rest = tuple(outcome for outcome in activity.outcomes if outcome != REFUSED)
            yield Attempt("refusal", _with_activity(after, name, outcomes=rest), (name,), "outcome-lost")


KINDS: tuple[Callable[[ProcessDefinition], Iterator[Attempt]], ...] = (
    drop_prerequisite,
    pledge_what_is_risky,
    drop_refusal,
)
