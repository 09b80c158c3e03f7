"""The way through the log of views: by its own numbers, latest first."""

from __future__ import annotations

from django.http import HttpRequest

from zaizao_city.identity.models import PersonalDataView
from zaizao_city.identity.selectors.access import PAGE


def read_before(request: HttpRequest) -> int | None:
    """The place in the log that the address asks for."""
    text = request.GET.get("before", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def page_views(request: HttpRequest, views: list[PersonalDataView]) -> tuple[list[PersonalDataView], str]:
    """The page, and the address of the next one, if there is one."""
    if len(views) <= PAGE:
        return views, ""
    query = request.GET.copy()
    query["before"] = str(views[PAGE - 1].pk)
    return views[:PAGE], f"?{query.urlencode()}"
