"""JPEG pictures (ISO/IEC 10918): written anew."""

from __future__ import annotations

from zaizao_city.foundation.files.kinds.kind import Kind, Sound
from zaizao_city.foundation.files.kinds.pictures import write_anew


def recognise(content: bytes) -> bool:
    return content.startswith(b"\xff\xd8\xff")


def clean(content: bytes, name: str) -> Sound:
    """The picture anew; quality 92 loses nothing that print shows."""
    return write_anew(content, name, form="JPEG", modes=("RGB", "L"), options={"quality": 92, "optimize": True})


KIND = Kind(
    label="JPEG", endings=("jpg", "jpeg", "jpe", "jfif"), guesses=("jpg", "jpeg"), recognise=recognise, clean=clean
)
