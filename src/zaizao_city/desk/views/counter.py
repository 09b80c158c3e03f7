"""The clerk's counter: who waits, the next called, done, did not come; a number for whoever stands there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from zaizao_city.casework.services.visiting import serve_ticket
from zaizao_city.desk.selectors.counter import show_day
from zaizao_city.desk.views.asking import for_staff, get_actor_of, get_now, read_once, read_whole, show, tell
from zaizao_city.foundation.errors import Refusal
from zaizao_city.identity.actor import Actor
from zaizao_city.identity.selectors.permissions import require_somewhere
from zaizao_city.places.models import Counter
from zaizao_city.places.selectors.counters import list_served
from zaizao_city.places.services.tickets import call_next, mark_no_show, take_ticket

Act = Callable[..., object]


@for_staff
@require_safe
def show_counter(request: HttpRequest) -> HttpResponse:
    """The queue of the reader's counter today; with several counters, of the one that the address names."""
    return _show(request, _choose(request, request.GET.get("at", "")))


def _show(request: HttpRequest, counter: Counter | None, refused: Refusal | None = None) -> HttpResponse:
    actor, now = get_actor_of(request), get_now()
    context: dict[str, object] = {"counter": counter, "counters": list_served(actor)}
    if counter is not None:
        context["queue"] = show_day(counter, actor=actor, now=now)
    context["refused"] = tell(refused) if refused is not None else None
    return show(request, "desk/counter.html", context, place="counter", status=refused.status if refused else 200)


def _choose(request: HttpRequest, code: str) -> Counter | None:
    actor = get_actor_of(request)
    require_somewhere(actor, "places.serve_ticket")
    counters = list_served(actor)
    if code:
        counters = [one for one in counters if one.organisation.code == code]
        if not counters:
            raise Http404
    return counters[0] if counters else None


@for_staff
@require_http_methods(["POST"])
def act_at_counter(request: HttpRequest, code: str, slug: str) -> HttpResponse:
    """One act at the counter; what is refused is said above the queue as it is now."""
    counter = _choose(request, code)
    if counter is None or slug not in ACTS:
        raise Http404
    try:
        said = ACTS[slug](request, counter, actor=get_actor_of(request), key=read_once(request), now=get_now())
    except Refusal as refusal:
        return _show(request, counter, refusal)
    messages.success(request, str(said))
    return redirect(f"{reverse('desk:counter')}?at={code}")


def _call(request: HttpRequest, counter: Counter, *, actor: Actor, key: str, now: dt.datetime) -> str:
    ticket = call_next(counter.pk, actor=actor, key=key, now=now)
    return _("请 {number} 号").format(number=ticket.number)


def _finish(request: HttpRequest, counter: Counter, *, actor: Actor, key: str, now: dt.datetime) -> str:
    serve_ticket(read_whole(request.POST.get("ticket")) or 0, actor=actor, key=key, now=now)
    return _("办完了，可以叫下一位")


def _miss(request: HttpRequest, counter: Counter, *, actor: Actor, key: str, now: dt.datetime) -> str:
    mark_no_show(read_whole(request.POST.get("ticket")) or 0, actor=actor, key=key, now=now)
    return _("已记下没有来")


def _draw(request: HttpRequest, counter: Counter, *, actor: Actor, key: str, now: dt.datetime) -> str:
    ticket = take_ticket(counter.pk, actor=actor, key=key, now=now, for_visitor=True)
    return _("取到 {number} 号，请告诉来人").format(number=ticket.number)


ACTS: dict[str, Act] = {"call": _call, "done": _finish, "no-show": _miss, "take": _draw}
