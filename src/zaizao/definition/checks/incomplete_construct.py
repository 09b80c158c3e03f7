"""A construct says all that it needs, and its numbers make sense.

What: `needs` above the number of links or without links; `n` and `quorum` without `n`, or `n` of nothing;
`wait: none` where nothing is opened; a share of the limit where there is none, or malformed; an offer to nobody,
without an arbiter; counts of zero; words of `gap`, `pledge`, `undo.does` that are none; an interval of nothing.
Why: the engine would have to guess. Source: docs/language.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zaizao.definition.finding import Check, Path, Severity, Spot
from zaizao.definition.model import Activity, Join, ProcessDefinition, Wait
from zaizao.definition.survey import Survey
from zaizao.definition.vocabulary import UNDOING_VERBS
from zaizao.units import LimitError, parse_limit

_SHARE = re.compile(r"(?:[1-9][0-9]{0,2})%")


def _look(survey: Survey) -> Iterator[Spot]:
    definition = survey.definition
    for name, activity in definition.activities.items():
        at = ("activities", name)
        if activity.needs != "all" or activity.outcomes:
            yield from _look_at_links(activity, at)
        if activity.each or activity.opens:
            yield from _look_at_joins(activity, at)
        if activity.escalate or activity.silent or activity.recurs or activity.repeat:
            yield from _look_at_times(activity, at)
        if activity.who or activity.undo or activity.offer:
            yield from _look_at_people(activity, at)
    yield from _look_at_materials(definition)
    if not definition.activities:
        yield Spot(("activities",), {}, "no-activities")


def _look_at_links(activity: Activity, at: Path) -> Iterator[Spot]:
    wanted = activity.needs
    if isinstance(wanted, int) and not 1 <= wanted <= len(activity.after):
        yield Spot((*at, "needs"), {"needs": wanted, "links": len(activity.after)}, "needs-out-of-range")
    if wanted == "any" and not activity.after:
        yield Spot((*at, "needs"), {"needs": wanted, "links": 0}, "needs-out-of-range")
    if len(set(activity.outcomes)) < len(activity.outcomes):
        yield Spot((*at, "outcomes"), {}, "outcome-twice")


def _look_at_joins(activity: Activity, at: Path) -> Iterator[Spot]:
    if activity.each is not None:
        yield from _look_at_join(activity.each.join, (*at, "each", "join"), may_be_none=False)
    if activity.opens is not None:
        yield from _look_at_join(activity.opens.join, (*at, "opens", "join"), may_be_none=True)


def _look_at_join(join: Join, at: Path, *, may_be_none: bool) -> Iterator[Spot]:
    counted = join.wait in (Wait.N, Wait.QUORUM)
    if counted and not join.n:
        yield Spot(at, {"wait": join.wait.value}, "join-without-number")
    if not counted and join.n is not None:
        yield Spot((*at, "n"), {"wait": join.wait.value}, "join-number-unused")
    if join.wait is Wait.NONE and not may_be_none:
        yield Spot((*at, "wait"), {}, "join-waits-for-nothing")


def _look_at_times(activity: Activity, at: Path) -> Iterator[Spot]:
    for index, step in enumerate(activity.escalate):
        path = (*at, "escalate", index, "at")
        if _SHARE.fullmatch(step.at):
            if activity.limit is None and activity.not_later_than is None:
                yield Spot(path, {"at": step.at}, "share-of-no-limit")
        elif not _is_limit(step.at):
            yield Spot(path, {"at": step.at}, "escalation-malformed")
        if not step.warn and step.to is None:
            yield Spot((*at, "escalate", index), {"at": step.at}, "escalation-without-effect")
    if activity.silent is not None and activity.silent.after is None and activity.limit is None:
        yield Spot((*at, "silent"), {}, "silence-without-limit")
    for path, limit in (
        ((*at, "recurs", "every"), activity.recurs.every if activity.recurs else None),
        ((*at, "repeat", "every"), activity.repeat.every if activity.repeat else None),
    ):
        if limit is not None and limit.amount == 0:
            yield Spot(path, {"limit": str(limit)}, "interval-of-nothing")
    if activity.repeat is not None and activity.repeat.max == 0:
        yield Spot((*at, "repeat", "max"), {"found": 0}, "number-too-small")


def _is_limit(text: str) -> bool:
    try:
        parse_limit(text)
    except LimitError:
        return False
    return True


def _look_at_people(activity: Activity, at: Path) -> Iterator[Spot]:
    if activity.who is not None and activity.who.count < 1:
        yield Spot((*at, "who", "count"), {"found": activity.who.count}, "number-too-small")
    if activity.undo is not None and activity.undo.does not in UNDOING_VERBS:
        fields = {"does": activity.undo.does, "expected": tuple(sorted(UNDOING_VERBS))}
        yield Spot((*at, "undo", "does"), fields, "undo-malformed")
    offer = activity.offer
    if offer is not None and bool(offer.to) == (offer.to_list is not None):
        yield Spot((*at, "offer"), {}, "offer-to-nobody")
    if offer is not None and offer.max_refusals is not None and offer.arbiter is None:
        yield Spot((*at, "offer"), {}, "offer-without-arbiter")


def _look_at_materials(definition: ProcessDefinition) -> Iterator[Spot]:
    for name, material in definition.materials.items():
        for key, found, expected in (("gap", material.gap, "minor"), ("pledge", material.pledge, "allowed")):
            if found not in ("no", expected):
                yield Spot(("materials", name, key), {"found": found, "expected": ("no", expected)}, "unknown-word")
        if material.copies < 1:
            yield Spot(("materials", name, "copies"), {"found": material.copies}, "number-too-small")


CHECK = Check("incomplete-construct", Severity.ERROR, _look)
