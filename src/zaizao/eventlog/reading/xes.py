"""XES (IEEE 1849), plain or gzip: known by its root element, read by scanning where that is possible, else by parsing."""

from __future__ import annotations

import re
from typing import Final

from zaizao.eventlog.reading.account import ReadLog, Reporter
from zaizao.eventlog.reading.assembling import COLUMNS, FALLBACK_KEYS, assemble_log
from zaizao.eventlog.reading.registry import LogReader, ReadOptions, register_reader
from zaizao.eventlog.reading.source import Source
from zaizao.eventlog.reading.tape import Tape
from zaizao.eventlog.reading.xes_expat import read_tape

SMALL: Final = 1 << 17
"""Stored bytes below which the parser is done before the compiler is loaded."""
_ROOT: Final = re.compile(r"<(?:[\w.-]+:)?log[\s/>]")
_NOT_THE_ROOT: Final = re.compile(r"\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>", re.DOTALL)


def recognise_xes(head: bytes) -> bool:
    """Whether the first element is a ``log``."""
    encoding = "utf-16" if head[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig"
    text = head.decode(encoding, errors="replace")
    place = 0
    while found := _NOT_THE_ROOT.match(text, place):
        place = found.end()
    return _ROOT.match(text, place) is not None


def read_xes(source: Source, options: ReadOptions) -> ReadLog:
    """The log of a XES file. Raises LogRefused, with the line, for what is no XES or ends too early."""
    tape, reporter = _scan(source, options)
    if tape is None:
        reporter = Reporter(source.name or None, on_broken=options.on_broken)
        tape = read_tape(source.list_chunks(), reporter)
    return assemble_log(tape, reporter, options)


def _scan(source: Source, options: ReadOptions) -> tuple[Tape | None, Reporter]:
    """The tape and what was found, None where the file is to be parsed or no compiler is there to make scanning pay."""
    from zaizao.units.compiling import is_fast  # noqa: PLC0415  # loads the compiler

    reporter = Reporter(source.name or None, on_broken=options.on_broken)
    if not is_fast() or source.total < SMALL:
        return None, reporter
    from zaizao.eventlog.reading.xes_fast import scan_tape  # noqa: PLC0415  # what is above

    chosen = None
    if options.attributes != "all":
        asked = frozenset(options.attributes) if not isinstance(options.attributes, str) else frozenset()
        chosen = asked | COLUMNS | set(FALLBACK_KEYS)
    return scan_tape(source.list_chunks(), reporter, chosen), reporter


register_reader(LogReader(name="xes", suffixes=(".xes",), recognise=recognise_xes, read=read_xes))
