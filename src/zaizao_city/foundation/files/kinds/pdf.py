"""PDF (ISO 32000): begins and ends as one, holds no scripts, no programs to start and no files within.

Object streams are unpacked and looked through as well; other streams hold what is drawn, and act on nothing.
"""

from __future__ import annotations

import io
import re
import zipfile

from django.utils.translation import gettext_lazy as _

from zaizao_city.foundation.files.errors import DamagedFileError, DangerousFileError, DoubleFileError
from zaizao_city.foundation.files.kinds.kind import Kind, Sound
from zaizao_city.foundation.files.kinds.pdf_objects import ENDS, spell, split_streams, unpack_objects

ENDING = re.compile(rb"%%EOF[\s\x00]*\Z")
LONG = spell("JavaScript", "Launch", "EmbeddedFile", "EmbeddedFiles", "RichMedia", "ImportData", "SubmitForm")
SHORT = spell("JS", "XFA")
ACTIVE = re.compile(rb"/(?:%b|%b)%b" % (LONG, SHORT, ENDS))
ACTIVE_ANYWHERE = re.compile(rb"/(?:%b)%b" % (LONG, ENDS))
"""Names that do not come about by chance in what is drawn: looked for everywhere, wherever streams pretend to be."""


def recognise(content: bytes) -> bool:
    return content.startswith(b"%PDF-")


def clean(content: bytes, name: str) -> Sound:
    """The same bytes; refused if anything stands behind the end, acts, or cannot be looked into."""
    if zipfile.is_zipfile(io.BytesIO(content)):
        raise DoubleFileError(name=name, kind="PDF")
    if b"%%EOF" not in content:
        raise DamagedFileError(name=name)
    if not ENDING.search(content[-2048:]):
        raise DoubleFileError(name=name, kind="PDF")
    if _acts(content, name):
        raise DangerousFileError(name=name, why=_("PDF 中带有脚本、可执行动作或内嵌文件"))
    return Sound(content=content, media_type="application/pdf")


def _acts(content: bytes, name: str) -> bool:
    """Whether anything acts: in the objects, in those packed in object streams, or hidden in another stream."""
    if ACTIVE_ANYWHERE.search(content):
        return True
    is_drawn = False
    for piece, opens, _at in split_streams(content):
        if not is_drawn and ACTIVE.search(piece):
            return True
        is_drawn = opens
    return any(ACTIVE.search(portion) for portion in unpack_objects(content, name))


KIND = Kind(label="PDF", endings=("pdf",), guesses=("pdf",), recognise=recognise, clean=clean)
