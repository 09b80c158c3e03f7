"""The compiled loop that finds what stands where among the bytes of traces and events; what it means is not asked here.

It knows the plain form that nearly every file has. Whatever is unusual (comments, CDATA, other elements or attributes,
text between elements, spaces around ``=``) makes it stop with ODD, and the file is parsed instead; nothing is guessed.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from zaizao.units.compiling import compiled

Bytes = NDArray[np.uint8]
Whole = NDArray[np.int64]

# what the state says
PLACE, LINE, INSIDE, CASES, EVENTS, MARKS, KEY_BEGIN, VALUE_BEGIN, KEY_END, VALUE_END = range(10)
"""The last four: the stretches of the tag at hand."""
IN_LOG, IN_TRACE, IN_EVENT = range(3)
# why the loop came back
MORE, END, ODD = -1, -2, -3

# what a mark is of: the kinds of `tape` (nested: as it stands, parsed afterwards), an event, a trace
STRING, DATE, INT, FLOAT, BOOLEAN, ID, RAW_DATE, NESTED, EVENT, TRACE = range(10)

_QUOTE, _APOSTROPHE, _LESS, _MORE, _SLASH, _EQUALS = 34, 39, 60, 62, 47, 61

_TAGS = np.frombuffer(b"string  date    int     float   boolean id      list    container ", dtype=np.uint8)
_KINDS = np.array([STRING, DATE, INT, FLOAT, BOOLEAN, ID, NESTED, NESTED], dtype=np.int64)
_FIRST = np.full(256, -1, dtype=np.int64)
_FIRST[np.frombuffer(b"sdifblc", dtype=np.uint8)] = (0, 1, 2, 3, 4, 6, 7)
_KEY = np.frombuffer(b"key=", dtype=np.uint8)
_VALUE = np.frombuffer(b"value=", dtype=np.uint8)
_TRACE = np.frombuffer(b"trace", dtype=np.uint8)
_EVENT = np.frombuffer(b"event", dtype=np.uint8)


@compiled
def scan(content: Bytes, length: int, marks: Whole, state: Whole) -> int:
    """Read on from the state's place; returns MORE, END or ODD with the place at the first byte not taken.

    A mark is (kind, owner, key's begin and end, value's begin and end); a case's attribute has the owner -1 - case,
    an event's the event. Of an event: (EVENT, case, line), of a trace: (TRACE, 0, line).
    """
    place = state[PLACE]
    while True:
        place = skip_space(content, place, length, state)
        if place < 0:
            return ODD
        state[PLACE] = place
        if place + 10 > length:
            # nothing a log still holds is shorter, but what follows the last trace may be
            return END if state[INSIDE] == IN_LOG and place < length and not may_open(content, place, length) else MORE
        if content[place] != _LESS:
            return ODD
        line = state[LINE]
        letter = content[place + 1]
        if letter == _SLASH:
            after = close_part(content, place, length, state)
        elif state[INSIDE] != IN_EVENT and (letter == 101 or letter == 116):  # noqa: PLR1714  # e, t; a set is slow here
            after = open_part(content, place, length, marks, state)
        elif state[INSIDE] == IN_LOG:
            return END
        else:
            after = read_attribute(content, place, length, marks, state)
        if after < 0:
            state[LINE] = line
            return after
        place = after


@compiled
def may_open(content: Bytes, place: int, length: int) -> bool:
    """Whether what is here so far may become ``<trace``."""
    return content[place] == _LESS and (place + 1 >= length or content[place + 1] == 116)


@compiled
def skip_space(content: Bytes, place: int, length: int, state: Whole) -> int:
    """The next byte that is no space, or ODD for a control character; lines are counted."""
    while place < length and content[place] <= 32:
        letter = content[place]
        if letter == 10:
            state[LINE] += 1
        elif letter == 13:
            if place + 1 < length and content[place + 1] != 10:
                return ODD
        elif letter != 32 and letter != 9:  # noqa: PLR1714
            return ODD
        place += 1
    return place


@compiled
def match(content: Bytes, place: int, length: int, word: Bytes) -> bool:
    """Whether ``word`` stands at the place."""
    if place + len(word) > length:
        return False
    for position in range(len(word)):  # noqa: SIM110  # the compiler knows no `all`
        if content[place + position] != word[position]:
            return False
    return True


@compiled
def close_part(content: Bytes, place: int, length: int, state: Whole) -> int:
    """Behind ``</event>`` or ``</trace>``."""
    if state[INSIDE] == IN_LOG:
        return END
    word = _EVENT if state[INSIDE] == IN_EVENT else _TRACE
    if not match(content, place + 2, length, word) or content[place + 7] != _MORE:
        return ODD
    state[INSIDE] -= 1
    return place + 8


@compiled
def open_part(content: Bytes, place: int, length: int, marks: Whole, state: Whole) -> int:
    """Behind ``<trace>``, ``<event>``, ``<event/>``."""
    inside = state[INSIDE]
    if not match(content, place + 1, length, _TRACE if inside == IN_LOG else _EVENT):
        return END if inside == IN_LOG else ODD
    after = place + 6
    closed = content[after] == _SLASH
    if closed:
        after += 1
    if content[after] != _MORE:
        return ODD
    mark = state[MARKS]
    marks[mark, 0] = TRACE if inside == IN_LOG else EVENT
    marks[mark, 1] = 0 if inside == IN_LOG else state[CASES] - 1
    marks[mark, 2] = state[LINE]
    state[MARKS] += 1
    state[CASES if inside == IN_LOG else EVENTS] += 1
    if not closed:
        state[INSIDE] += 1
    return after + 1


@compiled
def find_tag(content: Bytes, place: int, length: int) -> int:
    """The number of the tag at the place (behind ``<``), or ODD; MORE if its end is not here yet."""
    if place + 10 > length:
        return MORE
    number = _FIRST[content[place]]
    if number < 0:
        return ODD
    if number == 2 and content[place + 1] == 100:
        number = 5
    position = number * 8
    while _TAGS[position] != 32:
        if content[place] != _TAGS[position]:
            return ODD
        place += 1
        position += 1
    return number if content[place] <= 32 else ODD


@compiled
def read_attribute(content: Bytes, place: int, length: int, marks: Whole, state: Whole) -> int:
    """Behind the attribute at the place, which is marked."""
    tag = find_tag(content, place + 1, length)
    if tag < 0:
        return tag
    kind = _KINDS[tag]
    after = place + 3
    while content[after] > 32:
        after += 1
    after = read_pair(content, after, length, state)
    if after < 0:
        return after
    if state[KEY_END] < 0 or (state[VALUE_END] < 0) != (kind == NESTED):
        return ODD
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
    mark = state[MARKS]
    marks[mark, 0] = kind
    marks[mark, 1] = state[EVENTS] - 1 if state[INSIDE] == IN_EVENT else -state[CASES]
    marks[mark, 2] = state[KEY_BEGIN]
    marks[mark, 3] = state[KEY_END]
    marks[mark, 4] = state[VALUE_BEGIN]
    marks[mark, 5] = state[VALUE_END]
    state[MARKS] += 1
    return after


@compiled
def read_pair(content: Bytes, place: int, length: int, state: Whole) -> int:
    """The stretches of key and value into the state; returns the place of ``/`` or ``>`` behind them."""
    state[KEY_END] = state[VALUE_END] = -1
    while True:
        behind = skip_space(content, place, length, state)
        if behind < 0:
            return ODD
        if behind + 9 > length:
            return MORE
        letter = content[behind]
        if letter == _SLASH or letter == _MORE:  # noqa: PLR1714, SIM109
            return behind
        if behind == place:
            return ODD
        if match(content, behind, length, _KEY):
            which, place = 0, behind + 4
        elif match(content, behind, length, _VALUE):
            which, place = 1, behind + 6
        else:
            return ODD
        quote = content[place]
        if (quote != _QUOTE and quote != _APOSTROPHE) or state[KEY_END + which] >= 0:  # noqa: PLR1714
            return ODD
        state[KEY_BEGIN + which] = place + 1
        place = find_quote(content, place + 1, length, quote, state)
        if place < 0:
            return place
        state[KEY_END + which] = place
        place += 1


@compiled
def find_quote(content: Bytes, place: int, length: int, quote: int, state: Whole) -> int:
    """The place of the closing quote."""
    while place < length:
        letter = content[place]
        if letter <= 60:
            if letter == quote:
                return place
            if letter == 10:
                state[LINE] += 1
            elif letter == _LESS or letter == 13:  # noqa: PLR1714
                return ODD
        place += 1
    return MORE


@compiled
def close_attribute(content: Bytes, opens: int, place: int, length: int, state: Whole) -> int:
    """Twice the place behind the closing tag, and 1 more if anything stands before it."""
    depth = 1
    nested = 0
    while True:
        behind = skip_space(content, place, length, state)
        if behind < 0:
            return ODD
        if behind + 2 > length:
            return MORE
        if content[behind] != _LESS or content[behind + 1] == 33 or content[behind + 1] == 63:  # ! ?
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
def has_name_of(content: Bytes, opens: int, closes: int, end: int) -> bool:
    """Whether the closing tag has the name of the opening one, and nothing else."""
    position = 1
    while content[opens + position] > 32:
        if content[opens + position] != content[closes + 1 + position]:
            return False
        position += 1
    return closes + 1 + position == end


@compiled
def find_tag_end(content: Bytes, place: int, length: int, state: Whole) -> int:
    """The place of ``>``; what stands in quotes is passed over."""
    while place < length:
        letter = content[place]
        if letter == _MORE:
            return place
        if letter == _QUOTE or letter == _APOSTROPHE:  # noqa: PLR1714, SIM109
            place = find_quote(content, place + 1, length, letter, state)
            if place < 0:
                return place
        elif letter == 10:
            state[LINE] += 1
        elif letter == 13 or letter == _LESS:  # noqa: PLR1714
            return ODD
        place += 1
    return MORE
