"""Which of many files concern each other: told by the names of what they give, take and ask for, without their texts.

Two definitions can concern each other only through a name that both use; what they have to say to each other is for the
rules of the diagnosis.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from zaizao.definition import ProcessDefinition

_WITNESSES = 2
"""Of all who ask for a paper a finding names one other; among the first two there is one for everybody."""


class Names(Struct, frozen=True):
    """What of a definition others can see."""

    process: str
    is_found: bool
    """As found, before any redesign."""
    replaces: frozenset[str]
    gives: frozenset[str]
    """Identifiers and Chinese names of what its activities make."""
    takes: frozenset[str]
    """Identifiers and Chinese names of what its activities take, and of what it asks of the applicant."""
    asks: frozenset[str]
    """Plain names of what a process as found asks of the applicant."""


def list_names(definition: ProcessDefinition) -> Names:
    """The names of one definition."""
    materials = definition.materials
    activities = definition.activities.values()
    given = set().union(*[activity.gives for activity in activities])
    taken = {name for name, material in materials.items() if material.source == "applicant"}
    taken.update(*[activity.takes for activity in activities])
    return Names(
        process=definition.process,
        is_found=definition.as_is,
        replaces=frozenset(definition.replaces),
        gives=_name_both(definition, given),
        takes=_name_both(definition, taken),
        asks=_list_asked(definition),
    )


def _name_both(definition: ProcessDefinition, things: set[str]) -> frozenset[str]:
    materials = definition.materials
    names = things.union([materials[thing].name.zh for thing in things if thing in materials])
    return frozenset(map(sys.intern, names))


def _list_asked(definition: ProcessDefinition) -> frozenset[str]:
    from zaizao.definition.model import Kind
    from zaizao.diagnosis.rules.zl3.earlier_result_asked import plain_name

    if not definition.as_is or definition.kind is Kind.MATTER:
        return frozenset()
    asked = [one for one in definition.materials.values() if one.source == "applicant" and not one.holds]
    return frozenset(sys.intern(plain_name(material.name.zh)) for material in asked)


def link_names(names: Sequence[Names | None]) -> tuple[list[int], list[int]]:
    """Whom to look at again, and whom these may meet; places in ``names``, in its order."""
    targets: set[int] = set()
    witnesses: set[int] = set()
    givers, takers = _index(names, "gives"), _index(names, "takes")
    for thing, making in givers.items():
        taking = takers.get(thing)
        if taking is not None and (len(making) > 1 or taking != making):
            targets.update(making, taking)
            witnesses.update(making, taking)
    for asking in _index(names, "asks").values():
        if len(asking) > 1:
            targets.update(asking)
            witnesses.update(asking[:_WITNESSES])
    witnesses.update(_list_twins(names, witnesses))
    return sorted(targets), sorted(witnesses)


def _index(names: Sequence[Names | None], kind: str) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for place, one in enumerate(names):
        if one is not None:
            for name in getattr(one, kind):
                found.setdefault(name, []).append(place)
    return found


def _list_twins(names: Sequence[Names | None], chosen: Iterable[int]) -> set[int]:
    """What was found before those chosen were made in its place: a made one does not count beside it."""
    wanted = {
        process
        for place in chosen
        if (one := names[place]) is not None and not one.is_found
        for process in (one.process, *one.replaces)
    }
    return {place for place, one in enumerate(names) if one is not None and one.is_found and one.process in wanted}
