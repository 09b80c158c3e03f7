"""One key's values on the tape, and the column they become: its kind is that of all its values, else text.

Which key means what is not known here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from zaizao.eventlog.attributes import Attribute, AttributeKind
from zaizao.eventlog.log import NO_CODE, NO_OFFSET
from zaizao.eventlog.moments import parse_moment, write_moment
from zaizao.eventlog.nested import Nested, read_nested, write_nested
from zaizao.eventlog.reading import tape as kinds
from zaizao.eventlog.reading.account import Reporter
from zaizao.eventlog.reading.tape import Records, Tape

WORDS: Final = {
    kinds.STRING: "string",
    kinds.DATE: "date",
    kinds.RAW_DATE: "date",
    kinds.INT: "int",
    kinds.FLOAT: "float",
    kinds.BOOLEAN: "boolean",
    kinds.ID: "id",
    kinds.NESTED: "nested",
}
_TEXT_KINDS: Final = {kinds.STRING: AttributeKind.TEXT, kinds.ID: AttributeKind.ID}
_INTEGER: Final = re.compile(r"[+-]?\d{1,19}", re.ASCII)
_NUMBER: Final = re.compile(r"[+-]?(?:(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?|INF|Infinity)|NaN", re.ASCII)
_BOOLEANS: Final = {"true": True, "1": True, "false": False, "0": False}
_LARGEST: Final = 1 << 63


class KeyColumn(Struct, frozen=True, eq=False):
    """The values of one key; owners ascend and each has one value."""

    owner: NDArray[np.int32]
    kind: NDArray[np.int8]
    value: NDArray[np.int64]
    offset: NDArray[np.int16]

    def take_owners(self, kept: NDArray[np.int64], length: int) -> KeyColumn:
        """The values of chosen owners, numbered anew."""
        place = np.full(length, -1, dtype=np.int32)
        place[kept] = np.arange(len(kept), dtype=np.int32)
        rows = place[self.owner] >= 0
        return KeyColumn(place[self.owner[rows]], self.kind[rows], self.value[rows], self.offset[rows])

    @property
    def kinds(self) -> set[int]:
        """Which kinds of value occur."""
        return set(np.flatnonzero(np.bincount(self.kind)).tolist())


def split_by_key(
    tape: Tape, records: Records, length: int, reporter: Reporter, lines: NDArray[np.int64]
) -> dict[str, KeyColumn]:
    """The column of each key, in the order of first appearance. A second value of one key replaces the first."""
    order = np.argsort(records.key.astype(np.int16 if len(tape.keys) < 1 << 15 else np.int32), kind="stable")
    counts = np.bincount(records.key, minlength=len(tape.keys))
    ends = np.cumsum(counts)
    present = [key for key in range(len(tape.keys)) if counts[key]]
    columns = {}
    for key in sorted(present, key=lambda key: int(order[ends[key] - counts[key]])):
        rows = order[ends[key] - counts[key] : ends[key]]
        owner = records.owner[rows]
        last = np.append(owner[1:] != owner[:-1], True)
        if not last.all():
            twice = owner[np.flatnonzero(~last)[0]]
            count = len(last) - int(last.sum())
            fields = {"key": tape.keys[key], "count": count}
            reporter.note("xes-key-twice", fields, line=int(lines[twice]))
            rows = rows[last]
        columns[tape.keys[key]] = KeyColumn(
            records.owner[rows], records.kind[rows], records.value[rows], records.offset[rows]
        )
    return columns


def dense_codes(codes: NDArray[np.int64], texts: list[str]) -> tuple[NDArray[np.int32], tuple[str, ...]]:
    """Codes into ``texts`` as dense codes in the order of first appearance; negative ones stay NO_CODE."""
    first = np.full(len(texts) + 1, len(codes), dtype=np.int64)
    first[codes[::-1]] = np.arange(len(codes) - 1, -1, -1)  # of equal places the last assignment stands: the first row
    first[-1] = len(codes)
    used = np.flatnonzero(first < len(codes))
    used = used[np.argsort(first[used])]
    dense = np.full(len(texts) + 1, NO_CODE, dtype=np.int32)
    dense[used] = np.arange(len(used), dtype=np.int32)
    return dense[codes], tuple(texts[code] for code in used.tolist())


def to_texts(tape: Tape, column: KeyColumn, length: int) -> tuple[NDArray[np.int64], list[str]]:
    """Of each owner the code of its text (-1: none), and the texts; moments are written out, nested ones give theirs."""
    codes = np.full(length, NO_CODE, dtype=np.int64)
    codes[column.owner] = column.value
    if not column.kinds & {kinds.DATE, kinds.NESTED}:
        return codes, tape.texts
    texts: dict[str, int] = {}
    for owner, text in zip(column.owner.tolist(), _write_each(tape, column), strict=True):
        codes[owner] = texts.setdefault(text, len(texts))
    return codes, list(texts)


def find_names(tape: Tape, column: KeyColumn, length: int) -> tuple[NDArray[np.int64], list[str]]:
    """As `to_texts`, for names: a nested one is its plain value, and a blank one is none."""
    codes, texts = to_texts(tape, unwrap_nested(tape, column), length)
    used = np.flatnonzero(np.bincount(codes[codes >= 0]))
    blank = [code for code in used.tolist() if not texts[code].strip()]
    if blank:
        codes[np.isin(codes, blank)] = NO_CODE
    return codes, texts


def unwrap_nested(tape: Tape, column: KeyColumn) -> KeyColumn:
    """The column with the plain value of every nested one in its place; values that have none are left out."""
    nested = np.flatnonzero(column.kind == kinds.NESTED)
    if not len(nested):
        return column
    kind, value, offset = column.kind.copy(), column.value.copy(), column.offset.copy()
    keep = np.ones(len(kind), dtype=np.bool_)
    for row in nested.tolist():
        plain = read_nested(tape.texts[int(value[row])])
        moment = parse_moment(plain.value) if plain.type == "date" and plain.value is not None else None
        if plain.value is None:
            keep[row] = False
        elif moment is not None:
            kind[row], value[row], offset[row] = kinds.DATE, *moment
        else:
            kind[row], value[row] = kinds.STRING, len(tape.texts)
            tape.texts.append(plain.value)
    return KeyColumn(column.owner[keep], kind[keep], value[keep], offset[keep])


def make_column(
    tape: Tape, key: str, column: KeyColumn, length: int, reporter: Reporter, lines: NDArray[np.int64]
) -> Attribute:
    """The attribute of one key: nested if one value is, of the kind of all values, else (and that is reported) text."""
    present = np.zeros(length, dtype=np.bool_)
    present[column.owner] = True
    found = column.kinds
    if kinds.NESTED in found:
        return _make_nested(tape, key, column, present)
    if found == {kinds.DATE}:
        values = np.zeros(length, dtype=np.int64)
        offsets = np.full(length, NO_OFFSET, dtype=np.int16)
        values[column.owner], offsets[column.owner] = column.value, column.offset
        return Attribute(key=key, kind=AttributeKind.TIME, values=values, present=present, offsets=offsets)
    if len(found) == 1 and (kind := next(iter(found))) in _TEXT_KINDS:
        return _make_text(tape, key, column, present, _TEXT_KINDS[kind])
    made = _make_numbers(tape, key, column, present, found)
    if made is not None:
        return made
    line = int(lines[column.owner[0]]) if len(column.owner) else None
    reporter.note("xes-mixed-kinds", {"key": key, "kinds": ", ".join(sorted({WORDS[k] for k in found}))}, line=line)
    return _make_text(tape, key, column, present, AttributeKind.TEXT)


def _make_text(
    tape: Tape, key: str, column: KeyColumn, present: NDArray[np.bool_], kind: AttributeKind, *, nested: bool = False
) -> Attribute:
    codes, texts = to_texts(tape, column, len(present))
    values, names = dense_codes(codes, texts)
    return Attribute(key=key, kind=kind, values=values, present=present, names=names, nested=nested)


def _make_nested(tape: Tape, key: str, column: KeyColumn, present: NDArray[np.bool_]) -> Attribute:
    texts: dict[str, int] = {}
    codes = np.full(len(present), NO_CODE, dtype=np.int64)
    written = _write_each(tape, column)
    for owner, kind, text in zip(column.owner.tolist(), column.kind.tolist(), written, strict=True):
        encoded = text if kind == kinds.NESTED else write_nested(Nested(type=WORDS[kind], value=text))
        codes[owner] = texts.setdefault(encoded, len(texts))
    values, names = dense_codes(codes, list(texts))
    return Attribute(key=key, kind=AttributeKind.TEXT, values=values, present=present, names=names, nested=True)


def _make_numbers(
    tape: Tape, key: str, column: KeyColumn, present: NDArray[np.bool_], found: set[int]
) -> Attribute | None:
    """Whole numbers, numbers or booleans; None where one text is none of them."""
    readers: dict[frozenset[int], tuple[AttributeKind, Callable[[str], object], type[np.generic]]] = {
        frozenset({kinds.INT}): (AttributeKind.INTEGER, _read_integer, np.int64),
        frozenset({kinds.FLOAT}): (AttributeKind.NUMBER, _read_number, np.float64),
        frozenset({kinds.INT, kinds.FLOAT}): (AttributeKind.NUMBER, _read_number, np.float64),
        frozenset({kinds.BOOLEAN}): (AttributeKind.BOOLEAN, _read_boolean, np.bool_),
    }
    if frozenset(found) not in readers:
        return None
    kind, read, dtype = readers[frozenset(found)]
    codes, names = dense_codes(column.value, tape.texts)
    numbers = [read(name) for name in names]
    if None in numbers:
        return None
    values = np.zeros(len(present), dtype=dtype)
    values[column.owner] = np.array(numbers, dtype=dtype)[codes]
    return Attribute(key=key, kind=kind, values=values, present=present)


def _write_each(tape: Tape, column: KeyColumn) -> list[str]:
    """The text of every value; of nested ones their JSON."""
    rows = zip(column.kind.tolist(), column.value.tolist(), column.offset.tolist(), strict=True)
    return [write_moment(value, offset) if kind == kinds.DATE else tape.texts[value] for kind, value, offset in rows]


def _read_integer(text: str) -> int | None:
    if _INTEGER.fullmatch(text.strip()) is None:
        return None
    number = int(text)
    return number if -_LARGEST <= number < _LARGEST else None


def _read_number(text: str) -> float | None:
    return float(text) if _NUMBER.fullmatch(text.strip()) else None


def _read_boolean(text: str) -> bool | None:
    return _BOOLEANS.get(text.strip().lower())
