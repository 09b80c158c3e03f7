"""The counters: which is near, where one is done soonest, a number drawn, seen and given up."""

from __future__ import annotations

from uuid import uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from zaizao_city.foundation.clock import read_clock
from zaizao_city.places.selectors.counters import get_counter, list_counters, list_districts
from zaizao_city.places.selectors.distance import read_point
from zaizao_city.places.selectors.queue import list_own_tickets
from zaizao_city.places.services.tickets import give_up_ticket, take_ticket
from zaizao_city.portal.selectors.things import list_names
from zaizao_city.portal.selectors.windows import describe_held, describe_windows, find_district

EITHER = ["GET", "HEAD", "POST"]
LONGEST = 80


@never_cache
@require_safe
def show_counters(request: HttpRequest) -> HttpResponse:
    """The counters from a district or from where one is, soonest done first; above them the numbers one holds."""
    now = read_clock()
    districts = list_districts()
    home = find_district(request.GET.get("district", ""), districts)
    near = read_point(request.GET.get("lon", ""), request.GET.get("lat", ""))
    held = list_own_tickets(request.actor, now=now)
    thing = request.GET.get("thing", "")[:LONGEST]
    names = list_names([thing, *(one.ticket.what_for for one in held)])
    context = {
        "place": "counters",
        "windows": describe_windows(list_counters(now=now, near=near, home=home), held, now=now),
        "held": describe_held(held),
        "districts": districts,
        "home": home,
        "is_near": near is not None,
        "thing": thing if thing in names else "",
        "thing_name": names.get(thing, ""),
    }
    return render(request, "portal/counters.html", context)


@never_cache
@login_required
@require_http_methods(EITHER)
def take(request: HttpRequest, code: str) -> HttpResponse:
    """Draw a number at a counter."""
    if request.method == "POST":
        thing = request.POST.get("thing", "")[:LONGEST]
        ticket = take_ticket(
            get_counter(code).pk, actor=request.actor, key=_read_once(request), now=read_clock(),
            what_for=thing if thing in list_names([thing]) else "",
        )  # fmt: skip
        messages.success(request, _("取到了：{number} 号").format(number=ticket.number))
    return redirect("portal:counters")


@never_cache
@login_required
@require_http_methods(EITHER)
def give_up(request: HttpRequest, number: int) -> HttpResponse:
    """Not wait any longer."""
    if request.method == "POST":
        give_up_ticket(number, actor=request.actor, key=_read_once(request), now=read_clock())
        messages.success(request, _("已经放弃，不用来了"))
    return redirect("portal:counters")


def _read_once(request: HttpRequest) -> str:
    return (request.POST.get("once") or str(uuid4()))[:80]
