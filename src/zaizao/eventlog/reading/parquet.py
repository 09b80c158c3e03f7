"""Parquet tables, streamed by row group: columns of texts come as codes straight from the file.

What the columns mean is `table`; nothing is sorted and no row is looked at one by one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from typing import Any

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from msgspec.structs import replace

from zaizao.eventlog.attributes import AttributeKind
from zaizao.eventlog.log import NO_OFFSET
from zaizao.eventlog.parquet_words import METADATA, OFFSET, Said
from zaizao.eventlog.reading.account import ReadLog, Reporter
from zaizao.eventlog.reading.mapping import ColumnMapping, to_mapping
from zaizao.eventlog.reading.names import name_columns, name_log
from zaizao.eventlog.reading.registry import ReadOptions
from zaizao.eventlog.reading.source import Source
from zaizao.eventlog.reading.table import Rows, read_table


def read_log_table(source: Source, options: ReadOptions) -> ReadLog:
    """The log in a Parquet file. Raises LogRefused for a file that is damaged, or whose columns say no log."""
    reporter = Reporter(source.name or None, on_broken=options.on_broken)
    mapping = to_mapping(options.mapping)
    try:
        with _open(source) as file:
            if not file.metadata.num_rows:
                raise reporter.refuse("log-no-rows")
            batches = _list_batches(file, source, name_columns(file.schema_arrow.names, reporter))
            read = read_table(
                batches, reporter=reporter, options=options, mapping=mapping or ColumnMapping(),
                name=name_log(source.name), typed=True,
            )  # fmt: skip
            return _restore(read, file.schema_arrow.metadata or {})
    except (pa.ArrowException, OSError, EOFError, UnicodeDecodeError) as error:
        detail = (str(error) or type(error).__name__).splitlines()[0][:200]
        raise source.refuse("log-parquet-broken", detail=detail) from None


def _restore(read: ReadLog, metadata: Mapping[bytes, bytes]) -> ReadLog:
    """What our own files say beside their columns: the name, whether the order was given, zones, kinds of texts."""
    try:
        said = msgspec.json.decode(metadata[METADATA], type=Said)
    except (KeyError, msgspec.DecodeError):
        return read
    log = read.log
    attributes = {key: said.mark(column) for key, column in log.attributes.items()}
    cases = {key: said.mark(column) for key, column in log.case_attributes.items()}
    offset = log.offset
    written = attributes.pop(OFFSET, None) or cases.pop(OFFSET, None)
    if written is not None and len(written) == len(log) and written.kind is AttributeKind.INTEGER:
        offset = np.where(written.present, written.values, NO_OFFSET).astype(np.int16)
    elif written is not None:
        offset = np.where(written.present, written.values, NO_OFFSET).astype(np.int16)[log.case]
    log = replace(
        log,
        name=said.name,
        order_is_given=said.order_is_given,
        attributes=attributes,
        case_attributes=cases,
        offset=offset,
    )
    return replace(read, log=log)


def _open(source: Source) -> Any:
    """The file with every column of texts read as codes."""
    where = str(source.path) if source.path is not None and not source.is_packed else BytesIO(source.read_all())
    schema = pq.read_schema(where)
    if isinstance(where, BytesIO):
        where.seek(0)
    texts = [field.name for field in schema if pa.types.is_string(field.type) or pa.types.is_large_string(field.type)]
    return pq.ParquetFile(where, read_dictionary=texts, memory_map=True, pre_buffer=True)


def _list_batches(file: Any, source: Source, names: Sequence[str]) -> Iterator[Rows]:
    begin = 0
    for group in range(file.num_row_groups):
        table = file.read_row_group(group, use_threads=True)
        for batch in _split(table):
            yield Rows(
                columns=dict(zip(names, batch, strict=True)),
                lines=np.arange(begin + 1, begin + 1 + len(batch[0]), dtype=np.int64),
            )
            begin += len(batch[0])
        if source.progress is not None:
            source.progress(source.total * (group + 1) // file.num_row_groups, source.total)


def _split(table: pa.Table) -> Iterator[list[pa.Array]]:
    """The columns of a row group in pieces of one length each."""
    if not len(table):
        return
    table = table.unify_dictionaries().combine_chunks()
    yield [column.chunk(0) if column.num_chunks == 1 else column.combine_chunks() for column in table.columns]
