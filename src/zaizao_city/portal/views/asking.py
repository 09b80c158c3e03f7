"""What several pages of the portal read of a posted form."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest


def read_once(request: HttpRequest) -> str:
    """The idempotency key of the form; a form without one is none of ours."""
    try:
        return str(UUID(request.POST.get("once", "")))
    except ValueError:
        raise Http404 from None
