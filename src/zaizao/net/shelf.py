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
    """A shelf being written over; the shelf itself stays as it was."""

    __slots__ = ("_base", "_own", "get")

    get: Callable[[str], V | None]
    """The value under a name as it now is, or None."""

    def __init__(self, base: Shelf[V]) -> None:
        self._base = base
        self._own: list[dict[str, V] | None] | None = None
        # With one dictionary, reading is the dictionary's own method: this is asked many times in every step.
        self.get = base.parts[0].get if len(base.parts) == 1 else base.get

    def put(self, name: str, value: V) -> None:
        """Write one entry."""
        self._part(name)[name] = value

    def remove(self, name: str) -> None:
        """Take one entry away, if it is there."""
        if self.get(name) is not None:
            del self._part(name)[name]

    def _part(self, name: str) -> dict[str, V]:
        """The dictionary that holds ``name``, copied the first time it is written to."""
        if self._own is None:
            self._own = [None] * len(self._base.parts)
            if len(self._own) > 1:
                self.get = self._get_spread
        slot = _slot(name, len(self._own)) if len(self._own) > 1 else 0
        part = self._own[slot]
        if part is None:
            part = self._own[slot] = self._base.parts[slot].copy()
            if len(self._own) == 1:
                self.get = part.get
        return part

    def _get_spread(self, name: str) -> V | None:
        own = self._own or []
        slot = _slot(name, len(own))
        part = own[slot]
        return (part if part is not None else self._base.parts[slot]).get(name)

    def sealed(self) -> Shelf[V]:
        """The shelf with the changes made; the pad may be written on afterwards."""
        if self._own is None:
            return self._base
        parts, size = list(self._base.parts), self._base.size
        for slot, part in enumerate(self._own):
            if part is not None:
                size += len(part) - len(parts[slot])
                parts[slot] = part
        self.__init__(Shelf.of(parts, size))  # type: ignore[misc]  # what was sealed is never written again
        return self._base


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
