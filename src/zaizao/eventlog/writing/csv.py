"""A log as CSV (UTF-8, comma, texts in quotes), with nothing in it that a spreadsheet would execute.

A text that begins like a formula gets an apostrophe, which reading takes away again. What a table of texts cannot say is
lost: whether the order in the cases was given, a blank text, spaces at the ends of a text.
"""

from __future__ import annotations

from typing import BinaryIO

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv

from zaizao.eventlog.log import EventLog
from zaizao.eventlog.writing.table_rows import make_table

_FORMULA = r"^('*[=+\-@\t\r])"
_ROWS = 200_000


def write_log_table(log: EventLog, stream: BinaryIO) -> None:
    """Write the log. Raises LogNotWritten for a log with cases that have no events."""
    table = make_table(log, times_as_text=True)
    names = [_guard_word(name) for name in table.column_names]
    columns = [_guard(column) for column in table.columns]
    with pa_csv.CSVWriter(
        stream, pa.schema([(name, column.type) for name, column in zip(names, columns, strict=True)])
    ) as out:
        out.write_table(pa.table(columns, names=names), max_chunksize=_ROWS)


def _guard(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Texts that begin like a formula behind an apostrophe; each distinct text is looked at once. 3.0 keeps its point."""
    if pa.types.is_floating(column.type):
        return pc.replace_substring_regex(column.cast(pa.string()), r"^(-?\d+)$", r"\1.0")
    if not pa.types.is_dictionary(column.type):
        return column
    chunks = [
        pa.DictionaryArray.from_arrays(part.indices, pc.replace_substring_regex(part.dictionary, _FORMULA, r"'\1"))
        .dictionary_decode()
        for part in column.chunks
    ]  # fmt: skip
    return pa.chunked_array(chunks, pa.string())


def _guard_word(word: str) -> str:
    return f"'{word}" if word.lstrip("'").startswith(("=", "+", "-", "@", "\t", "\r")) else word
