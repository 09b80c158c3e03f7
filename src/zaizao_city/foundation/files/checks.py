"""What `zaizao-city check` says of files."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Info, Warning, register  # noqa: A004 - Django's name

from zaizao_city.foundation.files.conf import read_scanner_address


@register("files")
def check_scanner(**options: Any) -> list[CheckMessage]:
    """Say that uploads are not scanned for viruses; in production as a warning."""
    if read_scanner_address():
        return []
    level = Warning if settings.ENVIRONMENT.mode == "production" else Info
    return [
        level("Uploads are not scanned for viruses.", hint="Set ZAIZAO_CLAMAV to clamd's address.", id="files.W001")
    ]
