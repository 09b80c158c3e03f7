"""The records of a block of text: by Arrow where every line is one whole record, else one by one, with their lines.

Both give the same rows; the second also says which line does not fit.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv

from zaizao.eventlog.reading.account import Reporter
from zaizao.eventlog.reading.csv_blocks import Block
from zaizao.eventlog.reading.table import Rows

MAX_FIELD: Final = 10_000_000
"""Characters in one field; more is a quote that was never closed."""
BATCH: Final = 50_000
GUARDED: Final = r"^'('*[=+\-@\t\r])"
"""A text behind the apostrophe that keeps a spreadsheet from executing it."""


def read_quickly(block: Block, heading: Sequence[str], delimiter: str) -> Rows | None:
    """All records of a block at once; None where one of them does not fit, or is not exactly one line."""
    try:
        table = pa_csv.read_csv(
            pa.BufferReader(block.content),
            read_options=pa_csv.ReadOptions(column_names=list(heading), block_size=len(block.content) + 1),
            parse_options=pa_csv.ParseOptions(delimiter=delimiter, newlines_in_values=True),
            convert_options=pa_csv.ConvertOptions(
                column_types=dict.fromkeys(heading, pa.large_string()), strings_can_be_null=False
            ),
        )
    except pa.ArrowInvalid:
        return None
    if table.num_rows != block.lines:
        return None
    columns = {name: _unguard(_join(column)) for name, column in zip(heading, table.columns, strict=True)}
    return Rows(columns=columns, lines=np.arange(block.first_line, block.first_line + table.num_rows, dtype=np.int64))


def _join(column: pa.ChunkedArray) -> pa.Array:
    return column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()


def read_one_by_one(block: Block, heading: Sequence[str], delimiter: str, reporter: Reporter) -> Iterator[Rows]:
    """The records of a block, broken ones reported with the line they begin in."""
    width = len(heading)
    rows: list[list[str]] = []
    places: list[int] = []
    for begin, row in _list_records(_split_lines(block), delimiter, width):
        line = block.first_line + begin
        if row is None:
            reporter.drop("log-csv-broken", line=line)
        elif not _fits(row, width):
            reporter.drop("log-csv-width", {"found": len(row), "expected": width}, line=line)
        elif any(cell.strip() for cell in row):
            rows.append(row[:width])
            places.append(line)
        if len(rows) == BATCH:
            yield _make_rows(heading, rows, places)
            rows, places = [], []
    if rows:
        yield _make_rows(heading, rows, places)


def _fits(row: list[str], width: int) -> bool:
    """Empty fields too many at the end are nothing; so is a blank line."""
    return not any(cell.strip() for cell in (row[width:] if len(row) >= width else row))


def _list_records(lines: list[str], delimiter: str, width: int) -> Iterator[tuple[int, list[str] | None]]:
    """(Line it begins in, record); None for one that cannot be read.

    Behind a broken record of several lines, reading begins again with its second line: a quote without its end costs one
    line and not the rest.
    """
    begin = 0
    while begin < len(lines):
        start = begin
        reader = _open(lines, start, delimiter)
        for row in _iterate(reader):
            yield begin, row
            end = start + reader.line_num
            broken = row is None or not _fits(row, width)
            begin = begin + 1 if broken else end
            if broken and begin < end:
                break
            begin = end
        else:
            return


def _iterate(reader: Reader) -> Iterator[list[str] | None]:
    while True:
        try:
            yield next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield None


class Reader(Iterator[list[str]]):
    """A reader of records that knows how many lines it has read."""

    line_num: int


def open_reader(block: Block, delimiter: str) -> Reader:
    """The records of a block as lists of texts; raises csv.Error where one cannot be read."""
    return _open(_split_lines(block), 0, delimiter)


def _open(lines: list[str], start: int, delimiter: str) -> Reader:
    csv.field_size_limit(MAX_FIELD)
    rest = (lines[place] + "\n" for place in range(start, len(lines)))
    reader: Reader = csv.reader(rest, delimiter=delimiter)  # type: ignore[assignment]
    return reader


def _split_lines(block: Block) -> list[str]:
    lines = block.content.decode("utf-8", "replace").split("\n")
    return lines if lines[-1] else lines[:-1]


def _make_rows(heading: Sequence[str], rows: list[list[str]], places: list[int]) -> Rows:
    columns = zip(heading, zip(*rows, strict=True), strict=True)
    return Rows(
        columns={name: _unguard(pa.array(values, pa.large_string())) for name, values in columns},
        lines=np.array(places, dtype=np.int64),
    )


def _unguard(column: pa.Array) -> pa.Array:
    """Texts without the apostrophe that keeps a spreadsheet from executing them."""
    if not pc.any(pc.starts_with(column, "'")).as_py():
        return column
    return pc.replace_substring_regex(column, GUARDED, r"\1")
