"""The front page, the search, the public boards: promises kept, and what the reform took away."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from zaizao_city.catalogue.selectors.search import find_items
from zaizao_city.foundation.clock import read_clock
from zaizao_city.portal.selectors.offers import describe_chains, describe_found, describe_item
from zaizao_city.portal.selectors.promises import list_bars, list_kept, sum_kept
from zaizao_city.portal.selectors.reductions import list_reduced, sum_up
from zaizao_city.portal.selectors.things import list_asked_for, list_chains

LONGEST = 60
FOUND, SHOWN = 20, 12
BEST = 5
EXAMPLES = (_("开饭店"), _("开公司"), _("盖厂房"), _("摆摊"))


@require_safe
def show_front(request: HttpRequest) -> HttpResponse:
    """What people come for: search first, the chains, single items, how promises were kept."""
    now = read_clock()
    kept = list_kept(now=now)
    context = {
        "chains": describe_chains(list_chains(on=now.date())),
        "items": [describe_item(item) for item in list_asked_for(now=now, limit=SHOWN)],
        "examples": [str(example) for example in EXAMPLES],
        "place": "front",
        "kept": list_bars(kept, limit=BEST),
        "all_kept": sum_kept(kept),
    }
    return render(request, "portal/front.html", context)


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Items for everyday words, the best first."""
    said = "".join(sign for sign in request.GET.get("words", "") if sign.isprintable())
    words = " ".join(said.split())[:LONGEST]
    found = describe_found(find_items(words, limit=FOUND)) if words else []
    return render(request, "portal/search.html", {"words": words, "found": found, "longest": LONGEST})


@require_safe
def show_promises(request: HttpRequest) -> HttpResponse:
    """What was promised and how often it was kept, process by process."""
    kept = list_kept(now=read_clock())
    context = {"kept": kept, "bars": list_bars(kept), "all_kept": sum_kept(kept), "place": "promises"}
    return render(request, "portal/promises.html", context)


@require_safe
def show_reductions(request: HttpRequest) -> HttpResponse:
    """The four reductions of every chain: before, as it is written, and as it really went in the last year."""
    reduced = list_reduced(now=read_clock())
    context = {"reduced": reduced, "totals": sum_up(reduced), "place": "reductions"}
    return render(request, "portal/reductions.html", context)
