"""Mappings that states are made of: cheap to carry from one state to the next.

A small shelf is a dictionary: the next state's is a copy. A wide one is many dictionaries, of which a change copies
one: a case of ten thousand activities costs per step what a case of ten does. Both look the same from outside; a
state shows them read-only. Nothing here knows what is kept on a shelf.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Generic, Protocol, TypeVar

V = TypeVar("V")

FULL = 48
"""Entries per dictionary before a shelf grows wider."""


class View(Protocol[V]):
    """A shelf as a state shows it: to be read only."""

    def get(self, name: str, /) -> V | None:
        """The value kept under ``name``, or None."""

    def values(self) -> Iterable[V]:
        """All values, in no promised order."""

    def sorted_items(self) -> list[tuple[str, V]]:
        """All entries, sorted by name: the only order that does not depend on how the shelf grew."""

    def pad(self) -> Shelf[V] | Wide[V]:
        """A copy to write on."""

    def __len__(self) -> int: ...

    def __contains__(self, name: object, /) -> bool: ...


class Shelf(dict[str, V]):
    """A small shelf. Written on only while it belongs to a draft."""

    __slots__ = ()

    put = dict.__setitem__

    def sorted_items(self) -> list[tuple[str, V]]:
        """All entries, sorted by name."""
        return sorted(self.items(), key=_name)

    def pad(self) -> Shelf[V]:
        """A copy to write on."""
        return Shelf(self)

    def settled(self) -> Shelf[V] | Wide[V]:
        """The shelf in the form in which a state keeps it."""
        return self if len(self) <= FULL else Wide.spread(self)


class Wide(Generic[V]):
    """A shelf of many dictionaries, each copied the first time it is written to."""

    __slots__ = ("_own", "_parts", "_size")

    def __init__(self, parts: list[dict[str, V]], size: int) -> None:
        self._parts = parts
        self._size = size
        self._own: set[int] = set()

    @classmethod
    def spread(cls, entries: Mapping[str, V] | Wide[V]) -> Wide[V]:
        """A wide shelf of some entries."""
        count = 8
        while len(entries) > FULL * count:
            count *= 2
        parts: list[dict[str, V]] = [{} for _ in range(count)]
        for name, value in entries.items():
            parts[_slot(name, count)][name] = value
        return cls(parts, len(entries))

    def get(self, name: str) -> V | None:
        """The value kept under ``name``, or None."""
        return self._parts[_slot(name, len(self._parts))].get(name)

    def put(self, name: str, value: V) -> None:
        """Write one entry."""
        part = self._part(name)
        self._size += name not in part
        part[name] = value

    def pop(self, name: str, default: None) -> V | None:
        """Take one entry away, if it is there, and give it back."""
        if name not in self:
            return default
        self._size -= 1
        return self._part(name).pop(name)

    def _part(self, name: str) -> dict[str, V]:
        slot = _slot(name, len(self._parts))
        if slot not in self._own:
            self._own.add(slot)
            self._parts[slot] = self._parts[slot].copy()
        return self._parts[slot]

    def items(self) -> Iterator[tuple[str, V]]:
        """All entries, in no promised order."""
        return (entry for part in self._parts for entry in part.items())

    def values(self) -> Iterator[V]:
        """All values, in no promised order."""
        return (value for part in self._parts for value in part.values())

    def sorted_items(self) -> list[tuple[str, V]]:
        """All entries, sorted by name."""
        return sorted(self.items(), key=_name)

    def pad(self) -> Wide[V]:
        """A copy to write on; shares every dictionary until it is written to."""
        return Wide(self._parts.copy(), self._size)

    def settled(self) -> Wide[V]:
        """The shelf in the form in which a state keeps it."""
        return Wide.spread(self) if self._size > FULL * len(self._parts) else self

    def __len__(self) -> int:
        return self._size

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and self.get(name) is not None

    def __iter__(self) -> Iterator[str]:
        return (name for part in self._parts for name in part)

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, (Shelf, Wide)) and len(self) == len(other) and dict(self.items()) == dict(other.items())
        )

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"Wide({dict(self.sorted_items())!r})"


def _slot(name: str, count: int) -> int:
    # Python's own hash: where an entry lies may differ between runs, but no order ever depends on it.
    return hash(name) & (count - 1)


def _name(entry: tuple[str, object]) -> str:
    return entry[0]
