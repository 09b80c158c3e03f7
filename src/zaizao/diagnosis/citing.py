"""Where a definition cites its legal bases. Whether they hold is `lawful`'s business."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from zaizao.definition.finding import Path
from zaizao.definition.model import Activity, Ground, ProcessDefinition


class Citation(Struct, frozen=True):
    """One place that cites a basis."""

    path: Path
    basis: str
    beside: tuple[str, ...] = ()
    """The other bases of the same list."""


def list_citations(definition: ProcessDefinition) -> Iterator[Citation]:
    """Every citation; powers of organs are not citations, for they are what is cited against."""
    for name, activity in definition.activities.items():
        yield from _list_in_activity(activity, ("activities", name))
    for name, item in definition.items.items():
        yield from _list(item.bases, ("items", name, "bases"))
        if item.clock is not None:
            yield from _one(item.clock.basis, ("items", name, "clock", "basis"))
            if item.clock.extend is not None:
                yield from _one(item.clock.extend.basis, ("items", name, "clock", "extend", "basis"))
    for name, material in definition.materials.items():
        yield from _one(material.basis, ("materials", name, "basis"))
    for name, fact in definition.fields.items():
        yield from _one(fact.basis, ("fields", name, "basis"))
    for name, interrupt in definition.interrupts.items():
        yield from _one(interrupt.basis, ("interrupts", name, "basis"))


def _list_in_activity(activity: Activity, at: Path) -> Iterator[Citation]:
    yield from _list(activity.bases, (*at, "bases"))
    for index, link in enumerate(activity.after):
        if link.ground is Ground.LAW:
            yield from _one(link.of, (*at, "after", index, "of"))
    if activity.silent is not None:
        yield from _one(activity.silent.basis, (*at, "silent", "basis"))
    if activity.undo is not None:
        yield from _one(activity.undo.basis, (*at, "undo", "basis"))


def _list(bases: tuple[str, ...], at: Path) -> Iterator[Citation]:
    for index, basis in enumerate(bases):
        yield Citation((*at, index), basis, (*bases[:index], *bases[index + 1 :]))


def _one(basis: str | None, at: Path) -> Iterator[Citation]:
    if basis is not None:
        yield Citation(at, basis)
