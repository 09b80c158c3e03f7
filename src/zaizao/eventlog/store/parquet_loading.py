"""The straight path from a Parquet file of events into an embedded store, for files of many millions of rows.

Texts are read as dictionaries, so that each distinct name of a row group is looked up once; rows are never sorted and never
held all at once. Guessing columns, other formats of time and attributes are `zaizao.eventlog.reading`'s.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from msgspec import Struct
from numpy.typing import NDArray

from zaizao.errors import Location, Problem
from zaizao.eventlog.counting.events import Events
from zaizao.eventlog.log import NO_CODE, NO_OFFSET, NO_TIME
from zaizao.eventlog.store.embedded import EmbeddedStore
from zaizao.eventlog.store.errors import WrongColumnsError
from zaizao.eventlog.store.writing import Segment

ROWS_AT_ONCE = 1 << 20
"""A row group that is larger is read in parts of this size."""


class ParquetColumns(Struct, frozen=True):
    """Which column is what. Case and the others but the times are texts or whole numbers; times are time stamps.

    A time stamp without a zone is read as UTC and kept as one without offset.
    """

    case: str
    activity: str
    time: str
    resource: str | None = None
    lifecycle: str | None = None
    start: str | None = None

    def list_names(self) -> list[str]:
        """The columns that are read."""
        chosen = (self.case, self.activity, self.time, self.resource, self.lifecycle, self.start)
        return list(dict.fromkeys(name for name in chosen if name is not None))


class Loaded(Struct, frozen=True):
    """What became of the rows: read = kept + unnamed."""

    read: int
    kept: int
    unnamed: int
    """Rows without a case or without an activity; they are not events and were left out."""
    late: int
    segments: int


def load_parquet(store: EmbeddedStore, path: Path | str, columns: ParquetColumns) -> Loaded:
    """Append a Parquet file's rows to the store in the order of the file, a segment for each row group: all of them or none.

    Raises WrongColumnsError for a column that is absent or of another type, and for a file that is no Parquet.
    """
    read, before, late, segments = 0, len(store), store.late, store.segments
    file = _open(Path(path), columns)
    with store.appending() as add:
        for batch in _read_ahead(file, Path(path), columns):
            read += batch.num_rows
            segment = _make_segment(store, batch, columns)
            if len(segment.events):
                add(segment)
    store.save()
    kept = len(store) - before
    return Loaded(read=read, kept=kept, unnamed=read - kept, late=store.late - late, segments=store.segments - segments)


def _open(path: Path, columns: ParquetColumns) -> pq.ParquetFile:
    try:
        schema = pq.read_schema(path)
    except (pa.ArrowException, OSError) as error:
        raise _refuse(path, [""], []) from error
    texts = [columns.case, columns.activity, columns.resource, columns.lifecycle]
    times = [columns.time, columns.start]
    wrong = [name for name in texts if name is not None and not _is_of(schema, name, _is_text)]
    wrong += [name for name in times if name is not None and not _is_of(schema, name, pa.types.is_timestamp)]
    if wrong:
        raise _refuse(path, wrong, schema.names)
    coded = [name for name in texts if name is not None and not pa.types.is_integer(schema.field(name).type)]
    return pq.ParquetFile(path, read_dictionary=coded)


def _is_of(schema: pa.Schema, name: str, test: object) -> bool:
    return name in schema.names and bool(test(schema.field(name).type))  # type: ignore[operator]


def _is_text(kind: pa.DataType) -> bool:
    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_integer(kind))


def _refuse(path: Path, wrong: list[str], names: list[str]) -> WrongColumnsError:
    """A problem for each column; a file that cannot be read has none at all."""
    problems = [
        Problem(
            code="wrong-columns",
            fields={"place": path.name, "column": name, "columns": ", ".join(names)},
            where=Location(file=str(path)),
        )
        for name in wrong
    ]
    return WrongColumnsError(problems, **problems[0].fields)


def _read_ahead(file: pq.ParquetFile, path: Path, columns: ParquetColumns) -> Iterator[pa.RecordBatch]:
    """The row groups, the next one being read while one is at work."""
    batches = _read_batches(file, columns.list_names())
    with ThreadPoolExecutor(1) as reader:
        ahead = reader.submit(next, batches, None)
        while True:
            try:
                batch = ahead.result()
            except (pa.ArrowException, OSError) as error:
                raise _refuse(path, [""], []) from error
            if batch is None:
                return
            ahead = reader.submit(next, batches, None)
            yield batch


def _read_batches(file: pq.ParquetFile, names: list[str]) -> Iterator[pa.RecordBatch]:
    for group in range(file.metadata.num_row_groups):
        if file.metadata.row_group(group).num_rows <= ROWS_AT_ONCE:
            yield from file.read_row_group(group, columns=names).to_batches()
        else:
            yield from file.iter_batches(ROWS_AT_ONCE, row_groups=[group], columns=names)


def _make_segment(store: EmbeddedStore, batch: pa.RecordBatch, columns: ParquetColumns) -> Segment:
    case = _code(store, "case", batch.column(columns.case))
    activity = _code(store, "activity", batch.column(columns.activity))
    time, offset = _to_moments(batch.column(columns.time))
    resource = _code_or_nothing(store, "resource", batch, columns.resource)
    lifecycle = _code_or_nothing(store, "lifecycle", batch, columns.lifecycle).astype(np.int16)
    start = None if columns.start is None else _to_moments(batch.column(columns.start))[0]
    if case.min(initial=0) < 0 or activity.min(initial=0) < 0:
        kept = (case >= 0) & (activity >= 0)
        case, activity, time, offset = case[kept], activity[kept], time[kept], offset[kept]
        resource, lifecycle = resource[kept], lifecycle[kept]
        start = None if start is None else start[kept]
    return Segment(Events(case, activity, time), resource=resource, lifecycle=lifecycle, offset=offset, start=start)


def _code(store: EmbeddedStore, name: str, column: pa.Array) -> NDArray[np.int32]:
    if not pa.types.is_dictionary(column.type):
        column = column.dictionary_encode()
    texts, indices = column.dictionary.cast(pa.large_string()), column.indices
    if texts.null_count:
        column = column.cast(texts.type).dictionary_encode()  # now the rows are null, and no name is
        texts, indices = column.dictionary, column.indices
    if name == "lifecycle":
        texts = pc.utf8_lower(texts)
    codes = store.intern_names(name).intern_array(texts)
    if indices.null_count:
        indices = indices.fill_null(len(texts))  # where `intern_array` has NO_CODE
    coded: NDArray[np.int32] = codes[indices.to_numpy(zero_copy_only=False)]
    return coded


def _code_or_nothing(store: EmbeddedStore, name: str, batch: pa.RecordBatch, column: str | None) -> NDArray[np.int32]:
    if column is None:
        return np.full(batch.num_rows, NO_CODE, dtype=np.int32)
    return _code(store, name, batch.column(column))


def _to_moments(column: pa.Array) -> tuple[NDArray[np.int64], NDArray[np.int16]]:
    moments = column.cast(pa.timestamp("us", tz=column.type.tz), safe=False).cast(pa.int64())
    if moments.null_count:
        moments = moments.fill_null(NO_TIME)
    offset = NO_OFFSET if column.type.tz is None else 0
    return moments.to_numpy(zero_copy_only=False), np.full(len(column), offset, dtype=np.int16)
