"""The column files of the embedded store: plain little-endian numbers, one file for each column.

Plain, because such a file is mapped into memory as it lies and grows at its end: a log of many segments stays one array
for each column, with nothing to join. (An Arrow IPC file ends with a footer and cannot grow; `numpy.save` writes the length
in front.) Any tool that reads raw numbers reads them; `EmbeddedStore.select` gives them with their names.
"""

from __future__ import annotations

import functools
import mmap
import os
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from zaizao.eventlog.log import NO_TIME
from zaizao.eventlog.store.errors import StoreDamagedError

COLUMNS: Final[Mapping[str, str]] = {
    "case": "<i4",
    "activity": "<i4",
    "time": "<i8",
    "resource": "<i4",
    "lifecycle": "<i2",
    "offset": "<i2",
    "start": "<i8",
}
"""In the order in which a segment's checksum takes them; ``start`` is absent where no row is an interval."""


@functools.cache
def locate_column(folder: Path, name: str) -> Path:
    """The file of a column."""
    return folder / "columns" / f"{name}.{COLUMNS[name][1:]}"


def map_column(folder: Path, name: str, rows: int) -> NDArray[np.generic]:
    """The first rows of a column, mapped. Changes stay private to the caller; the file is never written through it."""
    return map_numbers(locate_column(folder, name), COLUMNS[name], rows)


def map_numbers(path: Path, dtype: str, count: int) -> NDArray[np.generic]:
    """The first numbers of a file, mapped; private as in `map_column`."""
    need = count * np.dtype(dtype).itemsize
    if not need:
        return np.zeros(0, dtype=dtype)
    with path.open("rb") as file:
        have = os.fstat(file.fileno()).st_size
        if have < need:
            raise StoreDamagedError(file=path.name, have=have, need=need)
        # Copy on write, so that loops compiled for ordinary arrays take them.
        return np.frombuffer(mmap.mmap(file.fileno(), need, access=mmap.ACCESS_COPY), dtype=dtype)


def write_at(path: Path, content: bytes | memoryview, place: int, checksum: int) -> int:
    """Put bytes at a place of a file; the checksum goes on over them."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT, 0o644)
    try:
        view = memoryview(content).cast("B")
        while view:
            written = os.pwrite(descriptor, view, place)
            checksum = zlib.crc32(view[:written], checksum)
            view, place = view[written:], place + written
    finally:
        os.close(descriptor)
    return checksum


def flush_file(path: Path) -> None:
    """Wait until what was written to a file is on the disk."""
    descriptor = os.open(path, os.O_WRONLY)
    try:
        os.fdatasync(descriptor)
    finally:
        os.close(descriptor)


def fill_starts(folder: Path, rows: int) -> None:
    """A column of starts for rows that were written without one."""
    missing = np.full(min(rows, 1 << 20), NO_TIME, dtype="<i8")
    for begin in range(0, rows, 1 << 20):
        part = missing[: min(rows - begin, 1 << 20)]
        write_at(locate_column(folder, "start"), part.data, begin * 8, 0)
