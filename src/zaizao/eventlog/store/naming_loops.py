"""The loops that look names up by their bytes: a name is one stretch of a long text, its code the number of the stretch."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from zaizao.units.compiling import compiled

COUNT: Final = 0
"""In the notes: how many names there are, and how many bytes they have."""
SIZE: Final = 1

PRIME: Final = 0x100000001B3
START: Final = 0x4BF29CE484222325


@compiled
def hash_text(text: NDArray[np.uint8], begin: int, end: int) -> int:
    """Spreads names over the table; names are compared byte by byte, so that nothing hangs on it but speed."""
    spread = START
    for place in range(begin, end):
        spread = (spread ^ text[place]) * PRIME
    return spread ^ ((spread >> 32) & 0xFFFFFFFF)


@compiled
def place_names(
    text: NDArray[np.uint8], ends: NDArray[np.int64], hashes: NDArray[np.int64], table: NDArray[np.int32], count: int
) -> None:
    """Enter names that differ from each other into an empty table."""
    mask = len(table) - 1
    begin = 0
    for code in range(count):
        hashes[code] = hash_text(text, begin, ends[code])
        begin = ends[code]
        slot = hashes[code] & mask
        while table[slot] != 0:
            slot = (slot + 1) & mask
        table[slot] = code + 1


class NameTable(NamedTuple):
    """The names known, by code and by hash."""

    text: NDArray[np.uint8]
    ends: NDArray[np.int64]
    hashes: NDArray[np.int64]
    table: NDArray[np.int32]
    notes: NDArray[np.int64]


@compiled
def look_ahead(
    asked: NDArray[np.uint8], bounds: NDArray[np.int64], names: NameTable, spreads: NDArray[np.int64]
) -> int:
    """Hash every asked text, and touch where its name probably stands: many slow reads of memory under way at once.

    What is returned has no meaning; it keeps the reads from being left out.
    """
    mask = len(names.table) - 1
    touched = 0
    for number in range(len(spreads)):
        spread = hash_text(asked, bounds[number], bounds[number + 1])
        spreads[number] = spread
        code = names.table[spread & mask] - 1
        if code >= 0:
            end = names.ends[code]
            touched ^= names.hashes[code] ^ end
            if end > 0:
                touched ^= names.text[end - 1]
    return touched


@compiled
def intern_texts(
    asked: NDArray[np.uint8],
    bounds: NDArray[np.int64],
    names: NameTable,
    spreads: NDArray[np.int64],
    codes: NDArray[np.int32],
    first: int,
) -> int:
    """The code of each asked text, new ones at the end; returns where it stopped (the end, or a table that must grow)."""
    text, ends, hashes, table, notes = names
    mask = len(table) - 1
    for number in range(first, len(bounds) - 1):
        begin, end = bounds[number], bounds[number + 1]
        spread = spreads[number]
        slot = spread & mask
        while True:
            code = table[slot] - 1
            if code < 0:
                code = notes[COUNT]
                size = notes[SIZE]
                if code >= len(ends) or size + end - begin > len(text) or 2 * code >= len(table):
                    return number
                for place in range(begin, end):
                    text[size + place - begin] = asked[place]
                ends[code] = size + end - begin
                hashes[code] = spread
                table[slot] = code + 1
                notes[COUNT] = code + 1
                notes[SIZE] = size + end - begin
                break
            if hashes[code] == spread:
                old = 0
                if code > 0:
                    old = ends[code - 1]
                same = ends[code] - old == end - begin
                place = begin
                while same and place < end:
                    same = text[old + place - begin] == asked[place]
                    place += 1
                if same:
                    break
            slot = (slot + 1) & mask
        codes[number] = code
    return len(bounds) - 1
