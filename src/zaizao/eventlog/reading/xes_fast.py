"""XES read by scanning: head and tail are parsed, what stands between goes through the compiled loop.

Gives the very tape the parser gives, or None for a file with anything unusual in it, which then is parsed from the start.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from zaizao.eventlog.errors import LogRefused
from zaizao.eventlog.log import NO_OFFSET
from zaizao.eventlog.reading import tape as kinds
from zaizao.eventlog.reading import xes_loops as loops
from zaizao.eventlog.reading.account import Reporter
from zaizao.eventlog.reading.assembling_columns import dense_codes
from zaizao.eventlog.reading.moments import parse_moment
from zaizao.eventlog.reading.tape import Records, Tape
from zaizao.eventlog.reading.xes_expat import XesParser

_FIRST: Final = b"<trace"
_LONGEST_HEAD: Final = 1 << 26
_UNUSUAL: Final = re.compile(rb"[&\x00-\x1f]|\xef\xbf[\xbe\xbf]")
_ENTITY: Final = re.compile(r"&(?:(amp|lt|gt|quot|apos)|#(\d{1,7})|#x([0-9A-Fa-f]{1,6}));")
_FORBIDDEN: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ENTITIES: Final = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}


Number = TypeVar("Number", bound=np.generic)


class _OddError(Exception):
    """The scan cannot go on: the file is to be parsed."""


def scan_tape(chunks: Iterator[bytes], reporter: Reporter, chosen: frozenset[str] | None) -> Tape | None:
    """The tape of a file in the plain form, None for any other.

    ``chosen`` are the keys of traces and events to keep (those of the classifiers are kept besides); None keeps all.
    What is not kept is not looked at. Raises LogRefused where the head or what follows the last trace is no XES.
    """
    parser = XesParser(reporter)
    head = _read_head(chunks, parser)
    if head is None:
        return None
    rest, line = head
    if chosen is not None:
        chosen = chosen.union(*parser.classifiers)
    try:
        scan = _Scan(chosen, line)
        tail = scan.read(rest, chunks)
        parser.skipped_lines = scan.line - line
        parser.feed(tail)
        for chunk in chunks:
            parser.feed(chunk)
        parser.finish()
        return None if parser.case_lines else _close_tape(parser, scan)
    except _OddError:
        return None


def _read_head(chunks: Iterator[bytes], parser: XesParser) -> tuple[bytes, int] | None:
    """Parse up to the first trace; what was read from there on, and its line. None if there is none in plain sight."""
    head = b""
    for chunk in chunks:
        place = (head + chunk).find(_FIRST, max(len(head) - len(_FIRST), 0))
        head += chunk
        if place >= 0:
            parser.feed(head[:place])
            line = head.count(b"\n", 0, place) + 1
            plain = head.count(b"\r", 0, place) == head.count(b"\r\n", 0, place)
            return (head[place:], line) if plain and _stands_in_log(parser) else None
        if len(head) > _LONGEST_HEAD:
            return None
    return None


def _stands_in_log(parser: XesParser) -> bool:
    """Whether a trace may open here: not in a comment, not in another element, and the bytes are UTF-8."""
    if parser.encoding not in {None, "utf-8", "us-ascii", "ascii"}:
        return False
    parser.feed(b"<trace>")
    stands = len(parser.case_lines) == 1
    if stands:
        parser.feed(b"</trace>")
        parser.case_lines.pop()
    return stands and not parser.event_lines


class _Scan:
    """The columns the loop fills, grown before each chunk by what the chunk could need."""

    def __init__(self, chosen: frozenset[str] | None, line: int) -> None:
        self.state = np.zeros(13, dtype=np.int64)
        self.state[loops.LINE] = line
        self.columns = _make_columns()
        self.state[loops.CHOSEN] = -1
        if chosen is not None:
            for key in sorted(chosen):
                self._teach(key.encode())
            self.state[loops.CHOSEN] = self.state[loops.TEXTS]

    @property
    def line(self) -> int:
        """The line reached."""
        return int(self.state[loops.LINE])

    def count(self, what: int) -> int:
        """How many of something the loop has written."""
        return int(self.state[what])

    def read(self, rest: bytes, chunks: Iterator[bytes]) -> bytes:
        """Scan to the end of the last trace; returns what was read behind it. Raises _OddError."""
        while True:
            self._make_room(len(rest))
            content = np.frombuffer(rest, dtype=np.uint8)
            self.state[loops.PLACE] = 0
            came_back = loops.scan(content, len(content), self.columns, self.state)
            left = rest[int(self.state[loops.PLACE]) :]
            if came_back == loops.END:
                return left
            chunk = next(chunks, b"")
            if came_back == loops.ODD or (not chunk and self.state[loops.INSIDE] != loops.IN_LOG):
                raise _OddError
            if not chunk:
                return left
            rest = left + chunk

    def _teach(self, text: bytes) -> None:
        self._make_room(len(text))
        loops.intern(np.frombuffer(text, dtype=np.uint8), 0, len(text), self.columns, self.state, True)

    def _make_room(self, length: int) -> None:
        """No text, record, event or trace is shorter than a few bytes, so none of them can run over."""
        more = length // 8 + 16
        columns, state = self.columns, self.state
        texts, records = int(state[loops.TEXTS]) + more, int(state[loops.RECORDS]) + more
        events, cases = int(state[loops.EVENTS]) + more, int(state[loops.CASES]) + more
        self.columns = columns = columns._replace(
            hashes=_grow(columns.hashes, texts),
            starts=_grow(columns.starts, texts),
            ends=_grow(columns.ends, texts),
            letters=_grow(columns.letters, int(state[loops.BYTES]) + 2 * length),
            owner=_grow(columns.owner, records),
            key=_grow(columns.key, records),
            kind=_grow(columns.kind, records),
            value=_grow(columns.value, records),
            offset=_grow(columns.offset, records),
            event_case=_grow(columns.event_case, events),
            event_line=_grow(columns.event_line, events),
            case_line=_grow(columns.case_line, cases),
        )
        if len(columns.slots) < 2 * texts:
            slots = np.zeros(1 << (4 * texts).bit_length(), dtype=np.int32)
            loops.fill_slots(slots, columns.hashes, int(state[loops.TEXTS]))
            self.columns = columns._replace(slots=slots)


def _make_columns() -> loops.Columns:
    sizes = [np.int32, np.int64, np.int64, np.int64, np.uint8]
    sizes += [np.int32, np.int32, np.int8, np.int64, np.int16, np.int32, np.int64, np.int64]
    return loops.Columns(*(np.zeros(16, dtype=dtype) for dtype in sizes))


def _grow(column: NDArray[Number], needed: int) -> NDArray[Number]:
    if len(column) >= needed:
        return column
    grown = np.empty(max(needed, 2 * len(column)), dtype=column.dtype)
    grown[: len(column)] = column
    return grown


def _close_tape(parser: XesParser, scan: _Scan) -> Tape:
    """The tape of head, scan and tail together."""
    head = parser.close()
    columns, records = scan.columns, slice(scan.count(loops.RECORDS))
    texts, codes = _read_texts(scan)
    key, kind = codes[columns.key[records]], columns.kind[records]
    value, offset = columns.value[records], columns.offset[records]
    coded = kind != kinds.DATE
    value[coded] = codes[value[coded]]
    _read_raw(texts, kind, value, offset)
    dense_keys, keys = dense_codes(key, texts)
    value[kind != kinds.DATE] += len(head.texts)
    owner, first = columns.owner[records], len(head.keys)
    all_records = Records(owner, (dense_keys + first).astype(np.int32), kind, value, offset)
    of_cases = all_records.take(owner < 0)
    return Tape(
        keys=head.keys + list(keys),
        texts=head.texts + texts,
        of_log=head.of_log,
        of_cases=Records(-1 - of_cases.owner, of_cases.key, of_cases.kind, of_cases.value, of_cases.offset),
        of_events=all_records.take(owner >= 0),
        case_lines=columns.case_line[: scan.count(loops.CASES)],
        event_lines=columns.event_line[: scan.count(loops.EVENTS)],
        event_cases=columns.event_case[: scan.count(loops.EVENTS)],
        classifiers=head.classifiers,
    )


def _read_texts(scan: _Scan) -> tuple[list[str], NDArray[np.int64]]:
    """The texts as XML means them, each once, and of each raw one its code. Raises _OddError."""
    count = scan.count(loops.TEXTS)
    letters = scan.columns.letters[: scan.count(loops.BYTES)].tobytes()
    ends = scan.columns.ends[:count].tolist()
    starts = [0, *ends[:-1]]
    if letters.isascii() and not _UNUSUAL.search(letters):
        whole = letters.decode("ascii")
        return [whole[start:end] for start, end in zip(starts, ends, strict=True)], np.arange(count)
    texts: dict[str, int] = {}
    codes = np.empty(count, dtype=np.int64)
    for code, (start, end) in enumerate(zip(starts, ends, strict=True)):
        codes[code] = texts.setdefault(_read_text(letters[start:end]), len(texts))
    return list(texts), codes


def _read_text(raw: bytes) -> str:
    """One attribute value as XML normalises it; the markup of a nested value stays as it is."""
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        raise _OddError from None
    if raw[:1] == b"<" or not _UNUSUAL.search(raw):
        return text
    text = text.replace("\n", " ").replace("\t", " ")
    if text.count("&") != len(_ENTITY.findall(text)):
        raise _OddError
    text = _ENTITY.sub(_read_entity, text)
    if _FORBIDDEN.search(text):
        raise _OddError
    return text


def _read_entity(found: re.Match[str]) -> str:
    name, decimal, hexadecimal = found.groups()
    if name:
        return _ENTITIES[name]
    number = int(decimal) if decimal else int(hexadecimal, 16)
    if number > 0x10FFFF:
        raise _OddError
    return chr(number)


def _read_raw(texts: list[str], kind: NDArray[np.int8], value: NDArray[np.int64], offset: NDArray[np.int16]) -> None:
    """Understand what the loop left: dates in other forms, and nested values; each distinct one once."""
    rows = np.flatnonzero((kind == kinds.RAW_DATE) | (kind == kinds.NESTED))
    known = {text: code for code, text in enumerate(texts)} if len(rows) else {}
    understood: dict[tuple[int, int], tuple[int, int, int]] = {}
    for row in rows.tolist():
        raw = int(kind[row]), int(value[row])
        if raw not in understood:
            understood[raw] = (
                _read_date(texts, raw[1]) if raw[0] == kinds.RAW_DATE else _read_nested(texts, raw[1], known)
            )
        kind[row], value[row], offset[row] = understood[raw]


def _read_date(texts: list[str], code: int) -> tuple[int, int, int]:
    moment = parse_moment(texts[code])
    return (kinds.RAW_DATE, code, NO_OFFSET) if moment is None else (kinds.DATE, *moment)


def _read_nested(texts: list[str], code: int, known: dict[str, int]) -> tuple[int, int, int]:
    """The attribute behind a stretch of markup, by the parser itself; what it would report makes the file odd."""
    reporter = Reporter()
    parser = XesParser(reporter)
    try:
        parser.feed(b"<log>" + texts[code].encode() + b"</log>")
        parser.finish()
    except LogRefused:
        raise _OddError from None
    tape = parser.close()
    if reporter.list_problems() or len(tape.of_log) != 1:
        raise _OddError
    kind, value, offset = int(tape.of_log.kind[0]), int(tape.of_log.value[0]), int(tape.of_log.offset[0])
    if kind != kinds.DATE:
        text = tape.texts[value]
        if text not in known:
            known[text] = len(texts)
            texts.append(text)
        value = known[text]
    return kind, value, offset
