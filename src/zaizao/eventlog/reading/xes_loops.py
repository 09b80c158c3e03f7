"""The compiled loop over the bytes of traces and events: every attribute becomes a row of numbers, texts are interned.

It knows the plain form that nearly every file has. Whatever is unusual (comments, CDATA, other elements or attributes,
text between elements, spaces around ``=``) makes it stop with ODD, and the file is parsed instead; nothing is guessed.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from zaizao.units.compiling import compiled

# what the state says
PLACE, LINE, INSIDE, CASES, EVENTS, RECORDS, TEXTS, BYTES, CHOSEN, KEY_BEGIN, VALUE_BEGIN, KEY_END, VALUE_END = range(
    13
)
"""CHOSEN: only the keys with codes below it are kept; negative for all. The last four: stretches of the tag at hand."""
IN_LOG, IN_TRACE, IN_EVENT = range(3)
# why the loop came back
MORE, END, ODD = -1, -2, -3

# kinds, as in `tape`; a nested one is kept as it stands and parsed afterwards
STRING, DATE, INT, FLOAT, BOOLEAN, ID, RAW_DATE, NESTED = range(8)

_MASK = 0x7FFFFFFFFFFFFFFF
_NO_OFFSET = -32768
_DAY = 86_400_000_000
_MINUTE = 60_000_000
_QUOTE, _APOSTROPHE, _LESS, _MORE, _SLASH, _EQUALS = 34, 39, 60, 62, 47, 61

_TAGS = np.frombuffer(b"string  date    int     float   boolean id      list    container", dtype=np.uint8)
_KINDS = np.array([STRING, DATE, INT, FLOAT, BOOLEAN, ID, NESTED, NESTED], dtype=np.int64)
_KEY = np.frombuffer(b"key", dtype=np.uint8)
_VALUE = np.frombuffer(b"value", dtype=np.uint8)
_TRACE = np.frombuffer(b"trace", dtype=np.uint8)
_EVENT = np.frombuffer(b"event", dtype=np.uint8)


class Columns(NamedTuple):
    """Where the loop writes. A case's attribute has the owner -1 - case, an event's the event."""

    slots: NDArray[np.int32]
    """The hash table: code + 1, or 0."""
    hashes: NDArray[np.int64]
    starts: NDArray[np.int64]
    """Of each text, its stretch of ``letters``."""
    ends: NDArray[np.int64]
    letters: NDArray[np.uint8]
    owner: NDArray[np.int32]
    key: NDArray[np.int32]
    kind: NDArray[np.int8]
    value: NDArray[np.int64]
    offset: NDArray[np.int16]
    event_case: NDArray[np.int32]
    event_line: NDArray[np.int64]
    case_line: NDArray[np.int64]


@compiled
def scan(content: NDArray[np.uint8], length: int, columns: Columns, state: NDArray[np.int64]) -> int:
    """Read on from the state's place; returns MORE, END or ODD with the place at the first byte not taken."""
    place = state[PLACE]
    while True:
        place = skip_space(content, place, length, state)
        if place < 0:
            return ODD
        state[PLACE] = place
        if place + 1 >= length:
            return MORE
        if content[place] != _LESS:
            return ODD
        line = state[LINE]
        if content[place + 1] == _SLASH:
            after = close_part(content, place, length, state)
        elif state[INSIDE] != IN_EVENT and content[place + 1] in (101, 116):  # e, t
            after = open_part(content, place, length, columns, state)
        elif state[INSIDE] == IN_LOG:
            return END
        else:
            after = read_attribute(content, place, length, columns, state)
        if after < 0:
            state[LINE] = line
            return after
        place = after


@compiled
def skip_space(content: NDArray[np.uint8], place: int, length: int, state: NDArray[np.int64]) -> int:
    """The next byte that is no space, or ODD for a control character; lines are counted."""
    while place < length and content[place] <= 32:
        letter = content[place]
        if letter == 10:
            state[LINE] += 1
        elif letter == 13:
            if place + 1 < length and content[place + 1] != 10:
                return ODD
        elif letter not in (32, 9):
            return ODD
        place += 1
    return place


@compiled
def match(content: NDArray[np.uint8], place: int, length: int, word: NDArray[np.uint8]) -> bool:
    """Whether ``word`` stands at the place."""
    if place + len(word) > length:
        return False
    for position in range(len(word)):  # noqa: SIM110  # the compiler knows no `all`
        if content[place + position] != word[position]:
            return False
    return True


@compiled
def close_part(content: NDArray[np.uint8], place: int, length: int, state: NDArray[np.int64]) -> int:
    """Behind ``</event>`` or ``</trace>``."""
    if state[INSIDE] == IN_LOG:
        return END
    if place + 8 > length:
        return MORE
    word = _EVENT if state[INSIDE] == IN_EVENT else _TRACE
    if not match(content, place + 2, length, word) or content[place + 7] != _MORE:
        return ODD
    state[INSIDE] -= 1
    return place + 8


