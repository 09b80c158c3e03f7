"""A text table cut into blocks of whole records, as UTF-8, each with the line it begins in."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from typing import Final

from msgspec import Struct

BLOCK: Final = 8 << 20
"""Bytes gathered before a block is cut off."""
MOST: Final = 4 * BLOCK
"""Without an end of a record in so many bytes, a quote was never closed: the block is cut at a line all the same."""
_BACK: Final = 1_000
"""Lines gone back in search of one that ends outside quotes."""
_MARK: Final = b"\xef\xbb\xbf"


class Block(Struct, frozen=True):
    """Some records."""

    content: bytes
    first_line: int

    @property
    def lines(self) -> int:
        """Lines in it; the last need not have an end."""
        return self.content.count(b"\n") + (0 if self.content.endswith(b"\n") else 1)


def cut_blocks(chunks: Iterator[bytes], encoding: str) -> Iterator[Block]:
    """The blocks of a text; ends of lines are LF or CR LF, where they were CR they are LF."""
    parts: list[bytes] = []
    size, line = 0, 1
    for part in _to_utf8(chunks, encoding):
        parts.append(part)
        size += len(part)
        if size < BLOCK:
            continue
        content = b"".join(parts)
        cut = _find_cut(content)
        if cut <= 0 and size >= MOST:
            cut = content.rfind(b"\n") + 1 or len(content)
        if cut > 0:
            yield (block := Block(content[:cut], line))
            line += block.content.count(b"\n")
            content = content[cut:]
        parts, size = [content], len(content)
    if rest := b"".join(parts):
        yield Block(rest, line)


def _find_cut(content: bytes) -> int:
    """Behind the last line end that is not between quotes, 0 where none of the last ones is."""
    cut = content.rfind(b"\n") + 1
    quotes = content.count(b'"', 0, cut)
    for _ in range(_BACK):
        if cut <= 0 or quotes % 2 == 0:
            return cut
        before = content.rfind(b"\n", 0, cut - 1) + 1
        quotes -= content.count(b'"', before, cut)
        cut = before
    return 0


def _to_utf8(chunks: Iterator[bytes], encoding: str) -> Iterator[bytes]:
    decoder = None if encoding in ("utf-8", "utf-8-sig") else codecs.getincrementaldecoder(encoding)("replace")
    first, rest = True, b""
    for chunk in chunks:
        part = rest + (chunk if decoder is None else decoder.decode(chunk).encode("utf-8", "replace"))
        if first and len(part) >= len(_MARK):
            part, first = part.removeprefix(_MARK), False
        rest = part[-1:] if part.endswith(b"\r") else b""  # perhaps the first half of CR LF
        yield _end_lines(part[: len(part) - len(rest)])
    rest += b"" if decoder is None else decoder.decode(b"", final=True).encode("utf-8", "replace")
    if rest:
        yield _end_lines(rest)


def _end_lines(part: bytes) -> bytes:
    if b"\r" not in part or part.count(b"\r") == part.count(b"\r\n"):
        return part
    return part.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
