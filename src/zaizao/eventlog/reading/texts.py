"""Text columns as codes while a table streams by: each batch brings its own dictionary, at the end there is one.

No loop runs over rows; the texts of a batch are let go as soon as it is coded.
"""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from zaizao.eventlog.log import NO_CODE


class TextColumn:
    """One column of texts; blank is absent, spaces around a text do not belong to it."""

    def __init__(self) -> None:
        self._codes: list[NDArray[np.int32]] = []
        self._dictionaries: list[pa.Array] = []

    def __len__(self) -> int:
        return sum(map(len, self._codes))

    def add(self, column: pa.Array) -> NDArray[np.bool_]:
        """Take a batch; True where something stands."""
        coded = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
        dictionary = _trim(coded.dictionary)
        codes = coded.indices
        if codes.null_count:
            codes = pc.fill_null(codes, NO_CODE)
        numbers = codes.to_numpy(zero_copy_only=False).astype(np.int32, copy=False)
        if dictionary.null_count:
            filled = np.append(dictionary.is_valid().to_numpy(zero_copy_only=False), False)
            numbers = np.where(filled[numbers], numbers, np.int32(NO_CODE))
        self._codes.append(numbers)
        self._dictionaries.append(dictionary)
        return np.asarray(numbers != NO_CODE)

    def add_nothing(self, count: int) -> None:
        """Rows that came before the column did."""
        self._codes.append(np.full(count, NO_CODE, dtype=np.int32))
        self._dictionaries.append(pa.array([], pa.large_string()))

    def keep_last(self, rows: NDArray[np.bool_]) -> None:
        """Of the batch added last, keep only some rows."""
        self._codes[-1] = self._codes[-1][rows]

    def close(self) -> tuple[NDArray[np.int32], pa.Array]:
        """Codes in the order of first appearance, and the texts they stand for."""
        if not self._codes:
            return np.zeros(0, dtype=np.int32), pa.array([], pa.large_string())
        merged = pa.chunked_array(self._dictionaries, pa.large_string()).combine_chunks().dictionary_encode()
        names = merged.dictionary
        places = pc.fill_null(merged.indices, NO_CODE).to_numpy(zero_copy_only=False).astype(np.int32, copy=False)
        parts: list[NDArray[np.int32]] = []
        begin = 0
        for codes, dictionary in zip(self._codes, self._dictionaries, strict=True):
            new = places[begin : begin + len(dictionary)]
            begin += len(dictionary)
            same = len(new) == 0 or (new[0] == 0 and new[-1] == len(new) - 1 and bool(np.all(np.diff(new) == 1)))
            parts.append(codes if same else np.append(new, np.int32(NO_CODE))[codes])
        self._codes, self._dictionaries = [], []
        return densify(parts[0] if len(parts) == 1 else np.concatenate(parts), names)


def densify(codes: NDArray[np.int32], names: pa.Array) -> tuple[NDArray[np.int32], pa.Array]:
    """The same texts with codes in the order of first appearance, and none that no row has."""
    if not len(codes):
        return codes, names.slice(0, 0)
    reached = np.maximum.accumulate(codes)
    if reached[0] <= 0 and reached[-1] == len(names) - 1 and not np.any(reached[1:] - reached[:-1] > 1):
        return codes, names
    first = np.full(len(names) + 1, len(codes), dtype=np.int64)
    first[codes[::-1]] = np.arange(len(codes) - 1, -1, -1)
    order = np.argsort(first[:-1], kind="stable")[: int(np.sum(first[:-1] < len(codes)))]
    new = np.full(len(names) + 1, NO_CODE, dtype=np.int32)
    new[order] = np.arange(len(order), dtype=np.int32)
    return new[codes], names.take(pa.array(order))


def _trim(dictionary: pa.Array) -> pa.Array:
    """Texts without the spaces around them, blank ones missing."""
    texts = dictionary.cast(pa.string() if pa.types.is_string(dictionary.type) else pa.large_string())
    texts = pc.utf8_trim_whitespace(texts)
    blank = pc.equal(texts, "")
    if pc.any(blank).as_py():
        texts = pc.if_else(blank, None, texts)
    return texts.cast(pa.large_string())
