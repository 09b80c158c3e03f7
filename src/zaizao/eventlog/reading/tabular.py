"""The formats of tables, made known: how each is told from the others. Their libraries are loaded when one is read."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from importlib import import_module
from typing import Any, Final

from zaizao.eventlog.reading.account import ReadLog
from zaizao.eventlog.reading.registry import LogReader, ReadOptions, register_reader
from zaizao.eventlog.reading.source import Source

DELIMITERS: Final = (",", ";", "\t", "|")
_MARKS: Final = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def find_mark(head: bytes) -> str | None:
    """The encoding that a byte-order mark names."""
    return next((encoding for mark, encoding in _MARKS if head.startswith(mark)), None)


def _later(module: str) -> Callable[[Source, ReadOptions], ReadLog]:
    def read(source: Source, options: ReadOptions) -> ReadLog:
        found: Any = import_module(f"zaizao.eventlog.reading.{module}")
        log: ReadLog = found.read_log_table(source, options)
        return log

    return read


def _is_parquet(head: bytes) -> bool:
    return head[:4] == b"PAR1"


def _is_workbook(head: bytes) -> bool:
    return head[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" or (
        head[:4] == b"PK\x03\x04" and any(sign in head for sign in (b"xl/", b"[Content_Types].xml", b"mimetype"))
    )


def _is_json_lines(head: bytes) -> bool:
    """The first line is a whole JSON object; a file of one object over many lines is another format."""
    first, _, rest = head.removeprefix(b"\xef\xbb\xbf").lstrip().partition(b"\n")
    if not first.startswith(b"{") or (not rest and len(head) >= 1 << 16):
        return False
    try:
        one = json.loads(first)
    except (ValueError, RecursionError):
        return False
    return not rest.strip() or rest.lstrip().startswith(b"{") if not _is_ocel(one) else False


def _is_ocel(one: dict[str, object]) -> bool:
    return any(key.startswith("ocel:") for key in one) or {"objects", "events"} <= one.keys()


def _is_delimited(head: bytes) -> bool:
    """Two lines and more of text with one number of delimiters in each of the first."""
    encoding = find_mark(head)
    if encoding is None and (b"\0" in head or head.lstrip()[:1] in (b"<", b"{", b"[")):
        return False
    text = head.decode(encoding or "latin-1", "replace")
    lines = [line for line in re.sub(r'"[^"]*"', "", text).splitlines()[:6] if line.strip()]
    return len(lines) > 1 and any(
        lines[0].count(sign) and lines[0].count(sign) == lines[1].count(sign) for sign in DELIMITERS
    )


register_reader(LogReader("parquet", (".parquet", ".pq"), _is_parquet, _later("parquet")))
register_reader(LogReader("excel", (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"), _is_workbook, _later("excel")))
register_reader(LogReader("json lines", (".jsonl", ".ndjson"), _is_json_lines, _later("json_lines")))
register_reader(LogReader("csv", (".csv", ".tsv", ".txt", ".tab"), _is_delimited, _later("csv")))
