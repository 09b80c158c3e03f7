"""When an activity's turn comes to anything: its links, its guard and its item as one FEEL expression.

``outcomes`` is a context from activity to outcome: "skipped" for one that was skipped or that an interrupt
stopped, nothing before it is settled.
"""

from __future__ import annotations

from functools import cached_property

from zaizao.definition.model import Activity, IfSkipped, Link, OnRefused, Repeat
from zaizao.definition.survey import Survey
from zaizao.definition.vocabulary import DECIDING_VERBS

SKIPPED = "skipped"
"""How an activity ended that was skipped, or that an interrupt stopped: for its links that is the same."""


class DrawnSurvey(Survey):
    """A survey that also knows what is skipped because its item turned out not to be required."""

    @cached_property
    def deciders(self) -> dict[str, tuple[str, ...]]:
        """For each item the activities that decide it."""
        activities = self.activities.items()
        return {
            item: tuple(name for name, one in activities if one.item == item and one.does in DECIDING_VERBS)
            for item in self.definition.items
        }

    @cached_property
    def skippable(self) -> frozenset[str]:
        """The activities that may be skipped in some case."""
        known = set(super().skippable)
        before = -1
        while len(known) > before:  # a decider may come later in the order than what loses its item with it
            before = len(known)
            for name in self.activities if self.has_circle else self.order:
                if name not in known and (self.can_lose_item(name, known) or self._can_be_skipped(name, known)):
                    known.add(name)
        return frozenset(known)

    def can_lose_item(self, name: str, skippable: set[str] | frozenset[str]) -> bool:
        """Whether all deciders of the activity's item may be skipped before the activity is settled."""
        deciders = self.deciders.get(self.activities[name].item or "", ())
        if not deciders or any(one == name or self.is_before(name, one) for one in deciders):
            return False
        return bool(self.definition.interrupts) or skippable.issuperset(deciders)


def condition_of(survey: DrawnSurvey, name: str) -> str | None:
    """The expression that decides whether the activity is done or skipped; None when it is always done."""
    activity = survey.activities[name]
    item = survey.definition.items.get(activity.item) if activity.item is not None else None
    parts = [
        _join_links(survey, activity),
        item.when if item is not None else None,
        _keep_required(survey, name),
        activity.when,
        f"count({activity.each.over}) > 0" if activity.each is not None else None,
    ]
    return _join("and", [part for part in parts if part is not None])


def _join(word: str, parts: list[str]) -> str | None:
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else f" {word} ".join(f"({part})" for part in parts)


def _join_links(survey: DrawnSurvey, activity: Activity) -> str | None:
    links = [link for link in activity.after if link.activity in survey.activities]
    decided = [_hold(survey, link) for link in links]
    open_ones = list(dict.fromkeys(text for text in decided if text is not None))
    certain = sum(1 for text in decided if text is None)
    if activity.needs == "all":
        return _join("and", open_ones)
    wanted = activity.needs if isinstance(activity.needs, int) else 1
    if certain >= wanted or not open_ones:
        return None
    if wanted - certain == 1:
        return _join("or", open_ones)
    return f"count([{', '.join(text for text in decided if text is not None)}][item]) >= {wanted - certain}"


def _hold(survey: DrawnSurvey, link: Link) -> str | None:
    """When one link holds (docs/language.md, activities and links); None when it always does."""
    source = survey.activities[link.activity]
    if not survey.definition.interrupts and not survey.can_fail(link, survey.skippable):
        return None
    outcome = outcome_of(link.activity)
    item = survey.definition.items.get(source.item) if source.item is not None else None
    failing = ["refused"] if item is not None and item.on_refused is OnRefused.SKIP_DEPENDENTS else []
    failing += [] if link.if_skipped is IfSkipped.RUN else [SKIPPED]
    if link.on:
        return _among(outcome, [*link.on, *([SKIPPED] if link.if_skipped is IfSkipped.RUN else [])])
    return f"not({_among(outcome, failing)})" if failing else None


def _keep_required(survey: DrawnSurvey, name: str) -> str | None:
    """That not all deciders of the activity's item are skipped; None where the rest of the drawing says so already."""
    if not survey.can_lose_item(name, survey.skippable) or _needs_decision(survey, name):
        return None
    skipped = [_among(outcome_of(one), [SKIPPED]) for one in survey.deciders[survey.activities[name].item or ""]]
    return f"not({_join('and', skipped)})"


def _needs_decision(survey: DrawnSurvey, name: str) -> bool:
    """Whether the links alone see to it that the activity is done only where a decider of its item was."""
    deciders = survey.deciders[survey.activities[name].item or ""]
    todo, seen = [name], {name}
    for one in todo:  # grows while it is walked
        activity = survey.activities[one]
        strict = [link.activity for link in activity.after if link.if_skipped is not IfSkipped.RUN]
        found = (survey.activities.keys() & strict) - seen if activity.needs == "all" else set()
        todo.extend(found)
        seen |= found
    return not seen.isdisjoint(deciders)


def cuts_of(survey: Survey, name: str) -> tuple[str, ...]:
    """The interrupts that may stop an activity while it is open."""
    activity = survey.activities[name]
    if activity.automatic is not None or activity.recurs is not None or name in survey.behind_interrupts:
        return ()
    interrupts = survey.definition.interrupts.items()
    return tuple(interrupt for interrupt, one in interrupts if not one.cancels or name in one.cancels)


def _among(outcome: str, words: list[str]) -> str:
    if len(words) == 1:
        return f"{outcome} = {quote(words[0])}"
    return f"list contains([{', '.join(quote(word) for word in words)}], {outcome})"


def activation_of(survey: DrawnSurvey, activity: Activity, *, flows: int) -> str:
    """When a gateway that need not wait for all lets the activity begin: enough links hold, or all are settled.

    What is not settled has no outcome yet, so each link's source is asked for that too.
    """
    held = []
    for link in activity.after:
        holds = _hold(survey, link)
        settled = f"{outcome_of(link.activity)} != null"
        held.append(settled if holds is None else f"{settled} and ({holds})")
    return f"count([{', '.join(held)}][item]) >= {activity.needs} or activationCount = {flows}"


def outcome_of(name: str) -> str:
    """The expression for how an activity ended."""
    return f"get value(outcomes, {quote(name)})"


def quote(text: str) -> str:
    """A text as a FEEL literal."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
    return f'"{escaped.replace(chr(9), chr(92) + "t")}"'


def decided_refused(name: str) -> str:
    """The expression that the activity ended in a refusal."""
    return f"{outcome_of(name)} = {quote('refused')}"


def again_of(name: str, repeat: Repeat) -> str:
    """The expression that one more round is due; ``rounds`` counts those done."""
    most = f" and rounds < {repeat.max}" if repeat.max is not None else ""
    return f"{outcome_of(name)} != {quote(SKIPPED)} and not({repeat.until}){most}"
