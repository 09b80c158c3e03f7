"""Names in the order of their codes: their text in one file, where each ends in another, and the way back from name to code."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, TypeVar

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

if TYPE_CHECKING:
    from zaizao.eventlog.store.naming_loops import NameTable

_ERRORS = "surrogatepass"  # a name that is no proper Unicode is kept as it was read
_NO_CODE = np.array([-1], dtype=np.int32)
_FIRST = np.zeros(1, dtype=np.int64)
Number = TypeVar("Number", bound=np.generic)


class Names:
    """The names of one column as bytes. What is not yet published is what was interned since `take_new`."""

    def __init__(self, text: NDArray[np.uint8], ends: NDArray[np.int64]) -> None:
        self._notes = np.array([len(ends), len(text)], dtype=np.int64)
        self._text = _lengthen(text, len(text) + len(text) // 4 + (1 << 12))
        self._ends = _lengthen(ends, len(ends) + len(ends) // 4 + (1 << 8))
        self._published = (len(ends), len(text))
        self._make_table()

    def __len__(self) -> int:
        return int(self._notes[0])

    def intern(self, names: Iterable[str]) -> NDArray[np.int32]:
        """The code of each name, new ones at the end, and -1 once more: what a code of -1 is looked up as."""
        texts = tuple(names)
        if not texts:
            return _NO_CODE
        text = np.frombuffer("\0".join(texts).encode("utf-8", _ERRORS) + b"\0", dtype=np.uint8)
        bounds = np.concatenate((_FIRST, np.flatnonzero(text == 0) + 1))
        if len(bounds) == len(texts) + 1:
            return self._find(text, bounds, gap=1)
        bounds = np.cumsum([0, *(len(text.encode("utf-8", _ERRORS)) for text in texts)])  # some name holds a zero
        return self._find(np.frombuffer("".join(texts).encode("utf-8", _ERRORS), dtype=np.uint8), bounds, gap=0)

    def intern_array(self, names: pa.Array) -> NDArray[np.int32]:
        """As `intern`, of an Arrow array of texts without nulls."""
        names = names.cast(pa.large_string())
        _, bounds, text = names.buffers()
        if not len(names) or text is None or not text.size:
            return self.intern([""] * len(names))
        offsets = np.frombuffer(bounds, dtype=np.int64)[names.offset : names.offset + len(names) + 1]
        return self._find(np.frombuffer(text, dtype=np.uint8), offsets, gap=0)

    def take_new(self) -> tuple[bytes, NDArray[np.int64]]:
        """The text of the names interned since the last call, and where each ends in the whole text."""
        (count, size), (new_count, new_size) = self._published, self._notes.tolist()
        self._published = (new_count, new_size)
        return self._text[size:new_size].tobytes(), self._ends[count:new_count].copy()

    def _find(self, text: NDArray[np.uint8], bounds: NDArray[np.int64], *, gap: int) -> NDArray[np.int32]:
        from zaizao.eventlog.store import naming_loops  # noqa: PLC0415 - loads the compiler

        bounds = bounds.view()
        bounds.flags.writeable = False  # as Arrow's are: one kind of array, compiled once
        count = len(bounds) - 1
        codes = np.full(count + 1, -1, dtype=np.int32)
        asked = naming_loops.Asked(text, bounds, gap, np.empty(count, dtype=np.int64), codes)
        done = 0
        with np.errstate(over="ignore"):  # hashing overflows on purpose
            naming_loops.look_ahead(asked, self._name_table())
            while (done := naming_loops.intern_texts(asked, self._name_table(), done)) < count:
                self._grow(int(bounds[done + 1] - bounds[done]))
        return codes

    def _name_table(self) -> NameTable:
        from zaizao.eventlog.store import naming_loops  # noqa: PLC0415 - loads the compiler

        return naming_loops.NameTable(self._text, self._ends, self._table, self._notes)

    def _grow(self, needed: int) -> None:
        self._text = _lengthen(self._text, 2 * len(self._text) + needed)
        self._ends = _lengthen(self._ends, 2 * len(self._ends))
        self._make_table()

    def _make_table(self) -> None:
        from zaizao.eventlog.store import naming_loops  # noqa: PLC0415 - loads the compiler

        self._table = np.zeros(1 << (2 * len(self._ends)).bit_length(), dtype=np.int64)
        with np.errstate(over="ignore"):
            naming_loops.place_names(self._text, self._ends, self._table, len(self))


def split_names(text: NDArray[np.uint8], ends: NDArray[np.int64]) -> tuple[str, ...]:
    """The names one by one."""
    content, bounds = text.tobytes(), ends.tolist()
    return tuple(content[begin:end].decode("utf-8", _ERRORS) for begin, end in zip([0, *bounds], bounds, strict=False))


def _lengthen(values: NDArray[Number], length: int) -> NDArray[Number]:
    longer = np.zeros(length, dtype=values.dtype)
    longer[: len(values)] = values
    return longer
