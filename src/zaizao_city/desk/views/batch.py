"""Several at once: shown once more, then done; each stands or falls for itself."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from zaizao_city.casework.services.grouping import Answer, assign_many, decide_many, dispatch_many, give_many
from zaizao_city.desk.forms.batch import DecideManyForm, DispatchManyForm, GiveManyForm, HandManyForm
from zaizao_city.desk.selectors.batch import Chosen, choose_work, tell_answers
from zaizao_city.desk.selectors.people import list_colleagues
from zaizao_city.desk.views.asking import for_staff, get_actor_of, get_now, read_once, read_whole, show

WAYS = ("decide", "hand", "give")
"""What can be done with several: end them, say who of us does them, give them to another organ."""


@for_staff
@require_POST
def do_many(request: HttpRequest) -> HttpResponse:
    """First what is chosen and what is to be said of it, then, posted again, what it came to."""
    actor, now = get_actor_of(request), get_now()
    ids = [number for text in request.POST.getlist("work") if (number := read_whole(text)) is not None]
    chosen = choose_work(actor, ids, now=now)
    if not chosen.rows:
        return redirect("desk:work")
    way = _choose_way(request, chosen)
    is_sent = "sent" in request.POST
    form = _make_form(request, chosen, way, is_sent=is_sent)
    if not is_sent or not _can_be_done(chosen, way) or not form.is_valid():
        context = {"chosen": chosen, "form": form, "way": way, "count": len(chosen.rows)}
        context["can_be_done"] = _can_be_done(chosen, way)
        return show(request, "desk/batch.html", context, place="work", status=422 if is_sent else 200)
    told = tell_answers(_carry_out(request, form, [row.id for row in chosen.rows], way))
    refused = [one for one in told if one.why]
    context = {"refused": refused, "done": [one for one in told if not one.why], "count": len(told) - len(refused)}
    return show(request, "desk/batch_done.html", {**context, "way": way}, place="work")


def _choose_way(request: HttpRequest, chosen: Chosen) -> str:
    asked = request.POST.get("to", "")
    way = asked if asked in WAYS else "decide"
    return "dispatch" if way == "decide" and chosen.is_dispatch else way


def _can_be_done(chosen: Chosen, way: str) -> bool:
    return way == "hand" or bool(chosen.organs if way == "give" else chosen.is_one_kind)


def _make_form(request: HttpRequest, chosen: Chosen, way: str, *, is_sent: bool) -> forms.Form:
    said = request.POST if is_sent else None
    if way == "hand":
        return HandManyForm(list_colleagues(get_actor_of(request), on=get_now().date()), said)
    if way == "give":
        return GiveManyForm(chosen.organs, said)
    return DispatchManyForm(chosen.organs, said) if way == "dispatch" else DecideManyForm(chosen.outcomes, said)


def _carry_out(request: HttpRequest, form: forms.Form, ids: list[int], way: str) -> list[Answer]:
    said = form.cleaned_data
    by = {"actor": get_actor_of(request), "key": read_once(request), "now": get_now()}
    if way == "hand":
        return assign_many(ids, people=said["people"], **by)
    if way == "give":
        return give_many(ids, to=said["organ"], reason=said["reason"], **by)
    if way == "dispatch":
        return dispatch_many(ids, departments=said["departments"], **by)
    return decide_many(ids, outcome=said.get("outcome") or None, text=said["text"] or _("批量办理"), **by)
