"""PNG pictures (ISO/IEC 15948): written anew."""

from __future__ import annotations

from zaizao_city.foundation.files.kinds.kind import Kind, Sound
from zaizao_city.foundation.files.kinds.pictures import write_anew


def recognise(content: bytes) -> bool:
    return content.startswith(b"\x89PNG\r\n\x1a\n")


def clean(content: bytes, name: str) -> Sound:
    """The picture anew, without loss."""
    return write_anew(content, name, form="PNG", modes=("1", "L", "LA", "P", "RGB", "RGBA"), options={})


KIND = Kind(label="PNG", endings=("png",), guesses=("png",), recognise=recognise, clean=clean)
