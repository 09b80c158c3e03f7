"""The knobs of the room, with their defaults; Django's settings may name others."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

LARGEST_FILE = 20 * 1024 * 1024
"""Bytes of one upload. Setting ``FILES_LARGEST``."""

LONGEST_NAME = 120
"""Characters of a file name, its ending included: what every file system and screen here can hold."""

MOST_PIXELS = 60_000_000
"""Width times height of a picture; a phone makes 50 million."""

MOST_ENTRIES = 5_000
"""Parts of a zipped document."""

MOST_UNPACKED = 200 * 1024 * 1024
"""Bytes of a zipped document unpacked."""

HIGHEST_RATIO = 200
"""How many times longer a part of a zipped document may become when unpacked; honest office files stay below 100."""

PDF = "application/pdf"
SHOWN = (PDF, "image/jpeg", "image/png", "text/plain")
"""What a browser may show when asked for with ``?show``; everything else is saved."""


def read_largest() -> int:
    """The largest upload accepted, in bytes."""
    return int(getattr(settings, "FILES_LARGEST", LARGEST_FILE))


def read_scanner_address() -> str:
    """Where ClamAV listens: ``host:port`` or the path of its socket; empty: no scanner. Setting ``FILES_SCANNER``."""
    return str(getattr(settings, "FILES_SCANNER", ""))


def find_folder() -> Path:
    """Where the bytes lie."""
    return Path(settings.MEDIA_ROOT)
