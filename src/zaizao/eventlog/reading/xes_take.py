"""The compiled loop that takes the values found: texts are interned, dates become microseconds, each one row of numbers."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from zaizao.eventlog.reading.xes_loops import DATE, EVENT, RAW_DATE, TRACE
from zaizao.units.compiling import compiled

Bytes = NDArray[np.uint8]
Whole = NDArray[np.int64]

# what the counts count; only keys with codes below CHOSEN are kept, all where it is negative
CASES, EVENTS, RECORDS, TEXTS, LETTERS, CHOSEN = range(6)

_MASK = 0x7FFFFFFFFFFFFFFF
_NO_OFFSET = -32768
_DAY = 86_400_000_000
_MINUTE = 60_000_000


@compiled
def take_parts(marks: Whole, count: int, cases: Whole, events: Whole, counts: Whole) -> None:
    """The line of each trace, and the case and line of each event."""
    for mark in range(count):
        if marks[mark, 0] == TRACE:
            cases[counts[CASES]] = marks[mark, 2]
            counts[CASES] += 1
        elif marks[mark, 0] == EVENT:
            events[counts[EVENTS], 0] = marks[mark, 1]
            events[counts[EVENTS], 1] = marks[mark, 2]
            counts[EVENTS] += 1


@compiled
def take_values(
    content: Bytes,
    marks: Whole,
    count: int,
    slots: NDArray[np.int32],
    table: Whole,
    letters: Bytes,
    rows: Whole,
    counts: Whole,
) -> None:
    """One row of each attribute: owner, key, kind, value, offset."""
    for mark in range(count):
        kind = marks[mark, 0]
        if kind == EVENT or kind == TRACE:  # noqa: PLR1714, SIM109  # a set is slow here
            continue
        begin, end = marks[mark, 2], marks[mark, 3]
        if counts[CHOSEN] < 0:
            key = intern(content, begin, end, slots, table, letters, counts)
        else:
            key, _ = find(content, begin, end, mix(content, begin, end), slots, table, letters)
            if key < 0 or key >= counts[CHOSEN]:
                continue
        row = counts[RECORDS]
        begin, end = marks[mark, 4], marks[mark, 5]
        rows[row, 0], rows[row, 1], rows[row, 4] = marks[mark, 1], key, _NO_OFFSET
        counts[RECORDS] += 1
        if kind == DATE:
            if parse_date(content, begin, end, rows, row):
                rows[row, 2] = DATE
                continue
            kind = RAW_DATE
        rows[row, 2] = kind
        rows[row, 3] = intern(content, begin, end, slots, table, letters, counts)


@compiled
def intern(
    content: Bytes, begin: int, end: int, slots: NDArray[np.int32], table: Whole, letters: Bytes, counts: Whole
) -> int:
    """The code of a text, a new one for a text that is new."""
    mixed = mix(content, begin, end)
    known, slot = find(content, begin, end, mixed, slots, table, letters)
    if known >= 0:
        return known
    code = counts[TEXTS]
    start = counts[LETTERS]
    for position in range(end - begin):
        letters[start + position] = content[begin + position]
    table[code, 0] = mixed
    table[code, 1] = start
    table[code, 2] = start + end - begin
    slots[slot] = code + 1
    counts[TEXTS] += 1
    counts[LETTERS] += end - begin
    return int(code)


@compiled
def mix(content: Bytes, begin: int, end: int) -> int:
    """A number that is likely to differ where the texts do (FNV-1a, its upper bits folded in)."""
    mixed = 1469598103934665603
    for place in range(begin, end):
        mixed = ((mixed ^ int(content[place])) * 1099511628211) & _MASK
    return mixed ^ (mixed >> 29)


@compiled
def find(
    content: Bytes, begin: int, end: int, mixed: int, slots: NDArray[np.int32], table: Whole, letters: Bytes
) -> tuple[int, int]:
    """The code of a text, -1 if it is new, and its slot."""
    last = len(slots) - 1
    slot = mixed & last
    while slots[slot]:
        code = slots[slot] - 1
        start = table[code, 1]
        if table[code, 0] == mixed and table[code, 2] - start == end - begin:
            position = 0
            while position < end - begin and letters[start + position] == content[begin + position]:
                position += 1
            if position == end - begin:
                return int(code), slot
        slot = (slot + 1) & last
    return -1, slot


@compiled
def fill_slots(slots: NDArray[np.int32], table: Whole, count: int) -> None:
    """Put the texts into a larger table."""
    last = len(slots) - 1
    for code in range(count):
        slot = table[code, 0] & last
        while slots[slot]:
            slot = (slot + 1) & last
        slots[slot] = code + 1


@compiled
def parse_date(content: Bytes, begin: int, end: int, rows: Whole, row: int) -> bool:
    """The plain form ``2012-10-09T14:50:17[.123][Z|+02:00]`` into the row; False for every other one."""
    if end - begin < 19 or (content[begin + 10] != 84 and content[begin + 10] != 32):  # T or a space
        return False
    if content[begin + 4] != 45 or content[begin + 7] != 45 or content[begin + 13] != 58 or content[begin + 16] != 58:
        return False
    century, year = read_two(content, begin), read_two(content, begin + 2)
    month, day = read_two(content, begin + 5), read_two(content, begin + 8)
    hour, minute, second = read_two(content, begin + 11), read_two(content, begin + 14), read_two(content, begin + 17)
    if min(century, year, month, day, hour, minute, second) < 0 or hour > 23 or minute > 59 or second > 59:
        return False
    year += century * 100
    if year < 1 or not 1 <= month <= 12 or not 1 <= day <= count_days(year, month):
        return False
    place = begin + 19
    micros = 0
    if place < end and content[place] == 46:
        place += 1
        scale = 100_000
        first = place
        while place < end and 48 <= content[place] <= 57:
            micros += (int(content[place]) - 48) * scale
            scale //= 10
            place += 1
        if place == first:
            return False
    offset = read_zone(content, place, end)
    if offset > 1440:
        return False
    moment = number_day(year, month, day) * _DAY + (hour * 60 + minute) * _MINUTE + second * 1_000_000 + micros
    rows[row, 4] = offset
    rows[row, 3] = moment if offset == _NO_OFFSET else moment - offset * _MINUTE
    return True


@compiled
def read_two(content: Bytes, place: int) -> int:
    """Two digits as a number, -1 for anything else."""
    tens, ones = int(content[place]) - 48, int(content[place + 1]) - 48
    return tens * 10 + ones if 0 <= tens <= 9 and 0 <= ones <= 9 else -1


@compiled
def read_zone(content: Bytes, place: int, end: int) -> int:
    """Minutes east of UTC, the mark for none, or more than 1440 for what is no zone."""
    if place == end:
        return _NO_OFFSET
    if content[place] == 90:
        return 0 if place + 1 == end else 9999
    if place + 6 != end or (content[place] != 43 and content[place] != 45) or content[place + 3] != 58:
        return 9999
    hours, minutes = read_two(content, place + 1), read_two(content, place + 4)
    if hours < 0 or hours > 23 or minutes < 0 or minutes > 59:
        return 9999
    return hours * 60 + minutes if content[place] == 43 else -(hours * 60 + minutes)


@compiled
def count_days(year: int, month: int) -> int:
    """Days of a month (proleptic Gregorian calendar)."""
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


@compiled
def number_day(year: int, month: int, day: int) -> int:
    """Days since 1970-01-01 (proleptic Gregorian calendar)."""
    shifted = year - 1 if month <= 2 else year
    months = month + 9 if month <= 2 else month - 3
    in_year = (153 * months + 2) // 5 + day - 1
    return shifted * 365 + shifted // 4 - shifted // 100 + shifted // 400 + in_year - 719468
