"""The journal of the embedded store: one record for each segment; a segment exists when its record is complete.

A record is 16 whole numbers (128 bytes, little-endian) and ends with its own checksum. Readers look at the last complete
one; what lies behind it, here or in a column file, was being written when a process died and is written over.
"""

from __future__ import annotations

import os
import zlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from msgspec import Struct, structs
from numpy.typing import NDArray

from zaizao.eventlog.store.errors import StoreDamagedError

WIDTH = 16


class Extent(Struct, frozen=True):
    """How far the files of the store count, after one segment."""

    rows: int = 0
    has_start: int = 0
    """Whether there is a column of starts."""
    cases: int = 0
    case_bytes: int = 0
    activities: int = 0
    activity_bytes: int = 0
    resources: int = 0
    resource_bytes: int = 0
    lifecycles: int = 0
    lifecycle_bytes: int = 0
    checksum: int = 0
    """CRC-32 of what this segment added to the files."""


def pack_extent(extent: Extent) -> bytes:
    """The record of an extent."""
    numbers = np.zeros(WIDTH, dtype="<i8")
    values = structs.astuple(extent)
    numbers[: len(values)] = values
    numbers[-1] = zlib.crc32(numbers[:-1].tobytes())
    return numbers.tobytes()


def read_extents(path: Path, begin: int = 0) -> list[Extent]:
    """The extents from record ``begin`` to the last complete one. Raises StoreDamagedError if one before it is broken."""
    with path.open("rb") as file:
        file.seek(begin * WIDTH * 8)
        content = file.read()
    records = np.frombuffer(content[: len(content) // (WIDTH * 8) * WIDTH * 8], dtype="<i8").reshape(-1, WIDTH)
    whole = [_is_whole(record) for record in records]
    count = whole.index(False) if False in whole else len(whole)
    if any(whole[count:]):
        raise StoreDamagedError(file=path.name, have=(begin + count) * WIDTH * 8, need=(begin + len(whole)) * WIDTH * 8)
    return [Extent(*record[: len(Extent.__struct_fields__)].tolist()) for record in records[:count]]


def write_extents(path: Path, begin: int, extents: Sequence[Extent], *, durable: bool) -> None:
    """Publish segments, record ``begin`` and on: from here on they exist; if ``durable``, also after a loss of power."""
    descriptor = os.open(path, os.O_WRONLY)
    try:
        os.pwrite(descriptor, b"".join(map(pack_extent, extents)), begin * WIDTH * 8)
        if durable:
            os.fdatasync(descriptor)
    finally:
        os.close(descriptor)


def cut_journal(path: Path, length: int) -> None:
    """Strike out the records behind the first ``length``: what is written next must not be followed by them."""
    os.truncate(path, length * WIDTH * 8)


def _is_whole(record: NDArray[np.int64]) -> bool:
    return int(record[-1]) == zlib.crc32(record[:-1].tobytes())
