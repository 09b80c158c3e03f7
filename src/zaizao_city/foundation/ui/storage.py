"""Static files under addresses that change with their content, so that browsers may keep them for a year.

Nothing is collected, renamed or built: the file is served as it lies in its room; only its address carries a digest.
"""

from __future__ import annotations

import functools
import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage


class DigestStorage(StaticFilesStorage):
    """``/static/NAME?v=DIGEST``; a file that does not exist keeps its bare address (and answers 404)."""

    def url(self, name: str | None) -> str:
        address = super().url(name)
        digest = _digest_file(str(name)) if not settings.DEBUG else _digest_file.__wrapped__(str(name))
        return f"{address}?v={digest}" if digest else address


@functools.cache
def _digest_file(name: str) -> str:
    found = finders.find(name)
    return hashlib.sha256(Path(found).read_bytes()).hexdigest()[:10] if found else ""
