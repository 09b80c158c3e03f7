"""What in a process stands on a ground and must therefore stay: activities, materials and fields.

An activity may go only if it is no legal act, neither accepts nor decides, cites no law in force, and nothing that
stays needs it by law or for what it makes. A seal (盖章) is the one legal act that without a basis is mere habit.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from zaizao.definition.model import Ground
from zaizao.verification.lawbook import Lawbook
from zaizao.verification.uses import Uses, is_legal_act

_HABIT_WITHOUT_BASIS = frozenset({"seal"})
_TAKING_IN = frozenset({"accept"})


class Founded(Struct, frozen=True):
    """What of one BEFORE must stay."""

    activities: frozenset[str]
    materials: frozenset[str]
    fields: frozenset[str]


def find_founded(uses: Uses, lawbook: Lawbook) -> Founded:
    """Everything that stands on a ground, to the end of what it needs."""
    activities = _spread(uses, lawbook, {name for name in uses.activities if _stands_alone(uses, name, lawbook)})
    materials = frozenset(
        name for name in uses.definition.materials if _is_demanded(uses, name, lawbook, activities=activities)
    )
    return Founded(activities, materials, _find_fields(uses, lawbook, activities=activities))


def _stands_alone(uses: Uses, name: str, lawbook: Lawbook) -> bool:
    activity = uses.activities[name]
    return (
        (is_legal_act(activity.does) and activity.does not in _HABIT_WITHOUT_BASIS)
        or activity.does in _TAKING_IN
        or uses.decides(name)
        or bool(lawbook.cite(uses.definition, activity.bases))
        or name in set(_list_anchors(uses))
    )


def _list_anchors(uses: Uses) -> Iterator[str]:
    """The activities to which clocks, interrupts and the answer to a group are tied."""
    definition = uses.definition
    for item in definition.items.values():
        if item.clock is not None:
            yield from (point.rpartition(".")[0] for point in (item.clock.start, item.clock.end))
    yield from (one.then for one in definition.interrupts.values() if one.then is not None)
    if definition.group is not None:
        yield definition.group.answer


def _spread(uses: Uses, lawbook: Lawbook, founded: set[str]) -> frozenset[str]:
    todo = sorted(founded)
    for name in todo:  # grows while it is walked
        for source in _list_needed(uses, name, lawbook):
            if source not in founded:
                founded.add(source)
                todo.append(source)
    return frozenset(founded)


def _list_needed(uses: Uses, name: str, lawbook: Lawbook) -> Iterator[str]:
    """Those that an activity needs: by law, and for what they make."""
    for link in uses.activities[name].after:
        is_law = link.ground is Ground.LAW and lawbook.holds(uses.definition.bases.get(link.of or ""))
        if is_law and link.activity in uses.activities:
            yield link.activity
    yield from (need.source for need in uses.data if need.target == name)


def _is_demanded(uses: Uses, name: str, lawbook: Lawbook, *, activities: frozenset[str]) -> bool:
    """Whether a material must stay: a law in force asks for it, a founded act takes it or a founded activity makes it."""
    if lawbook.cite(uses.definition, (uses.definition.materials[name].basis,)):
        return True
    for activity in activities:
        about = uses.activities[activity]
        if name in uses.gives[activity]:
            return True
        if name in about.takes and is_legal_act(about.does) and lawbook.cite(uses.definition, about.bases):
            return True
    return False


def _find_fields(uses: Uses, lawbook: Lawbook, *, activities: frozenset[str]) -> frozenset[str]:
    """The fields that a law in force asks for, a guard or a founded act reads, or a founded activity records."""
    cited = {name for name, about in uses.definition.fields.items() if lawbook.cite(uses.definition, (about.basis,))}
    used: set[str] = set()
    for name in activities:
        about = uses.activities[name]
        used |= uses.guard_reads[name] | uses.writes[name]
        if is_legal_act(about.does) and lawbook.cite(uses.definition, about.bases):
            used.update(about.reads)
    return frozenset((cited | used) & uses.definition.fields.keys())
