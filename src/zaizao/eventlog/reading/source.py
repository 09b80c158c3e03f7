"""Where a log comes from: a file or bytes, plain or gzip, read in chunks with progress. What is inside is not known here."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, Final

from zaizao.errors import Location, Problem
from zaizao.eventlog.errors import LogRefused

Progress = Callable[[int, int], None]
"""Called with bytes read and bytes in all, both as they are stored (packed, if packed)."""

CHUNK: Final = 1 << 20
HEAD: Final = 1 << 16
GZIP: Final = b"\x1f\x8b"


class Source:
    """A file or bytes that can be read more than once."""

    def __init__(self, given: str | Path | bytes, *, name: str | None = None, progress: Progress | None = None) -> None:
        self.content = given if isinstance(given, bytes) else None
        self.path = None if isinstance(given, bytes) else Path(given)
        self.name = name or ("" if self.path is None else self.path.name)
        self.progress = progress
        self._head: bytes | None = None
        if self.path is not None and not self.path.is_file():
            raise LogRefused([Problem("log-no-file", {}, Location(str(given)))])

    @property
    def total(self) -> int:
        """Bytes as stored."""
        return len(self.content) if self.content is not None else self._path.stat().st_size

    @property
    def head(self) -> bytes:
        """The first bytes, unpacked."""
        if self._head is None:
            self._head = b""
            chunks = self._unpack(None)
            while len(self._head) < HEAD and (chunk := next(chunks, b"")):
                self._head = (self._head + chunk)[:HEAD]
        return self._head

    @property
    def is_packed(self) -> bool:
        """Whether it is a gzip."""
        with self.open() as stream:
            return stream.read(2) == GZIP

    def open(self) -> BinaryIO:
        """The stored bytes from the start."""
        if self.content is not None:
            return BytesIO(self.content)
        try:
            return self._path.open("rb")
        except OSError as error:
            raise self.refuse("log-no-file", detail=str(error.strerror)) from None

    def list_chunks(self) -> Iterator[bytes]:
        """The unpacked bytes in chunks of about a megabyte. Raises LogRefused for a gzip that is cut short or damaged."""
        return self._unpack(self.progress)

    def read_all(self) -> bytes:
        """All unpacked bytes at once, for formats that cannot be read in pieces."""
        return b"".join(self.list_chunks())

    def refuse(self, code: str, *, line: int | None = None, **fields: object) -> LogRefused:
        """The error for this source."""
        return LogRefused([Problem(code, fields, Location(self.name or None, line))])

    @property
    def _path(self) -> Path:
        assert self.path is not None
        return self.path

    def _unpack(self, progress: Progress | None) -> Iterator[bytes]:
        total = self.total
        with self.open() as stream:
            chunks = _read_chunks(stream, progress, total)
            first = next(chunks, b"")
            if first[:2] != GZIP:
                if first:
                    yield first
                yield from chunks
                return
            try:
                yield from _inflate(first, chunks)
            except (zlib.error, EOFError):
                raise self.refuse("log-gzip-broken") from None


def _read_chunks(stream: BinaryIO, progress: Progress | None, total: int) -> Iterator[bytes]:
    done = 0
    while chunk := stream.read(CHUNK):
        done += len(chunk)
        if progress is not None:
            progress(done, total)
        yield chunk


def _inflate(first: bytes, chunks: Iterator[bytes]) -> Iterator[bytes]:
    """The unpacked bytes of one or several gzip members one after the other; raises EOFError where the last is cut."""
    inflater = zlib.decompressobj(wbits=31)
    packed = first
    while True:
        if inflater.eof:
            packed = inflater.unused_data + packed
            if not packed.rstrip(b"\0"):  # padding after the last member, as tapes have it
                packed = next(chunks, b"")
                if not packed:
                    return
                continue
            inflater = zlib.decompressobj(wbits=31)
        unpacked = inflater.decompress(packed, CHUNK)
        if unpacked:
            yield unpacked
        packed = inflater.unconsumed_tail
        if not packed and not inflater.eof:
            packed = next(chunks, b"")
            if not packed:
                unpacked = inflater.flush()
                if unpacked:
                    yield unpacked
                if not inflater.eof:
                    raise EOFError
