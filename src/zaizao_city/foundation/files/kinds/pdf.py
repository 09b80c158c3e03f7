"""PDF (ISO 32000): begins and ends as one, holds no scripts, no programs to start and no files within.

Object streams are unpacked and looked through as well; other streams hold what is drawn, and act on nothing.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from zaizao_city.foundation.files.conf import MOST_UNPACKED
from zaizao_city.foundation.files.errors import DamagedFileError, DangerousFileError, DoubleFileError
from zaizao_city.foundation.files.kinds.kind import Kind, Sound

ENDING = re.compile(rb"%%EOF[\s\x00]*\Z")
STREAM = re.compile(rb"\bstream\r?\n.*?endstream", re.DOTALL)
OBJECTS = re.compile(rb"/ObjStm\b.{0,600}?\bstream\r?\n(.*?)endstream", re.DOTALL)
HEXED_NAME = re.compile(rb"#([0-9A-Fa-f]{2})")
ACTIVE = re.compile(rb"/(JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA|ImportData|SubmitForm)(?![A-Za-z0-9])")


def recognise(content: bytes) -> bool:
    return content.startswith(b"%PDF-")


def clean(content: bytes, name: str) -> Sound:
    """The same bytes; refused if anything stands behind the end or anything in it acts."""
    if zipfile.is_zipfile(io.BytesIO(content)):
        raise DoubleFileError(name=name, kind="PDF")
    if b"%%EOF" not in content:
        raise DamagedFileError(name=name)
    if not ENDING.search(content[-2048:]):
        raise DoubleFileError(name=name, kind="PDF")
    if ACTIVE.search(_read_structure(content)):
        raise DangerousFileError(name=name, why=_("PDF 中带有脚本、可执行动作或内嵌文件"))
    return Sound(content=content, media_type="application/pdf")


def _read_structure(content: bytes) -> bytes:
    """The objects, those in object streams too, without the other streams; names spelt with #xx as they are meant."""
    bare = b"\n".join([STREAM.sub(b"stream endstream", content), *_unpack_objects(content)])
    return HEXED_NAME.sub(lambda found: bytes([int(found[1], 16)]), bare)


def _unpack_objects(content: bytes) -> Iterator[bytes]:
    """What stands in object streams, as far as all of it together stays within measure."""
    left = MOST_UNPACKED
    for found in OBJECTS.finditer(content):
        try:
            unpacked = zlib.decompressobj().decompress(found[1], left)
        except zlib.error:  # another filter, or none
            unpacked = found[1]
        left = max(1, left - len(unpacked))
        yield unpacked


KIND = Kind(label="PDF", endings=("pdf",), guesses=("pdf",), recognise=recognise, clean=clean)