@compiled
def open_part(content: NDArray[np.uint8], place: int, length: int, columns: Columns, state: NDArray[np.int64]) -> int:
    """Behind ``<trace>``, ``<event>``, ``<event/>``."""
    if place + 9 > length:
        return MORE
    inside = state[INSIDE]
    if not match(content, place + 1, length, _TRACE if inside == IN_LOG else _EVENT):
        return END if inside == IN_LOG else ODD
    after = place + 6
    closed = content[after] == _SLASH
    if closed:
        after += 1
    if content[after] != _MORE:
        return ODD
    if inside == IN_LOG:
        columns.case_line[state[CASES]] = state[LINE]
        state[CASES] += 1
    else:
        columns.event_line[state[EVENTS]] = state[LINE]
        columns.event_case[state[EVENTS]] = state[CASES] - 1
        state[EVENTS] += 1
    if not closed:
        state[INSIDE] += 1
    return after + 1


@compiled
def find_tag(content: NDArray[np.uint8], place: int, length: int) -> int:
    """The number of the tag at the place (behind ``<``), or ODD; MORE if its end is not here yet."""
    if place + 10 > length:
        return MORE
    for number in range(8):
        first = number * 8
        width = 0
        while width < 9 and first + width < len(_TAGS) and _TAGS[first + width] != 32:
            if content[place + width] != _TAGS[first + width]:
                break
            width += 1
        ended = first + width >= len(_TAGS) or _TAGS[first + width] == 32
        if ended and content[place + width] <= 32:
            return number
    return ODD


@compiled
def skip_word(content: NDArray[np.uint8], place: int) -> int:
    """The first space at or behind the place."""
    while content[place] > 32:
        place += 1
    return place


@compiled
def read_attribute(
    content: NDArray[np.uint8], place: int, length: int, columns: Columns, state: NDArray[np.int64]
) -> int:
    """Behind the attribute at the place, which is kept if its key is chosen."""
    tag = find_tag(content, place + 1, length)
    if tag < 0:
        return tag
    kind = _KINDS[tag]
    after = read_pair(content, skip_word(content, place + 1), length, state)
    if after < 0:
        return after
    if state[KEY_END] < 0 or (state[VALUE_END] < 0) != (kind == NESTED):
        return ODD
    if after + 2 > length:
        return MORE
    if content[after] == _SLASH:
        if content[after + 1] != _MORE:
            return ODD
        after += 2
    else:
        after = close_attribute(content, place, after + 1, length, state)
        if after < 0:
            return after
        if after & 1:
            kind = NESTED
        after >>= 1
    if kind == NESTED:
        state[VALUE_BEGIN], state[VALUE_END] = place, after
    key = intern(content, state[KEY_BEGIN], state[KEY_END], columns, state, state[CHOSEN] < 0)
    if key >= 0 and (state[CHOSEN] < 0 or key < state[CHOSEN]):
        keep(content, key, kind, columns, state)
    return after


@compiled
def read_pair(content: NDArray[np.uint8], place: int, length: int, state: NDArray[np.int64]) -> int:
    """The stretches of key and value into the state; returns the place of ``/`` or ``>`` behind them."""
    state[KEY_END] = state[VALUE_END] = -1
    while True:
        behind = skip_space(content, place, length, state)
        if behind < 0:
            return ODD
        if behind + 7 > length:
            return MORE
        if content[behind] in (_SLASH, _MORE):
            return behind
        if behind == place:
            return ODD
        if match(content, behind, length, _KEY):
            which, place = 0, behind + 3
        elif match(content, behind, length, _VALUE):
            which, place = 1, behind + 5
        else:
            return ODD
        quote = content[place + 1] if place + 1 < length else 0
        if content[place] != _EQUALS or quote not in (_QUOTE, _APOSTROPHE) or state[KEY_END + which] >= 0:
            return ODD
        state[KEY_BEGIN + which] = place + 2
        place = find_quote(content, place + 2, length, quote, state)
        if place < 0:
            return place
        state[KEY_END + which] = place
        place += 1


@compiled
def find_quote(content: NDArray[np.uint8], place: int, length: int, quote: int, state: NDArray[np.int64]) -> int:
    """The place of the closing quote."""
    while place < length:
        letter = content[place]
        if letter <= 60:
            if letter == quote:
                return place
            if letter == 10:
                state[LINE] += 1
            elif letter in (_LESS, 13):
                return ODD
        place += 1
    return MORE


@compiled
def close_attribute(content: NDArray[np.uint8], opens: int, place: int, length: int, state: NDArray[np.int64]) -> int:
    """Twice the place behind the closing tag, and 1 more if anything stands before it."""
    depth = 1
    nested = 0
    while True:
        behind = skip_space(content, place, length, state)
        if behind < 0:
            return ODD
        if behind + 2 > length:
            return MORE
        if content[behind] != _LESS or content[behind + 1] in (33, 63):  # ! ?
            return ODD
        closes = content[behind + 1] == _SLASH
        place = find_tag_end(content, behind + 1, length, state)
        if place < 0:
            return place
        if closes:
            depth -= 1
            if depth == 0:
                return 2 * place + 2 + nested if has_name_of(content, opens, behind, place) else ODD
        else:
            nested = 1
            if content[place - 1] != _SLASH:
                depth += 1
        place += 1


