"""Which element of the redesigned process stands for which elements of the processes it takes the place of.

`replaces` says so; what carries none stands for its namesakes. Whether it may is judged in `checks`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from msgspec import Struct

from zaizao.definition.model import ProcessDefinition
from zaizao.units.record import show_without

TABLES = ("activities", "materials", "items", "fields")
Origin = tuple[int, str]
"""The number of a BEFORE and an id in it."""


class Lineage(Struct, frozen=True):
    """Both directions, by table. Ids of BEFORE come with the number of their process."""

    before: tuple[ProcessDefinition, ...]
    after: ProcessDefinition
    origins: Mapping[str, Mapping[str, tuple[Origin, ...]]]
    """table → id in AFTER → what it stands for."""
    images: Mapping[str, Mapping[Origin, tuple[str, ...]]]
    """table → (process, id in BEFORE) → what stands for it."""

    __repr__ = show_without("images")

    def origins_of(self, table: str, name: str) -> tuple[Origin, ...]:
        """What an element of AFTER stands for; an id that no table declares stands for its namesakes."""
        found = self.origins[table].get(name)
        return found if found is not None else tuple((number, name) for number in range(len(self.before)))

    def images_of(self, table: str, number: int, name: str) -> tuple[str, ...]:
        """What stands for an element of BEFORE ``number``; an undeclared id keeps its name."""
        if name not in getattr(self.before[number], table):
            return (name,)
        return self.images[table].get((number, name), ())

    def image(self, table: str, number: int, name: str) -> str | None:
        """The first of `images_of`, or None."""
        return next(iter(self.images_of(table, number, name)), None)

    def address(self, table: str, origin: Origin) -> str:
        """``PROCESS/table/ID`` of an element of BEFORE."""
        return f"{self.before[origin[0]].process}/{table}/{origin[1]}"

    def key(self, table: str, number: int, name: str) -> str:
        """The key that everything which is the same element has: AFTER's id, or the address where nothing stands."""
        image = self.image(table, number, name)
        return image if image is not None else self.address(table, (number, name))


def lineage(before: Sequence[ProcessDefinition], after: ProcessDefinition) -> Lineage:
    """Read the lineage of ``after``; entries that name nothing in ``before`` are passed over."""
    origins: dict[str, dict[str, tuple[Origin, ...]]] = {}
    images: dict[str, dict[Origin, tuple[str, ...]]] = {}
    for table in TABLES:
        origins[table], images[table] = {}, {}
        elements: Mapping[str, Any] = getattr(after, table)
        for name, element in elements.items():
            found = _find_origins(before, table, element.replaces) or _find_origins(before, table, (name,))
            origins[table][name] = found
            for origin in found:
                images[table][origin] = (*images[table].get(origin, ()), name)
    return Lineage(tuple(before), after, origins, images)


def _find_origins(before: Sequence[ProcessDefinition], table: str, entries: Iterable[str]) -> tuple[Origin, ...]:
    found = []
    for entry in entries:
        process, slash, name = entry.rpartition("/")
        for number, definition in enumerate(before):
            if (not slash or definition.process == process) and name in getattr(definition, table):
                found.append((number, name))
    return tuple(dict.fromkeys(found))
