"""What a log says beside case, activity, time, resource and life cycle: one column for each key.

A column keeps the kind it was written with; nothing is guessed here (the readers of tables guess, and say what).
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray


class AttributeKind(StrEnum):
    """The kinds of XES (IEEE 1849-2023, 5.3); lists and containers are kept as JSON text, see `Attribute.nested`."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    TIME = "time"
    ID = "id"


class Attribute(Struct, frozen=True, eq=False):
    """One key's values, a row for each event (or for each case, or one row for the log).

    ``values`` by kind: text and id are int32 codes into ``names`` (-1 where absent); integer is int64; number is
    float64; boolean is bool; time is int64 microseconds since 1970-01-01T00:00Z.
    ``present`` is False where the key was not given.
    """

    key: str
    kind: AttributeKind
    values: NDArray[np.generic]
    present: NDArray[np.bool_]
    names: tuple[str, ...] = ()
    nested: bool = False
    """The texts are JSON: a list, a container, or a value that carried attributes of its own."""
    offsets: NDArray[np.int16] | None = None
    """For times: minutes east of UTC, as in `EventLog.offset`."""

    def __len__(self) -> int:
        return len(self.values)

    def pick(self, row: int) -> object:
        """The value of one row as a plain Python value; None where it is absent. Times are microseconds."""
        if not self.present[row]:
            return None
        if self.kind in (AttributeKind.TEXT, AttributeKind.ID):
            return self.names[int(self.values[row])]
        value: object = self.values[row].item()
        return value

    def take(self, rows: NDArray[np.int64]) -> Attribute:
        """The same column for chosen rows, in the order given."""
        offsets = None if self.offsets is None else self.offsets[rows]
        return Attribute(
            key=self.key,
            kind=self.kind,
            values=self.values[rows],
            present=self.present[rows],
            names=self.names,
            nested=self.nested,
            offsets=offsets,
        )


def code_texts(texts: Iterable[str | None]) -> tuple[NDArray[np.int32], tuple[str, ...]]:
    """Dense codes in the order of first appearance, -1 for None, and the names they stand for."""
    codes: dict[str, int] = {}
    coded = [-1 if text is None else codes.setdefault(text, len(codes)) for text in texts]
    return np.array(coded, dtype=np.int32), tuple(codes)