@compiled
def has_name_of(content: NDArray[np.uint8], opens: int, closes: int, end: int) -> bool:
    """Whether the closing tag has the name of the opening one, and nothing else."""
    position = 1
    while content[opens + position] > 32:
        if content[opens + position] != content[closes + 1 + position]:
            return False
        position += 1
    return closes + 1 + position == end


@compiled
def find_tag_end(content: NDArray[np.uint8], place: int, length: int, state: NDArray[np.int64]) -> int:
    """The place of ``>``; what stands in quotes is passed over."""
    while place < length:
        letter = content[place]
        if letter == _MORE:
            return place
        if letter in (_QUOTE, _APOSTROPHE):
            place = find_quote(content, place + 1, length, letter, state)
            if place < 0:
                return place
        elif letter == 10:
            state[LINE] += 1
        elif letter in (13, _LESS):
            return ODD
        place += 1
    return MORE


@compiled
def keep(content: NDArray[np.uint8], key: int, kind: int, columns: Columns, state: NDArray[np.int64]) -> None:
    """One row more, of the value at hand."""
    row, begin, end = state[RECORDS], state[VALUE_BEGIN], state[VALUE_END]
    columns.owner[row] = state[EVENTS] - 1 if state[INSIDE] == IN_EVENT else -state[CASES]
    columns.key[row] = key
    columns.offset[row] = _NO_OFFSET
    if kind == DATE and parse_date(content, begin, end, columns, row):
        columns.kind[row] = DATE
    else:
        columns.kind[row] = RAW_DATE if kind == DATE else kind
        columns.value[row] = intern(content, begin, end, columns, state, True)
    state[RECORDS] += 1


@compiled
def intern(
    content: NDArray[np.uint8],
    begin: int,
    end: int,
    columns: Columns,
    state: NDArray[np.int64],
    may_add: bool,  # noqa: FBT001  # compiled
) -> int:
    """The code of a text; -1 where it is not known and may not be added."""
    mixed = 1469598103934665603
    for place in range(begin, end):
        mixed = ((mixed ^ int(content[place])) * 1099511628211) & _MASK
    mixed ^= mixed >> 29
    last = len(columns.slots) - 1
    slot = mixed & last
    while columns.slots[slot]:
        code = columns.slots[slot] - 1
        start = columns.starts[code]
        if columns.hashes[code] == mixed and columns.ends[code] - start == end - begin:
            position = 0
            while position < end - begin and columns.letters[start + position] == content[begin + position]:
                position += 1
            if position == end - begin:
                return int(code)
        slot = (slot + 1) & last
    if not may_add:
        return -1
    return add_text(content, begin, end, columns, state, slot, mixed)


@compiled
def add_text(
    content: NDArray[np.uint8],
    begin: int,
    end: int,
    columns: Columns,
    state: NDArray[np.int64],
    slot: int,
    mixed: int,
) -> int:
    """The code of a text that is new."""
    code = state[TEXTS]
    start = state[BYTES]
    for position in range(end - begin):
        columns.letters[start + position] = content[begin + position]
    columns.starts[code] = start
    columns.ends[code] = start + end - begin
    columns.hashes[code] = mixed
    columns.slots[slot] = code + 1
    state[TEXTS] += 1
    state[BYTES] += end - begin
    return int(code)


@compiled
def fill_slots(slots: NDArray[np.int32], hashes: NDArray[np.int64], count: int) -> None:
    """Put the texts into a larger table."""
    last = len(slots) - 1
    for code in range(count):
        slot = hashes[code] & last
        while slots[slot]:
            slot = (slot + 1) & last
        slots[slot] = code + 1


@compiled
def parse_date(content: NDArray[np.uint8], begin: int, end: int, columns: Columns, row: int) -> bool:
    """The plain form ``2012-10-09T14:50:17[.123][Z|+02:00]`` into the row; False for every other one."""
    if end - begin < 19 or content[begin + 10] not in (84, 32):  # T or a space
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
    columns.offset[row] = offset
    columns.value[row] = moment if offset == _NO_OFFSET else moment - offset * _MINUTE
    return True


@compiled
def read_two(content: NDArray[np.uint8], place: int) -> int:
    """Two digits as a number, -1 for anything else."""
    tens, ones = int(content[place]) - 48, int(content[place + 1]) - 48
    return tens * 10 + ones if 0 <= tens <= 9 and 0 <= ones <= 9 else -1


@compiled
def read_zone(content: NDArray[np.uint8], place: int, end: int) -> int:
    """Minutes east of UTC, the mark for none, or more than 1440 for what is no zone."""
    if place == end:
        return _NO_OFFSET
    if content[place] == 90:
        return 0 if place + 1 == end else 9999
    if place + 6 != end or content[place] not in (43, 45) or content[place + 3] != 58:
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
