"""A redesigned definition put in order: activities as they follow each other, organs and bases only where used.

Nothing that runs or is demanded changes here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace

from zaizao.definition.model import Activity, Ground, ProcessDefinition


def tidy(definition: ProcessDefinition) -> ProcessDefinition:
    """The definition with its activities sources first and without organs and bases that nothing names any more."""
    bases = set(_list_bases(definition))
    organs = _list_organs(definition)
    kept = {
        name: replace(organ, powers=tuple(basis for basis in organ.powers if basis in definition.bases))
        for name, organ in definition.organs.items()
        if name in organs
    }
    bases.update(basis for organ in kept.values() for basis in organ.powers)
    return replace(
        definition,
        activities=_sort_activities(definition),
        organs=kept,
        bases={name: basis for name, basis in definition.bases.items() if name in bases},
        digest="",
    )


def _sort_activities(definition: ProcessDefinition) -> dict[str, Activity]:
    """Each behind what it waits for, else in the order in which they stood; circles stay as they were."""
    left = dict(definition.activities)
    done: dict[str, Activity] = {}
    while left:
        name = next(
            (key for key, each in left.items() if all(link.activity not in left for link in each.after)),
            next(iter(left)),
        )
        done[name] = left.pop(name)
    return done


def _list_bases(definition: ProcessDefinition) -> Iterator[str | None]:
    for activity in definition.activities.values():
        yield from activity.bases
        yield from (link.of for link in activity.after if link.ground is Ground.LAW)
        yield activity.undo.basis if activity.undo is not None else None
        yield activity.silent.basis if activity.silent is not None else None
    for item in definition.items.values():
        yield from item.bases
        if item.clock is not None:
            yield item.clock.basis
            yield item.clock.extend.basis if item.clock.extend is not None else None
    tables: tuple[Any, ...] = (definition.materials, definition.fields, definition.interrupts)
    yield from (each.basis for table in tables for each in table.values())


def _list_organs(definition: ProcessDefinition) -> set[str]:
    named = {definition.competent, *(item.organ for item in definition.items.values())}
    for item in definition.items.values():
        if item.clock is not None and item.clock.extend is not None:
            named.add(item.clock.extend.by or "")
    for activity in definition.activities.values():
        named.update(_list_actors(activity))
    named.update(by for log in definition.entries.values() for by in log.by)
    named.update(by for interrupt in definition.interrupts.values() for by in interrupt.by)
    todo = list(named)
    for name in todo:  # grows while it is walked
        above = definition.organs[name].above if name in definition.organs else None
        if above is not None and above not in named:
            named.add(above)
            todo.append(above)
    return named


def _list_actors(activity: Activity) -> Iterator[str]:
    yield activity.by or ""
    if activity.undo is not None:
        yield activity.undo.by or ""
    if activity.offer is not None:
        yield from activity.offer.to
        yield activity.offer.arbiter or ""
    yield from (step.to or "" for step in activity.escalate)
    if activity.adhoc is not None:
        yield from activity.adhoc.by
    if activity.opens is not None:
        yield activity.opens.at or ""
