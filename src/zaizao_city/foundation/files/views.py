"""One file, shown or saved: never run, never guessed at, never kept by what stands between; who saw whose is noted."""

from __future__ import annotations

import uuid

from django.http import FileResponse, HttpRequest
from django.views.decorators.http import require_safe

from zaizao_city.foundation.files.conf import PDF
from zaizao_city.foundation.files.gates import note_view
from zaizao_city.foundation.files.opening import find_file

SANDBOX = "default-src 'none'; sandbox"
VIEWER = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'self'"
"""For a PDF that is shown: browsers refuse to start their viewer in a sandbox; it can load nothing and reach no page."""


@require_safe
def download_file(request: HttpRequest, key: uuid.UUID) -> FileResponse:
    """The file, for the actor of the request."""
    row = find_file(key, actor=getattr(request, "actor", None))
    if request.method == "GET":
        note_view(row.owner, getattr(request, "viewings", None))
    shown = "show" in request.GET and row.can_be_shown
    response = FileResponse(
        row.path.open("rb"), as_attachment=not shown, filename=row.name, content_type=row.media_type
    )
    response["Content-Security-Policy"] = VIEWER if shown and row.media_type == PDF else SANDBOX
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    return response
