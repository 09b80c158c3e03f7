"""OFD, the fixed-layout documents of GB/T 33190-2016: an archive with OFD.xml at its root."""

from __future__ import annotations

from zaizao_city.foundation.files.kinds.archives import check_archive, list_parts, read_part
from zaizao_city.foundation.files.kinds.kind import Kind, Sound

NAMESPACE = b"http://www.ofdspec.org/2016"


def recognise(content: bytes) -> bool:
    return "OFD.xml" in list_parts(content) and NAMESPACE in read_part(content, "OFD.xml")


def clean(content: bytes, name: str) -> Sound:
    """The same bytes, after every part was unpacked and counted."""
    check_archive(content, name, kind="OFD")
    return Sound(content=content, media_type="application/ofd")


KIND = Kind(label="OFD", endings=("ofd",), guesses=("zip",), recognise=recognise, clean=clean)
