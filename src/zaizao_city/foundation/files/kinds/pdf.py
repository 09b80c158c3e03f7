"""PDF (ISO 32000): begins and ends as one, holds no scripts, no programs to start and no files within.

What stands in compressed object streams is not unpacked; readers open our downloads as attachments.
"""

from __future__ import annotations

import io
import re
import zipfile

from django.utils.translation import gettext_lazy as _

from zaizao_city.foundation.files.errors import DamagedFileError, DangerousFileError, DoubleFileError
from zaizao_city.foundation.files.kinds.kind import Kind, Sound

ENDING = re.compile(rb"%%EOF[\s\x00]*\Z")
STREAM = re.compile(rb"\bstream\r?\n.*?endstream", re.DOTALL)
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
    """The objects without their streams; names spelt with #xx as they are meant."""
    bare = STREAM.sub(b"stream endstream", content)
    return HEXED_NAME.sub(lambda found: bytes([int(found[1], 16)]), bare)


KIND = Kind(label="PDF", endings=("pdf",), guesses=("pdf",), recognise=recognise, clean=clean)
