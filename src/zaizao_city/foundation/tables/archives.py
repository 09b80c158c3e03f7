"""Whether a zipped workbook can be opened without harm: how large it becomes, how many cells it says it has.

Nothing a file declares about itself is believed: the parts are inflated and counted, a piece at a time.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from zaizao_city.foundation.tables.errors import TableTooLargeError, TableUnreadableError

MAX_PARTS = 2_000
MAX_INFLATED = 120_000_000
MAX_STRINGS = 20_000_000
MAX_CELLS = 500_000
MAX_ROWS = 50_000
MAX_COLUMNS = 200
_PIECE = 1 << 18
_PLACE = re.compile(rb"""\br\s*=\s*["']([^"']{0,64})["']""")
_CELL = re.compile(rb"([A-Z]{1,3})?(\d{1,7})")
_STARTS = re.compile(rb"<(?:\w+:)?c[\s>/]")


def check_workbook(content: bytes) -> None:
    """Pass a workbook that is small enough in every respect.

    Raises:
        TableUnreadableError: it is no zip file, or a broken one.
        TableTooLargeError: inflated, or by its cells, it is larger than what is read at once.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise TableUnreadableError(detail=str(error)[:80]) from None
    if len(parts) > MAX_PARTS:
        raise TableTooLargeError(what=_("部件数"), most=MAX_PARTS)
    inflated = cells = 0
    for part in parts:
        sheet, strings = "worksheets/" in part.filename, "sharedStrings" in part.filename
        size, tail = 0, b""
        for piece in _inflate(content, part):
            size += len(piece)
            inflated += len(piece)
            if inflated > MAX_INFLATED or (strings and size > MAX_STRINGS):
                raise TableTooLargeError(what=_("展开后的字节数"), most=MAX_STRINGS if strings else MAX_INFLATED)
            if sheet:
                cells += len(_STARTS.findall(piece))
                _check_places(tail + piece)
                tail = piece[-80:]
        if cells > MAX_CELLS:
            raise TableTooLargeError(what=_("单元格数"), most=MAX_CELLS)


def _check_places(text: bytes) -> None:
    for place in _PLACE.findall(text):
        found = _CELL.fullmatch(place)
        if found is None:
            continue  # the end of a piece, or an attribute of something else; the reader itself refuses odd places
        if int(found[2]) > MAX_ROWS or _number_column(found[1] or b"") > MAX_COLUMNS:
            raise TableTooLargeError(what=place.decode(), most=f"{MAX_ROWS} × {MAX_COLUMNS}")


def _number_column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _inflate(content: bytes, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """The bytes of one part, whatever size its headers claim."""
    start = part.header_offset
    try:
        name, extra = struct.unpack_from("<HH", content, start + 26)
    except struct.error as error:
        raise TableUnreadableError(detail=str(error)) from None
    start += 30 + name + extra
    packed = content[start : start + part.compress_size]
    if part.compress_type == zipfile.ZIP_STORED:
        yield packed
        return
    if part.compress_type != zipfile.ZIP_DEFLATED:
        raise TableUnreadableError(detail=f"compression {part.compress_type}")
    unpack = zlib.decompressobj(-15)
    try:
        while packed:
            piece = unpack.decompress(packed, _PIECE)
            packed = unpack.unconsumed_tail
            yield piece
            if unpack.eof:
                return
    except zlib.error as error:
        raise TableUnreadableError(detail=str(error)) from None
