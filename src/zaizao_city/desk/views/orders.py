"""The second kind of matter: what people report, and what departments take or refuse; and the reviews of refusals."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_safe

from zaizao_city.casework.enums import CaseStatus, Channel
from zaizao_city.casework.services.opening import Opening, open_case
from zaizao_city.casework.services.own_processes import HOTLINE, ensure_process
from zaizao_city.desk.forms.defined import add_fields, read_facts
from zaizao_city.desk.selectors.caselists import list_categories, list_helped, list_orders, list_reviews
from zaizao_city.desk.selectors.intake import get_process, list_form_fields
from zaizao_city.desk.views.asking import for_staff, get_actor_of, get_now, read_once, show, tell
from zaizao_city.foundation.errors import Refusal
from zaizao_city.identity.enums import OrganisationKind
from zaizao_city.identity.models import Organisation
from zaizao_city.identity.selectors.permissions import actor_may_somewhere, require_somewhere


@for_staff
@require_safe
def show_orders(request: HttpRequest) -> HttpResponse:
    """Hotline orders, newest first."""
    actor, now = get_actor_of(request), get_now()
    require_somewhere(actor, "casework.read_orders")
    context = {
        "cases": list_orders(actor, request.GET.dict(), now=now),
        "categories": list_categories(now=now),
        "statuses": CaseStatus.choices,
        "may_open": actor_may_somewhere(actor, "casework.open_order"),
    }
    return show(request, "desk/orders.html", context, place="orders")


@for_staff
@require_safe
def show_reviews(request: HttpRequest) -> HttpResponse:
    """Every refusal is looked at by somebody else: what waits, what was found (JN15)."""
    cases = list_reviews(get_actor_of(request), request.GET.dict(), now=get_now())
    return show(request, "desk/reviews.html", {"cases": cases, "statuses": CaseStatus.choices}, place="reviews")


@for_staff
@require_safe
def show_helped(request: HttpRequest) -> HttpResponse:
    """The cases that the reader helps through from beginning to end (帮办)."""
    cases = list_helped(get_actor_of(request), request.GET.dict(), now=get_now())
    return show(request, "desk/helped.html", {"cases": cases, "statuses": CaseStatus.choices}, place="helped")


class OrderForm(forms.Form):
    """What somebody reports, as the definition asks it."""


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def take_down(request: HttpRequest) -> HttpResponse:
    """Take down what somebody reports."""
    actor, now = get_actor_of(request), get_now()
    require_somewhere(actor, "casework.open_order")
    ensure_process(HOTLINE, now=now)
    paths = [prefix for held in actor.roles for prefix in _list_above(held.organisation_path)]
    territory = Organisation.objects.filter(path__in=paths, kind=OrganisationKind.TERRITORY).order_by("-path").first()
    form = OrderForm(request.POST or None)
    add_fields(form, list_form_fields(get_process(HOTLINE, on=now.date(), territory=territory), {}))
    refused, status = None, 200
    if request.method == "POST":
        status = 422
        if form.is_valid() and territory is not None:
            opening = Opening(process=HOTLINE, territory=territory, facts=read_facts(form), channel=Channel.HOTLINE)
            try:
                done = open_case(opening, actor=actor, key=read_once(request), now=now)
            except Refusal as refusal:
                refused, status = tell(refusal), refusal.status
            else:
                return redirect("desk:case", reference=done.reference)
    context = {
        "form": form, "refused": refused, "title": _("登记工单"), "act": _("登记"), "is_placed": territory,
        "hint": _("用来电人的话写，先说什么事、在哪里。"), "back": "desk:orders", "back_name": pgettext("list", "热线工单"),
    }  # fmt: skip
    return show(request, "desk/form.html", context, place="orders", status=status)


def _list_above(path: str) -> list[str]:
    parts = path.strip("/").split("/")
    return ["/".join(parts[: count + 1]) + "/" for count in range(len(parts))]
