"""Reports of evidence: what there is, one of them as a page or as a file, and making one anew."""

from __future__ import annotations

from typing import Any

from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe
from msgspec import Struct

from zaizao_city.desk.views.asking import for_staff, get_actor_of, get_now, show
from zaizao_city.foundation.ui.words import speak
from zaizao_city.identity.selectors.permissions import actor_may_somewhere, require_somewhere
from zaizao_city.reform.models import EvidenceReport
from zaizao_city.reform.selectors.reports import get_report, list_reports
from zaizao_city.reform.selectors.sources import list_sources

STANDS_ALONE: dict[str, Any] = {
    "default-src": ["'none'"],
    "style-src": ["'unsafe-inline'"],
    "script-src": ["'unsafe-inline'"],
    "img-src": ["data:"],
    "frame-ancestors": ["'none'"],
    "base-uri": ["'none'"],
    "form-action": ["'none'"],
}
"""What a report may do: nothing but show itself. It asks the network for nothing."""


class Shown(Struct, frozen=True):
    """One report in the list, in the reader's language."""

    report: EvidenceReport
    title: str
    headlines: list[str]


@for_staff
@require_safe
def list_evidence(request: HttpRequest) -> HttpResponse:
    """Every report with what it found, the city's own first."""
    reports = list_reports(get_actor_of(request))
    shown = [_show(report) for report in reports]
    context = {
        "own": [one for one in shown if one.report.is_own],
        "others": [one for one in shown if not one.report.is_own],
    }
    may = actor_may_somewhere(get_actor_of(request), "reform.make_evidence")
    return show(request, "desk/evidence.html", {**context, "may_make": may}, place="evidence")


def _show(report: EvidenceReport) -> Shown:
    language = speak()
    title = report.title if language == "zh" else report.title_en
    return Shown(report, title, report.headlines.get(language, []))


@for_staff
@require_safe
@csp_replace(STANDS_ALONE)
def show_report(request: HttpRequest, name: str) -> HttpResponse:
    """One report, a whole page of its own; with ``?download`` as a file to take along."""
    report = get_report(get_actor_of(request), name)
    response = HttpResponse(report.pages[speak()])
    if "download" in request.GET:
        response["Content-Disposition"] = f'attachment; filename="{report.name}-{report.made_at:%Y%m%d}.html"'
    return response


@for_staff
@require_POST
def make_again(request: HttpRequest, name: str) -> HttpResponse:
    """Count one report anew, now."""
    from zaizao_city.reform.services.reporting import make_report  # mining is loaded when it is needed

    require_somewhere(get_actor_of(request), "reform.make_evidence")
    report = get_report(get_actor_of(request), name)
    now = get_now()
    source = next((one for one in list_sources(now=now) if one.name == report.name), None)
    if source is not None:
        make_report(source, now=now)
    return redirect("desk:evidence")
