"""Writing a segment of the embedded store: columns and names first, the journal last."""

from __future__ import annotations

import os
from collections.abc import Mapping
from concurrent.futures import Executor
from pathlib import Path
from typing import Final

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from zaizao.eventlog.counting.events import Events
from zaizao.eventlog.log import EventLog
from zaizao.eventlog.store.columns import COLUMNS, fill_starts, flush_file, locate_column, write_at
from zaizao.eventlog.store.journal import Extent
from zaizao.eventlog.store.naming import Names


class NamedColumn(Struct, frozen=True):
    """Where an extent says how many names of a column there are, and of how many bytes."""

    count: str
    size: str

    def measure(self, extent: Extent) -> tuple[int, int]:
        """Names and bytes."""
        return getattr(extent, self.count), getattr(extent, self.size)


NAMED: Final[Mapping[str, NamedColumn]] = {
    "case": NamedColumn("cases", "case_bytes"),
    "activity": NamedColumn("activities", "activity_bytes"),
    "resource": NamedColumn("resources", "resource_bytes"),
    "lifecycle": NamedColumn("lifecycles", "lifecycle_bytes"),
}


class Segment(Struct, frozen=True, eq=False):
    """Columns of one length whose codes are the store's."""

    events: Events
    resource: NDArray[np.int32]
    lifecycle: NDArray[np.int16]
    offset: NDArray[np.int16]
    start: NDArray[np.int64] | None = None

    def pick(self, name: str) -> NDArray[np.generic] | None:
        """A column by name."""
        column: NDArray[np.generic] | None = getattr(
            self.events if name in {"case", "activity", "time"} else self, name
        )
        return column


def make_segment(log: EventLog, names: Mapping[str, Names]) -> Segment:
    """The log's columns with the codes of the store; new names are interned."""
    case = names["case"].intern(log.case_names)
    activity = names["activity"].intern(log.activity_names)
    resource = names["resource"].intern(log.resource_names)
    lifecycle = names["lifecycle"].intern(log.lifecycle_names)
    return Segment(
        events=Events(case[log.case], activity[log.activity], np.ascontiguousarray(log.time, dtype=np.int64)),
        resource=resource[log.resource],
        lifecycle=lifecycle[log.lifecycle].astype(np.int16),
        offset=np.ascontiguousarray(log.offset, dtype=np.int16),
        start=None if log.start is None else np.ascontiguousarray(log.start, dtype=np.int64),
    )


def write_segment(folder: Path, segment: Segment, *, names: Mapping[str, Names], extent: Extent) -> Extent:
    """Add the segment to the files behind ``extent``. It does not exist until the journal names it."""
    has_start = bool(extent.has_start) or segment.start is not None
    if has_start and not extent.has_start:
        fill_starts(folder, extent.rows)
    checksum = _write_columns(folder, segment, extent=extent, has_start=has_start)
    sizes, checksum = _write_names(folder, names, extent=extent, checksum=checksum)
    return Extent(rows=extent.rows + len(segment.events), has_start=int(has_start), checksum=checksum, **sizes)


def flush_segments(folder: Path, before: Extent, last: Extent, *, waiters: Executor) -> None:
    """Wait until the columns and names of the segments between two extents are on the disk.

    A file system that is asked together writes together; starting the threads each time would take longer than the disk.
    """
    files = [
        locate_column(folder, column)
        for column in COLUMNS
        if last.rows > before.rows and (column != "start" or last.has_start)
    ]
    for column, named in NAMED.items():
        if named.measure(before) != named.measure(last):
            files += [folder / "names" / f"{column}.utf8", folder / "names" / f"{column}.ends"]
    for _ in waiters.map(flush_file, files):
        pass


def _write_columns(folder: Path, segment: Segment, *, extent: Extent, has_start: bool) -> int:
    checksum = 0
    for name, dtype in COLUMNS.items():
        column = segment.pick(name)
        if name == "start" and not has_start:
            continue
        if column is None:
            column = np.full(len(segment.events), np.iinfo(np.int64).min, dtype="<i8")
        content = np.ascontiguousarray(column, dtype=dtype)
        checksum = write_at(locate_column(folder, name), content.data, extent.rows * content.itemsize, checksum)
    return checksum


def _write_names(
    folder: Path, names: Mapping[str, Names], *, extent: Extent, checksum: int
) -> tuple[dict[str, int], int]:
    sizes: dict[str, int] = {}
    for column, named in NAMED.items():
        count, size = named.measure(extent)
        text, ends = names[column].take_new()
        if len(ends):
            checksum = write_at(folder / "names" / f"{column}.utf8", text, size, checksum)
            checksum = write_at(folder / "names" / f"{column}.ends", ends.astype("<i8").data, count * 8, checksum)
        sizes[named.count], sizes[named.size] = count + len(ends), size + len(text)
    return sizes, checksum


def list_files(folder: Path) -> list[Path]:
    """The files that a store has from its beginning."""
    columns = [locate_column(folder, name) for name in COLUMNS]
    names = [folder / "names" / f"{column}.{ending}" for column in NAMED for ending in ("utf8", "ends")]
    return [*columns, *names, folder / "journal"]


def flush_folder(folder: Path) -> None:
    """Put the entries of a folder on the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
