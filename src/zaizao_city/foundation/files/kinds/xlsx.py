"""Office Open XML tables (ISO/IEC 29500) without macros."""

from __future__ import annotations

from zaizao_city.foundation.files.kinds.archives import check_archive, list_parts
from zaizao_city.foundation.files.kinds.kind import Kind, Sound

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def recognise(content: bytes) -> bool:
    return list_parts(content) >= {"[Content_Types].xml", "xl/workbook.xml"}


def clean(content: bytes, name: str) -> Sound:
    """The same bytes, after every part was unpacked and counted."""
    check_archive(content, name, kind="XLSX")
    return Sound(content=content, media_type=MEDIA_TYPE)


KIND = Kind(label="XLSX", endings=("xlsx",), guesses=("xlsx",), recognise=recognise, clean=clean)
