"""Office Open XML texts (ISO/IEC 29500) without macros."""

from __future__ import annotations

from zaizao_city.foundation.files.kinds.archives import check_archive, list_parts
from zaizao_city.foundation.files.kinds.kind import Kind, Sound

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def recognise(content: bytes) -> bool:
    return list_parts(content) >= {"[Content_Types].xml", "word/document.xml"}


def clean(content: bytes, name: str) -> Sound:
    """The same bytes, after every part was unpacked and counted."""
    check_archive(content, name, kind="DOCX")
    return Sound(content=content, media_type=MEDIA_TYPE)


KIND = Kind(label="DOCX", endings=("docx",), guesses=("docx",), recognise=recognise, clean=clean)
