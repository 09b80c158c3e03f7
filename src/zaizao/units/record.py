"""What values of many small classes share, so that it need not be written anew for each class as it is made.

attrs writes and compiles four methods for every class; for the sixty classes of the definition language and of
expression trees, three of them cost a sixteenth of the time in which `zaizao check` must answer.
"""

from __future__ import annotations


class Record:
    """Equality, hash and representation by the positional attributes, in their order.

    For attrs classes made with ``@frozen(slots=False, eq=False, repr=False)``; attributes by keyword only do not count.
    """

    __match_args__: tuple[str, ...] = ()

    def _listed(self) -> list[object]:
        return [getattr(self, name) for name in self.__match_args__]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Record) and type(other) is type(self) and self._listed() == other._listed()

    def __hash__(self) -> int:
        return hash((type(self), *self._listed()))

    def __repr__(self) -> str:
        told = ", ".join(f"{name}={value!r}" for name, value in zip(self.__match_args__, self._listed(), strict=True))
        return f"{type(self).__qualname__}({told})"
