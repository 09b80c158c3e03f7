"""Pledges after the decision: to be checked, found true or not; what follows is decided by people (LC5)."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from zaizao_city.casework.enums import PledgeResult
from zaizao_city.casework.models import Pledge
from zaizao_city.casework.selectors.pledges import get_pledge
from zaizao_city.casework.services.pledging import check_pledge, mend_credit, open_revocation, record_credit
from zaizao_city.desk.forms.pledges import CheckForm, CreditForm, MendForm, RevokeForm
from zaizao_city.desk.selectors.pledges import list_holdings, list_pledge_rows, show_pledge_page
from zaizao_city.desk.views.asking import for_staff, get_actor_of, get_now, read_once, show, tell
from zaizao_city.foundation.errors import Refusal

Carrying = Callable[[HttpRequest, Pledge, dict[str, str]], None]


@for_staff
@require_safe
def show_pledges(request: HttpRequest) -> HttpResponse:
    """The pledges the reader's organisation relies on, by the last day of their check."""
    asked = request.GET
    pledges = list_pledge_rows(
        get_actor_of(request), result=asked.get("result", ""), after=asked.get("after"), now=get_now()
    )
    context = {"pledges": pledges, "results": PledgeResult.choices}
    return show(request, "desk/pledges.html", context, place="pledges")


@for_staff
@require_safe
def show_pledge(request: HttpRequest, number: int) -> HttpResponse:
    """One pledge: what was promised in which words, what the check found, and what may follow."""
    actor, now = get_actor_of(request), get_now()
    pledge = get_pledge(actor, number)
    request.viewings.note(pledge.signed_by.key, fields=_("姓名"), matter=pledge.case.reference, purpose=_("承诺核查"))
    return show(request, "desk/pledge.html", {"page": show_pledge_page(actor, pledge, now=now)}, place="pledges")


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def act_on_pledge(request: HttpRequest, number: int, slug: str) -> HttpResponse:
    """One act on a page of its own; refused with its words kept."""
    actor, now = get_actor_of(request), get_now()
    pledge = get_pledge(actor, number)
    page = show_pledge_page(actor, pledge, now=now)
    act = next((one for one in page.acts if one.slug == slug), None)
    if act is None and request.method != "POST":
        raise Http404
    form = _build_form(slug, pledge, request)
    refused, status = None, 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                _ACTS[slug](request, pledge, form.cleaned_data)
            except Refusal as refusal:
                refused, status = tell(refusal), refusal.status
            else:
                return redirect("desk:pledge", number=number)
    context = {"page": page, "act": act, "form": form, "refused": refused}
    return show(request, "desk/pledge_act.html", context, place="pledges", status=status)


def _build_form(slug: str, pledge: Pledge, request: HttpRequest) -> forms.Form:
    given = request.POST if request.method == "POST" else None
    if slug == "revoke":
        return RevokeForm(given, holdings=list_holdings(pledge))
    if slug not in _FORMS:
        raise Http404
    return _FORMS[slug](given)


def _check(request: HttpRequest, pledge: Pledge, said: dict[str, str]) -> None:
    kept = said["kept"] == "yes"
    check_pledge(pledge.pk, kept=kept, finding=said["finding"], actor=get_actor_of(request), now=get_now())


def _revoke(request: HttpRequest, pledge: Pledge, said: dict[str, str]) -> None:
    open_revocation(
        pledge.pk, result=said["result"], ground=said["ground"], actor=get_actor_of(request), key=read_once(request),
        now=get_now(),
    )  # fmt: skip


def _record(request: HttpRequest, pledge: Pledge, said: dict[str, str]) -> None:
    record_credit(pledge.pk, reason=said["reason"], basis=said["basis"], actor=get_actor_of(request), now=get_now())


def _mend(request: HttpRequest, pledge: Pledge, said: dict[str, str]) -> None:
    mend_credit(pledge.credit_entry.pk, reason=said["reason"], actor=get_actor_of(request), now=get_now())


_FORMS: dict[str, type[forms.Form]] = {"check": CheckForm, "credit": CreditForm, "mend": MendForm}
_ACTS: dict[str, Carrying] = {"check": _check, "revoke": _revoke, "credit": _record, "mend": _mend}
