"""Wide tables: a row holds several moments, and each of them that is there becomes an event.

Events of one row follow each other in the order of the columns; rows that repeat another one exactly are found here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from zaizao.eventlog.attributes import Attribute
from zaizao.eventlog.log import NO_TIME
from zaizao.eventlog.reading.time_texts import Moments

_PRIME = np.uint64(0x9E3779B97F4A7C15)


class Melted(Struct, frozen=True, eq=False):
    """Events of rows: which row each came from, which activity, when."""

    row: NDArray[np.int64]
    activity: NDArray[np.int32]
    names: tuple[str, ...]
    time: NDArray[np.int64]
    offset: NDArray[np.int16]


def melt_rows(columns: Sequence[Moments], *, names: Sequence[str]) -> Melted:
    """The events of columns of moments; columns of one name are one activity, and one that never happens has no code."""
    times = np.stack([one.time for one in columns], axis=1)
    offsets = np.stack([one.offset for one in columns], axis=1)
    row, column = np.nonzero(times != NO_TIME)
    places, first = np.unique(column, return_index=True)
    happened = dict.fromkeys(names[place] for place in places[np.argsort(first)])
    codes = {name: code for code, name in enumerate(happened)}
    activity = np.array([codes.get(name, -1) for name in names], dtype=np.int32)[column]
    return Melted(row=row, activity=activity, names=tuple(codes), time=times[row, column], offset=offsets[row, column])


def count_repeats(
    case: NDArray[np.int32], moments: Sequence[Moments], columns: Mapping[str, Attribute],
    codes: Sequence[NDArray[np.int32]],
) -> NDArray[np.bool_]:  # fmt: skip
    """True for every row that equals an earlier one in all of its columns (told by a sum of 64 bits)."""
    mixed = case.astype(np.uint64)
    parts: list[NDArray[np.generic]] = [one.time for one in moments]
    parts += [np.where(column.present, column.values, column.values.dtype.type(0)) for column in columns.values()]
    parts += [column.present for column in columns.values()]
    for part in [*parts, *codes]:
        wide = (
            part.astype(np.float64).view(np.uint64) if part.dtype.kind == "f" else part.astype(np.int64).view(np.uint64)
        )
        mixed = (mixed ^ (mixed >> np.uint64(29))) * _PRIME + wide
    _, first = np.unique(mixed, return_index=True)
    repeated = np.ones(len(case), dtype=np.bool_)
    repeated[first] = False
    return repeated
