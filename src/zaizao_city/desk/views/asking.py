"""Who asks, when, and what every page of the desk needs; the one place of this room that reads the clock."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any
from uuid import uuid4

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from zaizao_city.desk.selectors.people import list_places
from zaizao_city.foundation.clock import read_clock
from zaizao_city.foundation.errors import Refusal
from zaizao_city.foundation.record.errors import RequestChangedError
from zaizao_city.identity.actor import Actor
from zaizao_city.identity.errors import NotPermittedError

View = Callable[..., HttpResponse]


def for_staff(view: View) -> View:
    """Only those who work here: others are led to sign in, or told that this is not their place. Never cached."""

    @never_cache
    @login_required
    @wraps(view)
    def ask_first(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.actor.is_staff:
            raise NotPermittedError(permission="desk")
        return view(request, *args, **kwargs)

    return ask_first


def get_now() -> dt.datetime:
    """The official time of this request."""
    return read_clock()


def get_actor_of(request: HttpRequest) -> Actor:
    """Who asks."""
    actor: Actor = request.actor
    return actor


def read_once(request: HttpRequest) -> str:
    """The idempotency key of the form; one of our own where the form had none, so that nothing is done without."""
    return (request.POST.get("once") or str(uuid4()))[:80]


def is_done_before(refusal: Refusal, *, is_there: bool) -> bool:
    """Whether a form comes again whose answer was lost: its key is known, and what it asked for is no longer there to do.

    The page of what is done has no fields any more, so the same form asks for less than it did, and is no other one.
    """
    return isinstance(refusal, RequestChangedError) and not is_there


def show(
    request: HttpRequest, template: str, context: Mapping[str, Any] | None = None, *, place: str = "", status: int = 200
) -> HttpResponse:
    """A page of the desk; ``place`` is the room that its masthead marks."""
    whole = {**(context or {}), "rooms": list_places(get_actor_of(request)), "place": place}
    return render(request, template, whole, status=status)


def show_form(request: HttpRequest, context: Mapping[str, Any]) -> HttpResponse:
    """A page of the administrators that is one form; its status says whether it was refused, not understood, or is only asked."""
    status = 409 if context.get("refused") else 422 if context["form"].errors else 200
    return show(request, "desk/form.html", context, place="admin", status=status)


def tell(refusal: Refusal) -> dict[str, str]:
    """A refusal as a page shows it above the form that it refused."""
    reason, way_forward = refusal.tell()
    return {"code": refusal.code, "reason": reason, "way_forward": way_forward}


def read_whole(text: str | None) -> int | None:
    """A number from an address; None where it is none."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 19 else None
