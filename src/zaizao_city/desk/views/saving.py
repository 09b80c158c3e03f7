"""Saved filters: kept in a signed cookie of this browser, one for each account, because they are nobody else's concern."""

from __future__ import annotations

from collections.abc import Sequence

from django.core import signing
from django.http import HttpRequest, HttpResponse, QueryDict
from msgspec import Struct

from zaizao_city.desk.selectors.worklist import read_narrowed
from zaizao_city.desk.views.asking import get_actor_of

MOST, LONGEST_NAME = 8, 20
YEAR = 365 * 24 * 3600
SALT = "zaizao.desk.views"


class SavedView(Struct, frozen=True):
    """A filter by the name that somebody gave it."""

    name: str
    query: str


def read_saved(request: HttpRequest) -> list[SavedView]:
    """The filters this account saved in this browser; a cookie that was tampered with is none."""
    try:
        kept = signing.loads(request.COOKIES.get(_name(request), ""), salt=SALT)
    except signing.BadSignature:
        return []
    return [SavedView(str(name), str(query)) for name, query in kept]


def write_saved(request: HttpRequest, response: HttpResponse, views: Sequence[SavedView]) -> None:
    """Keep the filters, the latest ones where there are too many."""
    text = signing.dumps([(one.name, one.query) for one in views[-MOST:]], salt=SALT)
    response.set_cookie(
        _name(request), text, max_age=YEAR, path="/desk/", httponly=True, samesite="Lax", secure=request.is_secure()
    )


def clean_view(request: HttpRequest) -> SavedView | None:
    """What is to be saved: a name, and only those parts of the address that mean something."""
    name = " ".join(request.POST.get("name", "").split())[:LONGEST_NAME]
    query = read_narrowed(QueryDict(request.POST.get("query", "")[:400]).dict()).to_query()
    return SavedView(name, query) if name and query else None


def _name(request: HttpRequest) -> str:
    return f"zaizao_views_{get_actor_of(request).account_key[:8]}"
