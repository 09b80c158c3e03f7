"""A log as Parquet: typed columns, texts as codes; what columns cannot say stands in the file's metadata.

Moments are timestamps of UTC; where they were written in several zones, a column beside them has the minutes east of it.
"""

from __future__ import annotations

from typing import BinaryIO, Final

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from zaizao.eventlog.attributes import AttributeKind
from zaizao.eventlog.log import NO_OFFSET, NO_TIME, EventLog
from zaizao.eventlog.parquet_words import METADATA, OFFSET, Said
from zaizao.eventlog.writing.table_rows import make_table

_ROWS: Final = 1_000_000


def write_log_table(log: EventLog, stream: BinaryIO) -> None:
    """Write the log. Raises LogNotWritten for a log with cases that have no events."""
    table = make_table(log, times_as_text=False)
    offsets = np.unique(log.offset[log.time != NO_TIME])
    if len(offsets) and (len(offsets) > 1 or int(offsets[0]) not in (0, NO_OFFSET)):
        table = table.append_column(OFFSET, pa.array(log.offset, mask=log.offset == NO_OFFSET))
    both = [*log.attributes.values(), *log.case_attributes.values()]
    said = Said(
        name=log.name, order_is_given=log.order_is_given,
        nested=tuple(column.key for column in both if column.nested),
        ids=tuple(column.key for column in both if column.kind is AttributeKind.ID),
    )  # fmt: skip
    metadata = {METADATA: msgspec.json.encode(said)}
    pq.write_table(table.replace_schema_metadata(metadata), stream, row_group_size=_ROWS, compression="zstd")
