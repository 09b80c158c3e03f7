"""XES read by scanning: head and tail are parsed, what stands between goes through the compiled loop.

Gives the very tape the parser gives, or None for a file with anything unusual in it, which then is parsed from the start.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from zaizao.eventlog.errors import LogRefused
from zaizao.eventlog.log import NO_OFFSET
from zaizao.eventlog.moments import parse_moment
from zaizao.eventlog.reading import tape as kinds
from zaizao.eventlog.reading import xes_loops as loops
from zaizao.eventlog.reading import xes_take as taking
from zaizao.eventlog.reading.account import Reporter
from zaizao.eventlog.reading.assembling_columns import dense_codes
from zaizao.eventlog.reading.tape import Records, Tape
from zaizao.eventlog.reading.xes_expat import XesParser

_FIRST: Final = b"<trace"
_SHORTEST: Final = 8
"""Bytes of the shortest thing that is marked: ``<event/>``."""
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
    """The tables the loops fill, grown before each chunk by what the chunk could need."""

    def __init__(self, chosen: frozenset[str] | None, line: int) -> None:
        self.state = np.zeros(10, dtype=np.int64)
        self.state[loops.LINE] = line
        self.counts = np.zeros(6, dtype=np.int64)
        self.rows = np.empty((0, 5), dtype=np.int64)
        self.cases = np.empty(0, dtype=np.int64)
        self.events = np.empty((0, 2), dtype=np.int64)
        self.slots = np.zeros(1024, dtype=np.int32)
        self.table = np.empty((0, 3), dtype=np.int64)
        self.letters = np.empty(0, dtype=np.uint8)
        for key in sorted(chosen or ()):
            self._teach(key.encode())
        self.counts[taking.CHOSEN] = -1 if chosen is None else self.counts[taking.TEXTS]

    @property
    def line(self) -> int:
        """The line reached."""
        return int(self.state[loops.LINE])

    def count(self, what: int) -> int:
        """How many of something were taken."""
        return int(self.counts[what])

    def read(self, rest: bytes, chunks: Iterator[bytes]) -> bytes:
        """Scan to the end of the last trace; returns what was read behind it. Raises _OddError.

        While one chunk is scanned, a second thread takes what the one before holds, and a third reads (unpacks) the next.
        """
        with ThreadPoolExecutor(2) as pool:
            ahead = pool.submit(next, chunks, b"")
            taken: Future[None] | None = None
            while True:
                content = np.frombuffer(rest, dtype=np.uint8)
                marks = np.empty((len(content) // _SHORTEST + 1, 6), dtype=np.int64)
                self.state[loops.PLACE] = self.state[loops.MARKS] = 0
                came_back = loops.scan(content, len(content), marks, self.state)
                if taken is not None:
                    taken.result()
                if came_back == loops.ODD:
                    raise _OddError
                taken = pool.submit(self._take, content, marks, int(self.state[loops.MARKS]))
                chunk = ahead.result()
                rest = rest[int(self.state[loops.PLACE]) :] + chunk
                if came_back == loops.END or not chunk:
                    taken.result()
                    if self.state[loops.INSIDE] != loops.IN_LOG:
                        raise _OddError
                    return rest
                ahead = pool.submit(next, chunks, b"")

    def _take(self, content: NDArray[np.uint8], marks: NDArray[np.int64], count: int) -> None:
        self._make_room(count, len(content))
        taking.take_parts(marks, count, self.cases, self.events, self.counts)
        taking.take_values(content, marks, count, self.slots, self.table, self.letters, self.rows, self.counts)

    def _teach(self, text: bytes) -> None:
        self._make_room(1, len(text))
        content = np.frombuffer(text, dtype=np.uint8)
        taking.intern(content, 0, len(text), self.slots, self.table, self.letters, self.counts)

    def _make_room(self, marks: int, length: int) -> None:
        """Room for what so many marks can add: a row, an event or a case each, or two texts within the length."""
        texts = self.count(taking.TEXTS) + 2 * marks
        self.cases = _grow(self.cases, self.count(taking.CASES) + marks)
        self.events = _grow(self.events, self.count(taking.EVENTS) + marks)
        self.rows = _grow(self.rows, self.count(taking.RECORDS) + marks)
        self.table = _grow(self.table, texts)
        self.letters = _grow(self.letters, self.count(taking.LETTERS) + 2 * length)
        if len(self.slots) < 2 * texts:
            self.slots = np.zeros(1 << (4 * texts).bit_length(), dtype=np.int32)
            taking.fill_slots(self.slots, self.table, self.count(taking.TEXTS))


def _grow(column: NDArray[Number], needed: int) -> NDArray[Number]:
    if len(column) >= needed:
        return column
    grown = np.empty((max(needed, 2 * len(column)), *column.shape[1:]), dtype=column.dtype)
    grown[: len(column)] = column
    return grown


def _close_tape(parser: XesParser, scan: _Scan) -> Tape:
    """The tape of head, scan and tail together."""
    head = parser.close()
    events = scan.events[: scan.count(taking.EVENTS)]
    rows = scan.rows[: scan.count(taking.RECORDS)]
    texts, codes = _read_texts(scan)
    owner, key = rows[:, 0].astype(np.int32), codes[rows[:, 1]]
    kind, value, offset = rows[:, 2].astype(np.int8), rows[:, 3].copy(), rows[:, 4].astype(np.int16)
    coded = kind != kinds.DATE
    value[coded] = codes[value[coded]]
    _read_raw(texts, kind, value, offset)
    dense_keys, keys = dense_codes(key, texts)
    value[kind != kinds.DATE] += len(head.texts)
    all_records = Records(owner, (dense_keys + len(head.keys)).astype(np.int32), kind, value, offset)
    of_cases = all_records.take(owner < 0)
    return Tape(
        keys=head.keys + list(keys),
        texts=head.texts + texts,
        of_log=head.of_log,
        of_cases=Records(-1 - of_cases.owner, of_cases.key, of_cases.kind, of_cases.value, of_cases.offset),
        of_events=all_records.take(owner >= 0),
        case_lines=scan.cases[: scan.count(taking.CASES)],
        event_lines=events[:, 1].copy(),
        event_cases=events[:, 0].astype(np.int32),
        classifiers=head.classifiers,
    )


def _read_texts(scan: _Scan) -> tuple[list[str], NDArray[np.int64]]:
    """The texts as XML means them, each once, and of each raw one its code. Raises _OddError."""
    count = scan.count(taking.TEXTS)
    letters = scan.letters[: scan.count(taking.LETTERS)].tobytes()
    ends = scan.table[:count, 2].tolist()
    starts = [0, *ends[:-1]][:count]
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
