"""My results and my messages."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from zaizao_city.casework.selectors.results import get_own_result, list_own_results
from zaizao_city.foundation.clock import read_clock
from zaizao_city.foundation.notices.listing import PAGE, list_notices
from zaizao_city.foundation.notices.notifying import mark_all_read, mark_read
from zaizao_city.portal.selectors.results import list_packages


@never_cache
@login_required
@require_safe
def show_results(request: HttpRequest) -> HttpResponse:
    """What the city issued to oneself, or to an enterprise one acts for."""
    packages = list_packages(list_own_results(request.actor))
    return render(request, "portal/results.html", {"place": "results", "packages": packages})


@never_cache
@login_required
@require_safe
def show_result(request: HttpRequest, number: str) -> HttpResponse:
    """One result: what it is, who issued it, whether it holds, and why it no longer does."""
    return render(request, "portal/result.html", {"place": "results", "result": get_own_result(request.actor, number)})


@never_cache
@login_required
@require_safe
def show_messages(request: HttpRequest) -> HttpResponse:
    """What one was told, newest first."""
    before = request.GET.get("before", "")
    notices = list_notices(
        request.actor.person_key,
        before=int(before) if before.isdecimal() and len(before) < 19 else None,
        limit=PAGE + 1,
    )
    shown = notices[:PAGE]
    later = f"?before={shown[-1].pk}" if len(notices) > PAGE else ""
    context = {
        "place": "messages",
        "notices": shown,
        "later": later,
        "has_unread": any(one.read_at is None for one in shown),
    }
    return render(request, "portal/messages.html", context)


@login_required
@require_POST
def read_messages(request: HttpRequest) -> HttpResponse:
    """Mark one message as read and go where it leads, or mark all of them."""
    now = read_clock()
    try:
        key = UUID(request.POST.get("message", ""))
    except ValueError:
        mark_all_read(request.actor.person_key, now=now)
        return redirect("portal:messages")
    mark_read(request.actor.person_key, key=key, now=now)
    return redirect("portal:messages")
