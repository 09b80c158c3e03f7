"""My matters: the list; one case with its progress, next step and record; supplying, saying something, taking back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from zaizao_city.casework.enums import CaseStatus
from zaizao_city.casework.selectors.case_page import CasePage, get_case_page
from zaizao_city.casework.selectors.cases import list_own_cases
from zaizao_city.casework.selectors.draft import list_drafts
from zaizao_city.casework.selectors.helping import get_helper
from zaizao_city.casework.selectors.stuck import (
    OVERDUE,
    REFUSED,
    RETURNED,
    STILL,
    find_grounds,
    find_open_review,
)
from zaizao_city.casework.selectors.work import list_work_of_applicant
from zaizao_city.casework.services.applying import comment_case, withdraw_case
from zaizao_city.casework.services.reviewing import ask_for_review
from zaizao_city.casework.services.uploading import hand_in_files
from zaizao_city.foundation.clock import read_clock
from zaizao_city.foundation.errors import Refusal
from zaizao_city.foundation.ui.attempts import mark_attempt
from zaizao_city.foundation.ui.words import speak
from zaizao_city.portal.forms.handing_in import StuckForm, SupplyForm, WithdrawForm, WordsForm
from zaizao_city.portal.selectors.deadlines import show_clock, tell_clock
from zaizao_city.portal.selectors.matters import describe_drafts, describe_row, require_own
from zaizao_city.portal.selectors.messages import list_case_messages
from zaizao_city.portal.selectors.papers import list_papers
from zaizao_city.portal.selectors.progress import NextStep, choose_clock, find_next, make_ribbon, say_headline
from zaizao_city.portal.selectors.record import list_entries
from zaizao_city.portal.selectors.results import describe_results
from zaizao_city.portal.views.asking import read_once

EITHER = ["GET", "HEAD", "POST"]
GROUNDS = {
    REFUSED: gettext_lazy("有事项没有批准"),
    RETURNED: gettext_lazy("退回来要您补正"),
    OVERDUE: gettext_lazy("超过了说好的期限"),
    STILL: gettext_lazy("好几个工作日没有动静"),
}
"""In what a case is stuck, as its applicant would say it."""


@never_cache
@login_required
@require_safe
def list_mine(request: HttpRequest) -> HttpResponse:
    """One's own cases, newest first, and what one began to fill in."""
    now = read_clock()
    page = list_own_cases(request.actor, after=request.GET.get("after"))
    waiting = {work.case_id for work in list_work_of_applicant(request.actor)}
    context = {
        "place": "cases",
        "drafts": describe_drafts(list_drafts(request.actor)),
        "rows": [describe_row(case, waiting=waiting, now=now) for case in page.rows],
        "later": f"?after={page.after}" if page.after else "",
    }
    return render(request, "portal/cases.html", context)


@never_cache
@login_required
@require_safe
def show_case(request: HttpRequest, reference: str) -> HttpResponse:
    """Where the case stands, until when, what comes next, what was said, what was issued."""
    page = _get_page(request, reference)
    step = find_next(page)
    return _show(request, page, step, SupplyForm(_name(step), use_required_attribute=False))


def _get_page(request: HttpRequest, reference: str) -> CasePage:
    page = get_case_page(request.actor, reference, now=read_clock(), language=speak())
    require_own(page)
    return page


def _name(step: NextStep) -> dict[str, str]:
    return {one.material: one.name for one in step.wanted}


def _show(request: HttpRequest, page: CasePage, step: NextStep, form: SupplyForm, *, status: int = 200) -> HttpResponse:
    now = read_clock()
    clock = choose_clock(page.clocks)
    context: dict[str, Any] = {
        "place": "cases",
        "page": page,
        "case": page.case,
        "step": step,
        "form": form,
        "words": WordsForm(use_required_attribute=False),
        "headline": say_headline(page, step),
        "deadline": show_clock(clock, now=now) if clock is not None else None,
        "ribbon": make_ribbon(page),
        "clocks": [tell_clock(one) for one in page.clocks if one.kind == "statutory"],
        "said": list_case_messages(request.actor, page.case.reference),
        "entries": list_entries(page),
        "results": describe_results(page.results),
        "papers": list_papers(page),
        "is_open": page.case.status == CaseStatus.OPEN,
        "is_stuck": bool(find_grounds(page.matter, now=now)),
        "helper": get_helper(page.case, on=now.date()) if page.case.status == CaseStatus.OPEN else None,
    }
    return render(request, "portal/case.html", context, status=status)


