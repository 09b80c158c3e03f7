"""Values that are compared, or shown, by a part of their attributes; by all of them, a plain Struct does it faster."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from msgspec import NODEFAULT, Struct
from msgspec.structs import FieldInfo


class Record(Struct, frozen=True, eq=False):
    """Equality, hash and representation leave out the attributes named in ``beside``."""

    beside: ClassVar[tuple[str, ...]] = ()

    def _listed(self) -> list[object]:
        return [getattr(self, name) for name in self.__struct_fields__ if name not in self.beside]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Record) and type(other) is type(self) and self._listed() == other._listed()

    def __ne__(self, other: object) -> bool:  # a struct has one of its own, by identity
        return not self == other

    def __hash__(self) -> int:
        return hash((type(self), *self._listed()))

    def __repr__(self) -> str:
        return show_without(*self.beside)(self)


def show_without(*names: str) -> Callable[[Any], str]:
    """A ``__repr__`` that leaves these attributes out: too long, or of no use to a reader."""

    def show(value: Any) -> str:
        told = [f"{name}={getattr(value, name)!r}" for name in value.__struct_fields__ if name not in names]
        return f"{type(value).__qualname__}({', '.join(told)})"

    return show


def default_of(one: FieldInfo) -> Any:
    """The value of an attribute that is not given; NODEFAULT, equal to nothing else, where it must be."""
    return one.default if one.default_factory is NODEFAULT else one.default_factory()
