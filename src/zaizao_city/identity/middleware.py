"""What every request knows: who acts, what the answer shows of others, and when somebody was last seen.

    request.actor      the `Actor`, made when it is first asked for; ``ANONYMOUS`` for visitors
    request.viewings   the `ViewingBatch`, written before the answer leaves

A member of staff who did nothing for an hour is signed out before anything else is done.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.contrib import auth
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from zaizao_city.foundation.clock import read_clock
from zaizao_city.identity.actor import ANONYMOUS, Actor
from zaizao_city.identity.conf import IDLE_TIME, SEEN_EVERY
from zaizao_city.identity.errors import NotAgentError
from zaizao_city.identity.models import Account
from zaizao_city.identity.selectors import get_actor
from zaizao_city.identity.selectors.sessions import find_open_session
from zaizao_city.identity.services.access import ViewingBatch, write_viewings
from zaizao_city.identity.services.attempts import note_attempt
from zaizao_city.identity.services.sessions import end_session, note_seen

SEEN = "seen_at"
ACTING_FOR = "acting_for"


class ActorMiddleware:
    """Stands behind Django's authentication and before everything that asks who acts."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        now = read_clock()
        request.actor = SimpleLazyObject(lambda: _make_actor(request, now=now))
        request.viewings = ViewingBatch()
        if SEEN in request.session:
            _keep_seen(request, now=now)
        response = self.get_response(request)
        if viewings := request.viewings.take():
            write_viewings(viewings, actor=request.actor, now=read_clock())
        return response


def keep_attempt(request: HttpRequest, code: str) -> None:
    """Note what somebody signed in tried that was not theirs."""
    account = getattr(request, "user", None)
    if isinstance(account, Account):
        note_attempt(
            account, code=code, method=request.method or "", path=request.path,
            address=request.META.get("REMOTE_ADDR", ""), actor=request.actor, now=read_clock(),
        )  # fmt: skip


def _make_actor(request: HttpRequest, *, now: datetime) -> Actor:
    account = request.user
    if not isinstance(account, Account):
        return ANONYMOUS
    chosen = request.session.get(ACTING_FOR)
    try:
        return get_actor(account, on=now.date(), acting_for=UUID(chosen) if chosen else None)
    except NotAgentError:
        del request.session[ACTING_FOR]
        if request.method not in {"GET", "HEAD"}:  # never do in one's own name what was meant for the enterprise
            raise
        return get_actor(account, on=now.date())


def _keep_seen(request: HttpRequest, *, now: datetime) -> None:
    quiet = now - datetime.fromisoformat(request.session[SEEN])
    if quiet > IDLE_TIME and request.user.is_authenticated and request.user.is_staff:
        session = find_open_session(request.session.session_key or "")
        if session is not None:
            end_session(session, actor=request.actor, now=now)
        auth.logout(request)
        request.actor = ANONYMOUS
    elif quiet > SEEN_EVERY:
        request.session[SEEN] = now.isoformat()
        note_seen(request.session.session_key or "", now=now)
