"""Tables as lines of JSON objects: keys are headings, lists and objects inside are kept as JSON text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import msgspec
import numpy as np
import pyarrow as pa

from zaizao.eventlog.reading.account import ReadLog, Reporter
from zaizao.eventlog.reading.mapping import ColumnMapping, to_mapping
from zaizao.eventlog.reading.names import name_log
from zaizao.eventlog.reading.registry import ReadOptions
from zaizao.eventlog.reading.source import Source
from zaizao.eventlog.reading.table import Rows, read_table

BATCH: Final = 20_000
MAX_LINE: Final = 50_000_000


def read_log_table(source: Source, options: ReadOptions) -> ReadLog:
    """The log in a file of JSON lines. Raises LogRefused where no line is an object, or the keys say no log."""
    reporter = Reporter(source.name or None, on_broken=options.on_broken)
    mapping = to_mapping(options.mapping)
    return read_table(
        _list_batches(source, reporter), reporter=reporter, options=options, mapping=mapping or ColumnMapping(),
        name=name_log(source.name),
    )  # fmt: skip


def _list_batches(source: Source, reporter: Reporter) -> Iterator[Rows]:
    rows: list[dict[str, Any]] = []
    places: list[int] = []
    names: dict[str, None] = {}
    for number, line in enumerate(_list_lines(source, reporter), start=1):
        if not line.strip():
            continue
        try:
            one = msgspec.json.decode(line)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            one = None
        if not isinstance(one, dict):
            reporter.drop("log-json-line", {"found": line[:60].decode("utf-8", "replace")}, line=number)
            continue
        rows.append(one)
        places.append(number)
        names.update(dict.fromkeys(one))
        if len(rows) == BATCH:
            yield _make_rows(list(names), rows, places)
            rows, places = [], []
    if rows:
        yield _make_rows(list(names), rows, places)


def _list_lines(source: Source, reporter: Reporter) -> Iterator[bytes]:
    rest = b""
    first = True
    for chunk in source.list_chunks():
        pieces = (rest + (chunk.removeprefix(b"\xef\xbb\xbf") if first else chunk)).split(b"\n")
        first = False
        rest = pieces.pop()
        if len(rest) > MAX_LINE:
            raise reporter.refuse("log-line-long", {"limit": MAX_LINE})
        yield from pieces
    if rest:
        yield rest


def _make_rows(names: list[str], rows: list[dict[str, Any]], places: list[int]) -> Rows:
    columns = {name: pa.array([_write(row.get(name)) for row in rows], pa.large_string()) for name in names}
    return Rows(columns=columns, lines=np.array(places, dtype=np.int64))


def _write(value: object) -> str | None:
    """A value as a table of texts would have it."""
    if value is None:
        return None
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value) if isinstance(value, (int, float)) else msgspec.json.encode(value).decode()
