"""A log as one table, a row for each event: under the headings that process mining tools know, case attributes repeated.

``case:concept:name``, ``concept:name``, ``time:timestamp``, ``start_timestamp``, ``org:resource``,
``lifecycle:transition``, then the attributes by their keys, those of the case as ``case:KEY``.
A table has no place for a case without events: such a log is refused.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from zaizao.errors import Problem
from zaizao.eventlog.attributes import Attribute, AttributeKind
from zaizao.eventlog.errors import LogNotWritten
from zaizao.eventlog.log import NO_CODE, NO_OFFSET, NO_TIME, EventLog

CASE: Final = "case:concept:name"
TIME: Final = "time:timestamp"
START: Final = "start_timestamp"
_MINUTE: Final = 60_000_000


def make_table(log: EventLog, *, times_as_text: bool) -> pa.Table:
    """The rows of a log in their order. Raises LogNotWritten for a log with cases that have no events.

    ``times_as_text``: moments as ISO 8601 with the zone they were written in, else as timestamps of UTC.
    """
    empty = len(log.case_names) - len(np.unique(log.case))
    if empty:
        raise LogNotWritten([Problem("log-table-empty-cases", {"count": empty})])
    columns: dict[str, pa.Array] = {
        CASE: _name(log.case, log.case_names),
        "concept:name": _name(log.activity, log.activity_names),
    }
    if np.any(log.time != NO_TIME):
        columns[TIME] = write_times(log.time, log.offset, as_text=times_as_text)
    if log.start is not None:
        columns[START] = write_times(log.start, log.offset, as_text=times_as_text)
    if log.resource_names:
        columns["org:resource"] = _name(log.resource, log.resource_names)
    if log.lifecycle_names:
        columns["lifecycle:transition"] = _name(log.lifecycle, log.lifecycle_names)
    for key, column in log.attributes.items():
        columns.setdefault(key, _write_attribute(column, times_as_text=times_as_text))
    for key, column in log.case_attributes.items():
        name = key if key.startswith("case:") else f"case:{key}"
        columns.setdefault(name, _write_attribute(column.take(log.case.astype(np.int64)), times_as_text=times_as_text))
    return pa.table(columns)


def _name(codes: NDArray[np.integer], names: tuple[str, ...]) -> pa.Array:
    plain = codes.astype(np.int32)
    return pa.DictionaryArray.from_arrays(pa.array(plain, mask=plain == NO_CODE), pa.array(names, pa.string()))


def write_times(time: NDArray[np.int64], offset: NDArray[np.int16] | None, *, as_text: bool) -> pa.Array:
    """Moments for a table; what has none is null."""
    absent = time == NO_TIME
    if offset is None:
        offset = np.full(len(time), NO_OFFSET, dtype=np.int16)
    if not as_text:
        naive = not len(time) or bool(np.all((offset == NO_OFFSET) | absent))
        return pa.array(time, pa.timestamp("us"), mask=absent).cast(pa.timestamp("us", tz=None if naive else "UTC"))
    shift = np.where(offset == NO_OFFSET, 0, offset).astype(np.int64) * _MINUTE
    local = pa.array(np.where(absent, 0, time) + shift, pa.timestamp("us"))
    clock = pc.replace_substring_regex(pc.strftime(local, format="%Y-%m-%dT%H:%M:%S"), r"\.000000$", "")
    offsets, rows = np.unique(offset, return_inverse=True)
    zones = pa.array([_write_zone(int(one)) for one in offsets], pa.string()).take(pa.array(rows))
    return pc.if_else(pa.array(absent), None, pc.binary_join_element_wise(clock, zones, ""))


def _write_zone(offset: int) -> str:
    if offset == NO_OFFSET:
        return ""
    return f"{'-' if offset < 0 else '+'}{abs(offset) // 60:02d}:{abs(offset) % 60:02d}"


def _write_attribute(column: Attribute, *, times_as_text: bool) -> pa.Array:
    if column.kind in (AttributeKind.TEXT, AttributeKind.ID):
        return _name(np.where(column.present, column.values, NO_CODE), column.names)
    if column.kind is AttributeKind.TIME:
        times = np.where(column.present, column.values, NO_TIME).astype(np.int64)
        return write_times(times, column.offsets, as_text=times_as_text)
    return pa.array(column.values, mask=~column.present)
