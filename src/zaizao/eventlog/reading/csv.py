"""Tables as text: delimiter, quotes and encoding are found out; a line that does not fit is reported with its number.

What the columns mean is `table`. A text is read in blocks and never held whole.
"""

from __future__ import annotations

import codecs
import csv
import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from zaizao.eventlog.reading.account import ReadLog, Reporter
from zaizao.eventlog.reading.csv_blocks import Block, cut_blocks
from zaizao.eventlog.reading.csv_rows import GUARDED, MAX_FIELD, open_reader, read_one_by_one, read_quickly
from zaizao.eventlog.reading.mapping import ColumnMapping, to_mapping
from zaizao.eventlog.reading.names import name_columns, name_log
from zaizao.eventlog.reading.registry import ReadOptions
from zaizao.eventlog.reading.source import Source
from zaizao.eventlog.reading.table import Rows, read_table
from zaizao.eventlog.reading.tabular import DELIMITERS, find_mark

_ENCODINGS: Final = ("utf-8", "gb18030", "latin-1")


def read_log_table(source: Source, options: ReadOptions) -> ReadLog:
    """The log in a text table. Raises LogRefused where there is no table, or its columns say no log."""
    mapping = to_mapping(options.mapping)
    reporter = Reporter(source.name or None, on_broken=options.on_broken)
    encoding = (mapping.encoding if mapping else None) or find_encoding(source)
    delimiter = (mapping.delimiter if mapping else None) or find_delimiter(source.head.decode(encoding, "replace"))
    batches = _list_batches(cut_blocks(source.list_chunks(), encoding), delimiter, reporter)
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


def _list_batches(blocks: Iterator[Block], delimiter: str, reporter: Reporter) -> Iterator[Rows]:
    heading: tuple[str, ...] | None = None
    for block in blocks:
        records: Block | None = block
        if heading is None:
            heading, records = _take_heading(block, delimiter, reporter)
        if heading is None or records is None:
            continue
        rows = read_quickly(records, heading, delimiter)
        if rows is not None:
            yield rows
        else:
            yield from read_one_by_one(records, heading, delimiter, reporter)


def _take_heading(block: Block, delimiter: str, reporter: Reporter) -> tuple[tuple[str, ...] | None, Block | None]:
    """The first record that is not blank, and what stands behind it."""
    reader = open_reader(block, delimiter)
    try:
        row = next((one for one in reader if any(cell.strip() for cell in one)), None)
    except csv.Error:
        raise reporter.refuse("log-csv-broken", line=1) from None
    if row is None:
        return None, None
    begin = 0
    for _ in range(reader.line_num):
        begin = block.content.find(b"\n", begin) + 1 or len(block.content)
    heading = name_columns([re.sub(GUARDED, r"\1", cell) for cell in row], reporter)
    rest = block.content[begin:]
    return heading, Block(rest, block.first_line + reader.line_num) if rest else None
