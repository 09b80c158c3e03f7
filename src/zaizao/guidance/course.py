"""What will happen for given answers, as far as they tell: three values, as in guards; *unknown* never decides.

The course is the ordinary one: every activity ends with its first outcome. A link that waits for another outcome is
therefore not expected to hold; what only a refusal or a failure brings is not foreseen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from graphlib import TopologicalSorter

from msgspec import Struct

from zaizao.definition.expressions import list_types
from zaizao.definition.model import Activity, IfSkipped, Link, ProcessDefinition
from zaizao.expression import UNKNOWN, Answer, compile_expression

Answers = Mapping[str, object]


class Course(Struct, frozen=True):
    """For each item, activity and material whether it will be; UNKNOWN where an answer is still missing."""

    items: Mapping[str, Answer]
    activities: Mapping[str, Answer]
    materials: Mapping[str, Answer]
    """Whether some activity that happens takes it, and its own condition holds."""


def foresee(definition: ProcessDefinition, answers: Answers) -> Course:
    """The ordinary course of a definition that can run, for the answers so far.

    Raises ValueError for a definition with circles: it cannot run, so there is nothing to foresee.
    """
    guards = Guards(definition, answers)
    items = {name: guards.test(each.when) for name, each in definition.items.items()}
    activities: dict[str, Answer] = {}
    for name in _in_order(definition):
        activities[name] = _foresee_activity(definition, definition.activities[name], guards, (items, activities))
    materials = {
        name: all_of([guards.test(each.when), any_of(_list_takers(definition, name, activities))])
        for name, each in definition.materials.items()
    }
    return Course(items, {name: activities[name] for name in definition.activities}, materials)


class Guards:
    """The guards of one definition, tested on one set of answers."""

    def __init__(self, definition: ProcessDefinition, answers: Answers) -> None:
        self._types = list_types(definition)
        self._answers = answers

    def test(self, text: str | None) -> Answer:
        """Whether a guard holds; no guard always does."""
        return True if text is None else compile_expression(text, self._types).test(self._answers)

    def list_reads(self, text: str | None) -> frozenset[str]:
        """The fields a guard reads."""
        return frozenset() if text is None else compile_expression(text, self._types).reads


def all_of(answers: Iterable[Answer]) -> Answer:
    """The weakest of several answers: False before UNKNOWN before True."""
    weakest: Answer = True
    for each in answers:
        if each is False:
            return False
        if each is UNKNOWN:
            weakest = UNKNOWN
    return weakest


def any_of(answers: Iterable[Answer]) -> Answer:
    """The strongest of several answers: True before UNKNOWN before False."""
    strongest: Answer = False
    for each in answers:
        if each is True:
            return True
        if each is UNKNOWN:
            strongest = UNKNOWN
    return strongest


def negate(answer: Answer) -> Answer:
    """The opposite; unknown stays unknown."""
    return answer if answer is UNKNOWN else not answer


def _in_order(definition: ProcessDefinition) -> Iterable[str]:
    """Each activity after those its links come from."""
    sorter = TopologicalSorter(
        {name: [link.activity for link in each.after] for name, each in definition.activities.items()}
    )
    return [name for name in sorter.static_order() if name in definition.activities]


def _foresee_activity(
    definition: ProcessDefinition,
    activity: Activity,
    guards: Guards,
    known: tuple[Mapping[str, Answer], Mapping[str, Answer]],
) -> Answer:
    items, earlier = known
    needed = items.get(activity.item, True) if activity.item is not None else True
    return all_of([needed, guards.test(activity.when), _join(definition, activity, earlier)])


def _join(definition: ProcessDefinition, activity: Activity, earlier: Mapping[str, Answer]) -> Answer:
    holding = [_hold(definition, link, earlier) for link in activity.after]
    if not holding or activity.needs == "all":
        return all_of(holding)
    wanted = activity.needs if isinstance(activity.needs, int) else 1
    if sum(each is True for each in holding) >= wanted:
        return True
    return UNKNOWN if sum(each is not False for each in holding) >= wanted else False


def _hold(definition: ProcessDefinition, link: Link, earlier: Mapping[str, Answer]) -> Answer:
    happens = earlier.get(link.activity, True)
    source = definition.activities.get(link.activity)
    ends_so = not link.on or source is None or not source.outcomes or source.outcomes[0] in link.on
    ended: Answer = happens if ends_so else False
    return any_of([ended, negate(happens)]) if link.if_skipped is IfSkipped.RUN else ended


def _list_takers(definition: ProcessDefinition, material: str, activities: Mapping[str, Answer]) -> list[Answer]:
    return [activities[name] for name, each in definition.activities.items() if material in each.takes]
