"""The download of one file: never run, never guessed at, never kept by what stands between."""

from __future__ import annotations

import uuid

from django.http import FileResponse, HttpRequest
from django.views.decorators.http import require_safe

from zaizao_city.foundation.files.opening import find_file

SHOWN = ("image/jpeg", "image/png")
"""What may be shown in the page when asked for with ``?show``; everything else is saved."""


@require_safe
def download_file(request: HttpRequest, key: uuid.UUID) -> FileResponse:
    """The file, for the actor of the request."""
    row = find_file(key, actor=getattr(request, "actor", None))
    shown = "show" in request.GET and row.media_type in SHOWN
    response = FileResponse(
        row.path.open("rb"), as_attachment=not shown, filename=row.name, content_type=row.media_type
    )
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    return response
