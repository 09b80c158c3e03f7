"""Files that come whole or not at all: written beside their place, put there when they are complete."""

from __future__ import annotations

import gzip
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, cast

from zaizao.errors import Location, Problem
from zaizao.eventlog.errors import LogNotWritten


@contextmanager
def replace_file(path: Path) -> Iterator[Path]:
    """A new file beside ``path`` that takes its place at the end; after an error it is gone and the old one stands.

    Raises LogNotWritten where the place cannot be written.
    """
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.", suffix=".part", dir=path.parent)
    except OSError as error:
        raise _refuse(path, error) from None
    os.close(handle)
    part = Path(name)
    try:
        yield part
        part.chmod(0o666 & ~_read_mask())
        part.replace(path)
    except OSError as error:
        raise _refuse(path, error) from None
    finally:
        with suppress(FileNotFoundError):
            part.unlink()


@contextmanager
def open_stream(path: Path, *, packed: bool) -> Iterator[BinaryIO]:
    """The bytes of a file to be, packed by gzip if asked; the same content gives the same bytes."""
    with path.open("wb") as plain:
        if not packed:
            yield plain
            return
        with gzip.GzipFile(filename="", mode="wb", compresslevel=6, fileobj=plain, mtime=0) as stream:
            yield cast("BinaryIO", stream)


def _read_mask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _refuse(path: Path, error: OSError) -> LogNotWritten:
    return LogNotWritten([Problem("log-place-unwritable", {"detail": error.strerror or ""}, Location(str(path)))])
