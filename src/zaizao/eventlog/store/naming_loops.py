"""The loops that look names up by their bytes: a name is one stretch of a long text, its code the number of the stretch."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from zaizao.units.compiling import compiled

COUNT: Final = 0
"""In the notes: how many names there are, and how many bytes they have."""
SIZE: Final = 1

UPPER: Final = -1 << 32
"""An entry of the table is the upper half of a name's hash, and its code + 1; 0 is an empty one."""
LOWER: Final = (1 << 32) - 1

PRIME: Final = 0x100000001B3
START: Final = 0x4BF29CE484222325


@compiled
def hash_text(text: NDArray[np.uint8], begin: int, end: int) -> np.int64:
    """Spreads names over the table; names are compared byte by byte, so that nothing hangs on it but speed."""
    spread = np.int64(START)
    for place in range(begin, end):
        spread = (spread ^ np.int64(text[place])) * PRIME
    return spread ^ ((spread >> 32) & LOWER)


@compiled
def place_names(text: NDArray[np.uint8], ends: NDArray[np.int64], table: NDArray[np.int64], count: int) -> None:
    """Enter names that differ from each other into an empty table."""
    mask = len(table) - 1
    begin = 0
    for code in range(count):
        spread = hash_text(text, begin, ends[code])
        begin = ends[code]
        slot = spread & mask
        while table[slot] != 0:
            slot = (slot + 1) & mask
        table[slot] = (spread & UPPER) | (code + 1)


class NameTable(NamedTuple):
    """The names known, by code and by hash."""

    text: NDArray[np.uint8]
    ends: NDArray[np.int64]
    table: NDArray[np.int64]
    notes: NDArray[np.int64]


class Asked(NamedTuple):
    """Texts that lie one behind the other, and what is found of each."""

    text: NDArray[np.uint8]
    bounds: NDArray[np.int64]
    """Where each begins, and where one more would begin."""
    gap: int
    """Bytes between two of them."""
    spreads: NDArray[np.int64]
    codes: NDArray[np.int32]


@compiled
def look_ahead(asked: Asked, names: NameTable) -> np.int64:
    """Hash every asked text, and touch where its name probably stands: many slow reads of memory under way at once.

    A loop for each place that is touched, because a loop that waits for one read before the next has few under way. What is
    returned has no meaning; it keeps the reads from being left out.
    """
    text, bounds, gap, spreads, codes = asked
    mask = len(names.table) - 1
    touched = np.int64(0)
    for number in range(len(spreads)):
        spreads[number] = hash_text(text, bounds[number], bounds[number + 1] - gap)
    for number in range(len(spreads)):
        codes[number] = (names.table[spreads[number] & mask] & LOWER) - 1
    for number in range(len(spreads)):
        if codes[number] >= 0:
            touched ^= names.ends[codes[number]]
    for number in range(len(spreads)):
        if codes[number] > 0:
            touched ^= np.int64(names.text[names.ends[codes[number] - 1]])
    return touched


@compiled
def intern_texts(asked: Asked, names: NameTable, first: int) -> int:
    """The code of each asked text, new ones at the end; returns where it stopped (the end, or a table that must grow)."""
    sought, bounds, gap, spreads, codes = asked
    text, ends, table, notes = names
    mask = len(table) - 1
    for number in range(first, len(spreads)):
        begin, end = bounds[number], bounds[number + 1] - gap
        spread = spreads[number]
        slot = spread & mask
        while True:
            entry = table[slot]
            code = (entry & LOWER) - 1
            if entry == 0:
                code = notes[COUNT]
                size = notes[SIZE]
                if code >= len(ends) or size + end - begin > len(text) or 2 * code >= len(table):
                    return number
                for place in range(begin, end):
                    text[size + place - begin] = sought[place]
                ends[code] = size + end - begin
                table[slot] = (spread & UPPER) | (code + 1)
                notes[COUNT] = code + 1
                notes[SIZE] = size + end - begin
                break
            if (entry ^ spread) & UPPER == 0:
                old = 0
                if code > 0:
                    old = ends[code - 1]
                same = ends[code] - old == end - begin
                place = begin
                while same and place < end:
                    same = text[old + place - begin] == sought[place]
                    place += 1
                if same:
                    break
            slot = (slot + 1) & mask
        codes[number] = code
    return len(spreads)
