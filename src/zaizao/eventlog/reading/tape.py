"""What stands in a file before it is a log: every attribute of every element as one row of numbers.

Both ways of reading XES fill the same tape, so that both give the same log. Texts and keys are interned; the rows of
one element stand together, elements in the order of the file.
"""

from __future__ import annotations

from array import array
from typing import Final

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from zaizao.eventlog.log import NO_OFFSET

STRING: Final = 0
DATE: Final = 1
"""The value is microseconds; the offset stands beside it."""
INT: Final = 2
FLOAT: Final = 3
BOOLEAN: Final = 4
ID: Final = 5
RAW_DATE: Final = 6
"""Written as a date, but not to be understood as one; the value is the text's code."""
NESTED: Final = 7
"""The text is the JSON of `zaizao.eventlog.nested`."""


class Records(Struct, frozen=True, eq=False):
    """Attributes of one kind of element (log, trace, event): equally long columns."""

    owner: NDArray[np.int32]
    key: NDArray[np.int32]
    kind: NDArray[np.int8]
    value: NDArray[np.int64]
    """Microseconds for DATE, else a code into the texts."""
    offset: NDArray[np.int16]

    def take(self, rows: NDArray[np.int64] | NDArray[np.bool_] | slice) -> Records:
        """The same for chosen rows."""
        return Records(self.owner[rows], self.key[rows], self.kind[rows], self.value[rows], self.offset[rows])

    def __len__(self) -> int:
        return len(self.owner)


class Tape(Struct, frozen=True, eq=False):
    """A whole file of traces and events."""

    keys: list[str]
    texts: list[str]
    of_log: Records
    of_cases: Records
    of_events: Records
    case_lines: NDArray[np.int64]
    event_lines: NDArray[np.int64]
    event_cases: NDArray[np.int32]
    classifiers: tuple[tuple[str, ...], ...] = ()
    """Of events: the keys of each, in the order of the file."""


class RecordList:
    """Records as they come, one by one."""

    def __init__(self) -> None:
        self._columns = (array("i"), array("i"), array("b"), array("q"), array("h"))

    def add(self, owner: int, key: int, kind: int, value: int, offset: int = NO_OFFSET) -> None:
        """One attribute of one element."""
        owners, keys, kinds, values, offsets = self._columns
        owners.append(owner)
        keys.append(key)
        kinds.append(kind)
        values.append(value)
        offsets.append(offset)

    def close(self) -> Records:
        """What was added, as columns."""
        owners, keys, kinds, values, offsets = self._columns
        return Records(
            owner=np.array(owners, dtype=np.int32),
            key=np.array(keys, dtype=np.int32),
            kind=np.array(kinds, dtype=np.int8),
            value=np.array(values, dtype=np.int64),
            offset=np.array(offsets, dtype=np.int16),
        )
