"""XES (IEEE 1849), plain or gzip: known by its root element, read by scanning where that is possible, else by parsing."""

from __future__ import annotations

import re
from typing import Final

from zaizao.eventlog.reading.account import ReadLog, Reporter
from zaizao.eventlog.reading.assembling import assemble_log
from zaizao.eventlog.reading.registry import LogReader, ReadOptions, register_reader
from zaizao.eventlog.reading.source import Source
from zaizao.eventlog.reading.xes_expat import read_tape

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
    reporter = Reporter(source.name or None, on_broken=options.on_broken)
    return assemble_log(read_tape(source.list_chunks(), reporter), reporter, options)


register_reader(LogReader(name="xes", suffixes=(".xes",), recognise=recognise_xes, read=read_xes))
