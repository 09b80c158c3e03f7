"""Object streams of a PDF (ISO 32000-2, 7.5.7): found, unpacked bit by bit and looked through, or refused.

Nothing is guessed: one that is not written the plain way, as every usual program does, is not looked into but refused.
Readers do not all ask for the type, so a stream that says where its first object begins is one too.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from zaizao_city.foundation.files.conf import MOST_UNPACKED
from zaizao_city.foundation.files.errors import FileClosedError

READ, UNPACKED = 16 * 1024, 256 * 1024
"""Bytes that are unpacked at once, and that come out of it at once at most."""
OVERLAP = 64
"""Bytes of the last portion looked at again with the next: longer than any name that is looked for, however spelt."""
KEYWORD = re.compile(rb"stream(?:(?<=(end)stream)|(?<![A-Za-z]stream))(?![A-Za-z])")
HEADER = re.compile(rb"\d\s+\d+\s+obj\b")
CLOSED, LAST = re.compile(rb">>(?:\s|%[^\r\n]*[\r\n])*\Z"), 512
"""A dictionary ends the piece, as far as its last bytes tell: a title may have the word in it, too."""
LINE_END = re.compile(rb"[ \t]*(?:\r\n|\n|\r)?")
PLAIN = re.compile(
    rb"""\s*<<(?:\s*/(?:
        Type\s*/ObjStm | (?:N|First)\s+\d+ | (?P<sized>Length)\s+(?P<length>\d+)(?:\s+(?P<elsewhere>\d+)\s+R)?
        | Extends\s+\d+\s+\d+\s+R | (?P<packed>Filter)\s*(?:/FlateDecode|\[\s*/FlateDecode\s*\])
    ))+\s*>>\s*""",
    re.VERBOSE,
)


def spell(*names: str) -> bytes:
    """The pattern of names, each letter as it is or as ``#4A``."""
    return b"|".join(b"".join(b"(?:%c|#(?i:%02x))" % (one, one) for one in name.encode()) for name in names)


ENDS = rb"(?![A-Za-z0-9])"
OBJECTS = re.compile(rb"/(?:%b)%b|/(?:%b)\s+\d+(?!\s+\d+\s+R|\d)" % (spell("ObjStm"), ENDS, spell("First")))
FIRST = re.compile(rb"/(?:%b)%b" % (spell("First"), ENDS))
LOCK = re.compile(rb"/(?:%b)%b" % (spell("Encrypt"), ENDS))


def split_streams(content: bytes) -> Iterator[tuple[bytes, bool, int]]:
    """The pieces between the words ``stream`` and ``endstream``: each with whether a stream's content follows, and where."""
    begin = 0
    for word in KEYWORD.finditer(content):
        yield content[begin : word.start()], word[1] is None, word.end()
        begin = word.end()
    yield content[begin:], False, len(content)


def unpack_objects(content: bytes, name: str) -> Iterator[bytes]:
    """What stands in object streams, in portions that overlap.

    Raises:
        FileClosedError: one of them cannot be looked into, or all of them together grow beyond measure.
    """
    left, locked = MOST_UNPACKED, bool(LOCK.search(content))
    for piece, opens, at in split_streams(content):
        if not opens or (own := _find_own(piece)) is None:
            continue
        if locked:
            raise FileClosedError(name=name, why=_("其中一部分已加密"))
        tail = b""
        for portion in _open(own, content, LINE_END.match(content, at).end(), name):
            left -= len(portion)
            if left < 0:
                raise FileClosedError(name=name, why=_("其中一部分解压后过大"))
            yield tail + portion
            tail = (tail + portion)[-OVERLAP:]


def _find_own(piece: bytes) -> bytes | None:
    """What the object stream says of itself, if what begins after the piece is one."""
    heads = list(HEADER.finditer(piece))
    own = piece[heads[-1].end() :] if heads else piece
    return own if OBJECTS.search(piece) or (FIRST.search(own) and CLOSED.search(piece[-LAST:])) else None


def _open(own: bytes, content: bytes, start: int, name: str) -> Iterator[bytes]:
    said = PLAIN.fullmatch(own)
    if said is None:
        raise FileClosedError(name=name, why=_("其中一部分用了不常见的写法或压缩方式"))
    if said["packed"]:
        try:
            yield from _inflate(memoryview(content)[start:])
        except zlib.error as error:
            raise FileClosedError(name=name, why=_("其中一部分无法解压")) from error
        return
    end = start + int(said["length"] or 0)
    if said["elsewhere"] or not content[end : end + 16].lstrip().startswith(b"endstream"):
        raise FileClosedError(name=name, why=_("其中一部分没有写明长度"))
    yield content[start:end]


def _inflate(packed: memoryview) -> Iterator[bytes]:
    """What was packed, to the end that it says itself: a length written beside it may lie."""
    unpacker = zlib.decompressobj()
    for at in range(0, len(packed), READ):
        waiting: bytes | memoryview = packed[at : at + READ]
        while waiting and not unpacker.eof:
            yield unpacker.decompress(waiting, UNPACKED)
            waiting = unpacker.unconsumed_tail
        if unpacker.eof:
            return
    raise zlib.error("no end")
