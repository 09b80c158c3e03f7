"""A mapping that is a value, and a pad to write the next one on.

A shelf is many small dictionaries, so that a change copies one of them and not the whole: a case of ten activities is
one dictionary, and a case of ten thousand costs the same per step. Nothing here knows what is kept on the shelf.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Generic, TypeVar

V = TypeVar("V")

_FULL = 48
"""Entries per dictionary before the shelf grows."""


class Shelf(Generic[V]):
    """String keys to values that are not None; never changed once made."""

    __slots__ = ("parts", "size")

    def __init__(self, entries: Mapping[str, V] | None = None) -> None:
        self._keep([dict(entries) if entries else {}], len(entries) if entries else 0)

    def _keep(self, parts: list[dict[str, V]], size: int) -> Shelf[V]:
        self.parts = _spread(parts, size) if size > _FULL * len(parts) else parts
        self.size = size
        return self

    @classmethod
    def of(cls, parts: list[dict[str, V]], size: int) -> Shelf[V]:
        """A shelf that takes these dictionaries over; the caller may not touch them again."""
        made: Shelf[V] = cls.__new__(cls)
        return made._keep(parts, size)

    def get(self, name: str) -> V | None:
        """The value kept under ``name``, or None."""
        parts = self.parts
        return parts[0].get(name) if len(parts) == 1 else parts[_slot(name, len(parts))].get(name)

    def __len__(self) -> int:
        return self.size

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and self.get(name) is not None

    def __iter__(self) -> Iterator[str]:
        """Names in sorted order: the order never depends on how the shelf grew."""
        return iter(sorted(name for part in self.parts for name in part))

    def sorted_items(self) -> list[tuple[str, V]]:
        """All entries, sorted by name."""
        return sorted((entry for part in self.parts for entry in part.items()), key=lambda entry: entry[0])

    def values(self) -> Iterator[V]:
        """All values, in no promised order."""
        return (value for part in self.parts for value in part.values())

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Shelf) or self.size != other.size:
            return False
        return dict(self.sorted_items()) == dict(other.sorted_items())

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return f"Shelf({dict(self.sorted_items())!r})"


class Pad(Generic[V]):
    """A shelf of one dictionary being written over; the shelf itself stays as it was."""

    __slots__ = ("_base", "_own", "get")

    get: Callable[[str], V | None]
    """The value under a name as it now is, or None. It is the dictionary's own method: this is asked many times."""

    def __init__(self, base: Shelf[V]) -> None:
        self._base = base
        self._own: dict[str, V] | None = None
        self.get = base.parts[0].get

    def put(self, name: str, value: V) -> None:
        """Write one entry."""
        own = self._own
        if own is None:
            own = self._begin()
        own[name] = value

    def remove(self, name: str) -> None:
        """Take one entry away, if it is there."""
        if self.get(name) is not None:
            del (self._begin() if self._own is None else self._own)[name]

    def _begin(self) -> dict[str, V]:
        own = self._own = self._base.parts[0].copy()
        self.get = own.get
        return own

    def sealed(self) -> Shelf[V]:
        """The shelf with the changes made; the pad may be written on afterwards."""
        return self._base if self._own is None else Shelf.of([self._own.copy()], len(self._own))

    def taken(self) -> Shelf[V]:
        """The shelf with the changes made; the pad is given up with it."""
        return self._base if self._own is None else Shelf.of([self._own], len(self._own))


class SpreadPad(Pad[V]):
    """A shelf of many dictionaries being written over: each is copied the first time it is written to."""

    __slots__ = ("_written",)

    def __init__(self, base: Shelf[V]) -> None:
        self._base = base
        self._own = None
        self._written: dict[int, dict[str, V]] = {}
        self.get = self._get

    def _get(self, name: str) -> V | None:
        slot = _slot(name, len(self._base.parts))
        return self._written.get(slot, self._base.parts[slot]).get(name)

    def put(self, name: str, value: V) -> None:
        """Write one entry."""
        self._part(name)[name] = value

    def remove(self, name: str) -> None:
        """Take one entry away, if it is there."""
        if self._get(name) is not None:
            del self._part(name)[name]

    def _part(self, name: str) -> dict[str, V]:
        slot = _slot(name, len(self._base.parts))
        part = self._written.get(slot)
        if part is None:
            part = self._written[slot] = self._base.parts[slot].copy()
        return part

    def sealed(self) -> Shelf[V]:
        """The shelf with the changes made; the pad may be written on afterwards."""
        return self._with({slot: part.copy() for slot, part in self._written.items()})

    def taken(self) -> Shelf[V]:
        """The shelf with the changes made; the pad is given up with it."""
        return self._with(self._written)

    def _with(self, written: dict[int, dict[str, V]]) -> Shelf[V]:
        if not written:
            return self._base
        parts, size = list(self._base.parts), self._base.size
        for slot, part in written.items():
            size += len(part) - len(parts[slot])
            parts[slot] = part
        return Shelf.of(parts, size)


def pad_of(shelf: Shelf[V]) -> Pad[V]:
    """A pad to write the next shelf on."""
    return Pad(shelf) if len(shelf.parts) == 1 else SpreadPad(shelf)


def _slot(name: str, count: int) -> int:
    # Python's own hash: where an entry lies may differ between runs, but nothing ever iterates unsorted.
    return hash(name) & (count - 1)


def _spread(parts: list[dict[str, V]], size: int) -> list[dict[str, V]]:
    count = len(parts)
    while size > _FULL * count // 4:
        count *= 2
    spread: list[dict[str, V]] = [{} for _ in range(count)]
    for part in parts:
        for name, value in part.items():
            spread[_slot(name, count)][name] = value
    return spread
