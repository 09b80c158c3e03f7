"""Tables as text: delimiter, quotes and encoding are found out; a line that does not fit is reported with its number.

What the columns mean is `table`. Texts are read in one pass and never held whole.
"""

from __future__ import annotations

import codecs
import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from zaizao.eventlog.reading.account import ReadLog, Reporter
from zaizao.eventlog.reading.mapping import ColumnMapping, to_mapping
from zaizao.eventlog.reading.names import name_columns, name_log
from zaizao.eventlog.reading.registry import ReadOptions
from zaizao.eventlog.reading.source import Source
from zaizao.eventlog.reading.table import Rows, read_table
from zaizao.eventlog.reading.tabular import DELIMITERS, find_mark

BATCH: Final = 50_000
MAX_FIELD: Final = 10_000_000
"""Characters in one field; more is a quote that was never closed."""
_GUARDED: Final = r"^'('*[=+\-@\t\r])"
_ENCODINGS: Final = ("utf-8", "gb18030", "latin-1")


def read_log_table(source: Source, options: ReadOptions) -> ReadLog:
    """The log in a text table. Raises LogRefused where there is no table, or its columns say no log."""
    mapping = to_mapping(options.mapping)
    reporter = Reporter(source.name or None, on_broken=options.on_broken)
    encoding = (mapping.encoding if mapping else None) or find_encoding(source)
    delimiter = (mapping.delimiter if mapping else None) or find_delimiter(source.head.decode(encoding, "replace"))
    batches = _list_batches(_list_lines(source, encoding, reporter), delimiter, reporter)
    return read_table(
        batches, reporter=reporter, options=options, mapping=mapping or ColumnMapping(), name=name_log(source.name)
    )


def find_encoding(source: Source) -> str:
    """What a byte-order mark says, else the first encoding in which the whole text can be read.

    UTF-8 is looked for in the whole of a text; what is not UTF-8 is Chinese (GB 18030) where that reads, else Latin.
    """
    marked = find_mark(source.head)
    if marked is not None:
        return marked
    for encoding in _ENCODINGS[:-1]:
        decoder = codecs.getincrementaldecoder(encoding)()
        try:
            for chunk in Source(source.content if source.path is None else source.path).list_chunks():  # type: ignore[arg-type]
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            continue
        return encoding
    return _ENCODINGS[-1]


def find_delimiter(head: str) -> str:
    """The delimiter that cuts the first lines into the same number of fields, the most of them; a comma if none does."""
    lines = [line for line in head.splitlines()[:50] if line.strip()]

    def weigh(delimiter: str) -> tuple[float, int]:
        counts = [len(row) for row in csv.reader(lines, delimiter=delimiter)]
        common, often = Counter(counts).most_common(1)[0] if counts else (1, 0)
        return (often / max(len(counts), 1) if common > 1 else 0.0, common)

    csv.field_size_limit(MAX_FIELD)
    try:
        return max(DELIMITERS, key=weigh)
    except csv.Error:
        return ","


def _list_lines(source: Source, encoding: str, reporter: Reporter) -> Iterator[str]:
    """The lines as they are, line ends included (a quoted field may hold some)."""
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    rest = ""
    for chunk in source.list_chunks():
        text = rest + decoder.decode(chunk)
        lines = text.splitlines(keepends=True) if "\r" in text else text.split("\n")
        if "\r" in text:
            lines = _join_odd(lines)
            rest = lines.pop() if lines else ""
            yield from lines
        else:
            rest = lines.pop()
            yield from (line + "\n" for line in lines)
    rest += decoder.decode(b"", final=True)
    if rest:
        yield from rest.splitlines(keepends=True)


def _join_odd(lines: list[str]) -> list[str]:
    """`splitlines` also cuts at form feeds and their like; a line of a table ends only at CR or LF."""
    joined: list[str] = []
    for line in lines:
        if joined and joined[-1][-1:] not in ("\n", "\r"):
            joined[-1] += line
        else:
            joined.append(line)
    return joined


def _list_batches(lines: Iterable[str], delimiter: str, reporter: Reporter) -> Iterator[Rows]:
    csv.field_size_limit(MAX_FIELD)
    reader = csv.reader(lines, delimiter=delimiter)
    heading = _read_heading(reader, reporter)
    if heading is None:
        return
    width = len(heading)
    rows: list[list[str]] = []
    places: list[int] = []
    line = reader.line_num
    while True:
        begin = line + 1
        try:
            row = next(reader)
        except StopIteration:
            break
        except csv.Error:
            line = reader.line_num
            reporter.drop("log-csv-broken", {"detail": ""}, line=begin)
            continue
        line = reader.line_num
        if len(row) == width:
            rows.append(row)
            places.append(begin)
            if len(rows) == BATCH:
                yield _make_rows(heading, rows, places)
                rows, places = [], []
        elif row and any(cell.strip() for cell in row):
            _settle_width(row, width, begin, reporter=reporter, rows=rows, places=places)
    if rows:
        yield _make_rows(heading, rows, places)


def _read_heading(reader: Iterator[list[str]], reporter: Reporter) -> tuple[str, ...] | None:
    try:
        row = next((one for one in reader if any(cell.strip() for cell in one)), None)
    except csv.Error:
        raise reporter.refuse("log-csv-broken", {"detail": ""}, line=1) from None
    return None if row is None else name_columns([re.sub(_GUARDED, r"\1", cell) for cell in row], reporter)


def _settle_width(
    row: list[str], width: int, line: int, *, reporter: Reporter, rows: list[list[str]], places: list[int]
) -> None:
    """Empty fields too many at the end are nothing; too few or too many otherwise make a broken line."""
    if len(row) > width and not any(cell.strip() for cell in row[width:]):
        rows.append(row[:width])
        places.append(line)
        return
    reporter.drop("log-csv-width", {"found": len(row), "expected": width}, line=line)


def _make_rows(heading: tuple[str, ...], rows: list[list[str]], places: list[int]) -> Rows:
    columns = zip(heading, zip(*rows, strict=True), strict=True)
    return Rows(
        columns={name: _unguard(pa.array(values, pa.large_string())) for name, values in columns},
        lines=np.array(places, dtype=np.int64),
    )


def _unguard(column: pa.Array) -> pa.Array:
    """Texts without the apostrophe that keeps a spreadsheet from executing them."""
    if not pc.any(pc.starts_with(column, "'")).as_py():
        return column
    return pc.replace_substring_regex(column, _GUARDED, r"\1")