@never_cache
@login_required
@require_safe
def show_days(request: HttpRequest, reference: str) -> HttpResponse:
    """Every limit of the case day by day, with the rules it was counted by."""
    page = _get_page(request, reference)
    now = read_clock()
    counted = [one for one in page.clocks if one.kind != "activity"]
    clocks = [
        (_("整件事") if one.what == "case" else one.name, show_clock(one, now=now, is_open=True)) for one in counted
    ]
    return render(request, "portal/days.html", {"place": "cases", "case": page.case, "clocks": clocks})


@never_cache
@login_required
@require_http_methods(EITHER)
def supply(request: HttpRequest, reference: str) -> HttpResponse:
    """Hand in what the notice names, or what was to follow."""
    if request.method != "POST":
        return redirect("portal:case", reference)
    page = _get_page(request, reference)
    step = find_next(page)
    if not step.wanted:
        return redirect("portal:case", reference)
    form = SupplyForm(_name(step), request.POST, request.FILES, use_required_attribute=False)
    if form.is_valid():
        try:
            hand_in_files(
                page.case.pk, uploads=form.list_uploads(), actor=request.actor, key=read_once(request), now=read_clock()
            )
        except Refusal as refusal:
            mark_attempt(request, code=refusal.code, status=refusal.status)
            form.add_error(None, " ".join(refusal.tell()))
        else:
            messages.success(request, _("已经收到您补交的材料。"))
            return redirect("portal:case", reference)
    return _show(request, page, step, form, status=422)


@never_cache
@login_required
@require_http_methods(EITHER)
def say(request: HttpRequest, reference: str) -> HttpResponse:
    """Say something to who has the case; it stays in the record."""
    page = _get_page(request, reference)
    form = WordsForm(request.POST or None, use_required_attribute=False)
    if request.method == "POST" and form.is_valid():
        comment_case(
            page.case.pk, text=form.cleaned_data["text"], actor=request.actor, key=read_once(request), now=read_clock()
        )
        messages.success(request, _("已经转给办理的人。"))
        return redirect("portal:case", reference)
    context = {"place": "cases", "case": page.case, "form": form}
    return render(request, "portal/say.html", context, status=422 if form.errors else 200)


@never_cache
@login_required
@require_http_methods(EITHER)
def ask_review(request: HttpRequest, reference: str) -> HttpResponse:
    """Have somebody who had no part in it look at a matter that is stuck (办不成事); or say who looks at it already."""
    page, now = _get_page(request, reference), read_clock()
    form = StuckForm(request.POST or None, use_required_attribute=False)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data["complaint"]
        try:
            review = ask_for_review(page.case.pk, complaint=said, actor=request.actor, key=read_once(request), now=now)
        except Refusal as refusal:
            mark_attempt(request, code=refusal.code, status=refusal.status)
            form.add_error(None, " ".join(refusal.tell()))
        else:
            messages.success(request, _("已经请别人复核，编号 {review}。").format(review=review))
            return redirect("portal:case", reference)
    context = {
        "place": "cases", "case": page.case, "form": form,
        "grounds": [GROUNDS[name] for name in find_grounds(page.matter, now=now)],
        "review": find_open_review(page.case),
    }  # fmt: skip
    return render(request, "portal/stuck.html", context, status=422 if form.errors else 200)


@never_cache
@login_required
@require_http_methods(EITHER)
def withdraw(request: HttpRequest, reference: str) -> HttpResponse:
    """Take the application back, after asking once more."""
    page = _get_page(request, reference)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"].strip() or None
        withdraw_case(page.case.pk, actor=request.actor, key=read_once(request), now=read_clock(), reason=reason)
        messages.success(request, _("已经撤回。已作出的决定不受影响。"))
        return redirect("portal:case", reference)
    decided = [page.names.item(one.item) for one in page.decisions if one.outcome]
    context = {"place": "cases", "case": page.case, "form": form, "decided": decided}
    return render(request, "portal/withdraw.html", context, status=422 if form.errors else 200)
