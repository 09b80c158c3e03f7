"""Reading YAML that is as plain as the program itself writes it: a key or a dash a line, every value on its own line.

Less than half the price of the library's reading, for most lines recur from file to file and are understood once; and
exact or silent: whatever is not quite ordinary is left to the library as a whole. What is faulty is not told here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, TypeAlias

_LINE = re.compile(r"( *)(- )?(?:([^\W\d][\w.-]{0,99}):(?: (?=\S)|\Z))?(.*)")
_PLAIN = re.compile(
    # begins with a letter, or with a number that one follows (not the e of an exponent), or is a date …
    r"(?:[A-Za-z_]|[1-9][0-9]*[A-DF-Za-df-z]|[1-9]?[0-9]*[^\x00-\x7f]|[0-9]{4}-[0-9]{2}-[0-9]{2}\Z)"
    r"(?!.*(?:: | #|[: \t]\Z)).*"  # … and holds nothing that would end it
)
_WHOLE = re.compile(r"0|[1-9][0-9]{0,14}")
_QUOTED = re.compile(r"""'([^']*)'|"([^"\\]*)\"""")
_WORDS = {"true": True, "false": False, "null": None}
_MEANINGFUL = frozenset({*_WORDS, "nan", "inf", "infinity"})
_KEPT, _LONG = 20_000, 200
"""So many lines are kept at most, and none longer than that."""
_Line: TypeAlias = tuple[int, bool, str | None, object, str | None]
"""Column, whether it is an element of a list, its key, its value, and the key once more where the value is to follow."""


class _NotPlainError(Exception):
    """The text is left to the library."""


class _Lines(dict[bytes, _Line]):
    """Lines understood before."""

    def __missing__(self, line: bytes) -> _Line:
        read = _read_line(line.decode())
        if len(line) < _LONG:
            if len(self) == _KEPT:
                self.clear()
            self[line] = read
        return read


_known = _Lines()


def read_plainly(content: bytes) -> dict[str, object] | None:
    """The mapping that a text (in UTF-8) stands for, as the library gives it; None where only the library can tell."""
    if b"\t" in content or b"\r" in content:
        return None
    lines = content.split(b"\n")
    if not lines[-1]:
        lines.pop()
    try:
        return _build(map(_known.__getitem__, lines)) or None
    except _NotPlainError:
        return None


def _build(lines: Iterable[_Line]) -> dict[str, object]:
    whole: dict[str, object] = {}
    around: list[tuple[int, bool, Any]] = [(-1, False, None)]
    inside: Any = whole  # the list or mapping that is being filled, and its column
    at, is_list = 0, False
    waiting = None  # the key whose value may begin on the next line
    for column, is_element, key, value, opens in lines:
        if column != at or is_element is not is_list:
            if waiting is not None and (column > at or (column == at and is_element)):
                around.append((at, is_list, inside))
                child: Any = [] if is_element else {}
                inside[waiting] = child
                at, is_list, inside = column, is_element, child
            while column < at or (column == at and is_list and not is_element):
                at, is_list, inside = around.pop()
            if column != at or is_element is not is_list:
                raise _NotPlainError
        waiting = opens
        if is_element:
            if key is None:
                inside.append(value)
                continue
            around.append((at, is_list, inside))
            inside.append({})
            at, is_list, inside = column + 2, False, inside[-1]
        elif key in inside:
            raise _NotPlainError
        inside[key] = value
    return whole


def _read_line(line: str) -> _Line:
    match = _LINE.fullmatch(line)
    if match is None:
        raise _NotPlainError
    indent, dash, key, rest = match.groups()
    if (key is None and (dash is None or not rest)) or (key is not None and key.lower() in _MEANINGFUL):
        raise _NotPlainError
    return len(indent), dash is not None, key, _read_value(rest) if rest else None, None if rest else key


def _read_value(text: str) -> object:
    if _PLAIN.fullmatch(text) is not None and text.lower() not in _MEANINGFUL:
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _WHOLE.fullmatch(text) is not None:
        return int(text)
    quoted = _QUOTED.fullmatch(text)
    if quoted is None:
        raise _NotPlainError
    return quoted[1] if quoted[2] is None else quoted[2]
