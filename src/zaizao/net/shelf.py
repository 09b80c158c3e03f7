"""A mapping that is a value: many small dictionaries, so that a change copies one of them and not the whole.

A case of ten activities is one dictionary; a case of ten thousand costs the same per step.
Nothing here knows what is kept on the shelf.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Generic, TypeVar

V = TypeVar("V")

_FULL = 48
"""Entries per dictionary before the shelf grows."""


class Removed:
    """The mark that takes an entry off the shelf."""


REMOVED = Removed()


class Shelf(Generic[V]):
    """String keys to values; `replace` gives a new shelf and leaves this one as it was."""

    __slots__ = ("_parts", "_size")

    def __init__(self, entries: Mapping[str, V] | None = None) -> None:
        self._keep((dict(entries) if entries else {},), len(entries) if entries else 0)

    def _keep(self, parts: tuple[dict[str, V], ...], size: int) -> Shelf[V]:
        self._parts = _spread(parts, size) if size > _FULL * len(parts) else parts
        self._size = size
        return self

    def get(self, name: str) -> V | None:
        """The value kept under ``name``, or None."""
        parts = self._parts
        return parts[0].get(name) if len(parts) == 1 else parts[_slot(name, len(parts))].get(name)

    def __len__(self) -> int:
        return self._size

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and self.get(name) is not None

    def __iter__(self) -> Iterator[str]:
        """Names in sorted order: the order never depends on how the shelf grew."""
        return iter(sorted(name for part in self._parts for name in part))

    def sorted_items(self) -> list[tuple[str, V]]:
        """All entries, sorted by name."""
        return sorted((entry for part in self._parts for entry in part.items()), key=lambda entry: entry[0])

    def values(self) -> Iterator[V]:
        """All values, in no promised order."""
        return (value for part in self._parts for value in part.values())

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Shelf)
            and self._size == other._size
            and dict(self.sorted_items()) == dict(other.sorted_items())
        )

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return f"Shelf({dict(self.sorted_items())!r})"

    def replace(self, changes: Mapping[str, V | Removed]) -> Shelf[V]:
        """A shelf with ``changes`` made; a value of REMOVED takes the entry away.

        Cost: the dictionaries touched, not the size of the shelf.
        """
        if not changes:
            return self
        parts, size = list(self._parts), self._size
        touched: set[int] = set()
        for name, value in changes.items():
            slot = _slot(name, len(parts)) if len(parts) > 1 else 0
            if slot not in touched:
                touched.add(slot)
                parts[slot] = parts[slot].copy()
            size += _put(parts[slot], name, value)
        made: Shelf[V] = Shelf.__new__(Shelf)
        return made._keep(tuple(parts), size)


def _slot(name: str, count: int) -> int:
    # Python's own hash: where an entry lies may differ between runs, but nothing ever iterates unsorted.
    return hash(name) & (count - 1)


def _put(part: dict[str, V], name: str, value: V | Removed) -> int:
    if isinstance(value, Removed):
        return -1 if part.pop(name, None) is not None else 0
    grown = 0 if name in part else 1
    part[name] = value
    return grown


def _spread(parts: tuple[dict[str, V], ...], size: int) -> tuple[dict[str, V], ...]:
    count = len(parts)
    while size > _FULL * count // 4:
        count *= 2
    spread: tuple[dict[str, V], ...] = tuple({} for _ in range(count))
    for part in parts:
        for name, value in part.items():
            spread[_slot(name, count)][name] = value
    return spread
