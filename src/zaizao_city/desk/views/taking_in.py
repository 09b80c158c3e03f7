"""The check list of one case and its ends: accept with gaps and pledges, tell once what is missing, do not accept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from zaizao.net import commands as asked
from zaizao_city.casework.selectors.case_page import CasePage
from zaizao_city.casework.selectors.doable import Doable
from zaizao_city.casework.services.applying import supply_materials
from zaizao_city.casework.services.commands import carry_out
from zaizao_city.casework.services.pledging import digest_text, sign_pledge, write_pledge_text
from zaizao_city.desk.forms.intake import SignForm, TakeInForm, read_marks
from zaizao_city.desk.selectors.acts import Act
from zaizao_city.desk.selectors.intake import count_here, find_intake, list_wanted
from zaizao_city.desk.selectors.matter import list_facts
from zaizao_city.desk.views.asking import for_staff, get_actor_of, get_now, is_done_before, read_once, show, tell
from zaizao_city.desk.views.cases import open_case_page
from zaizao_city.foundation.errors import Refusal
from zaizao_city.foundation.ui.words import speak


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def take_in(request: HttpRequest, reference: str) -> HttpResponse:
    """The materials of the notice as a check list, only those; below it the three ways."""
    page = open_case_page(get_actor_of(request), reference, now=get_now()).page
    work = find_intake(page)
    if request.method != "POST":
        return _show(request, page, work, TakeInForm(initial={"seen": page.length}), {})
    form, marks = TakeInForm(request.POST), read_marks(request.POST.dict())
    if not form.is_valid():
        return _show(request, page, work, form, marks, status=422)
    way = form.cleaned_data["way"]
    if way == "decline" and work is not None and "confirmed" not in request.POST:
        return _confirm(request, page, form)
    try:
        _WAYS[way](request, page, _name_work(page, work), form, marks)
    except Refusal as refusal:
        if not is_done_before(refusal, is_there=work is not None):
            return _show(request, page, work, form, marks, refusal=refusal, status=refusal.status)
    messages.success(
        request, {"accept": _("已受理"), "correct": _("已告知申请人补正"), "decline": _("已作不予受理")}[way]
    )
    return redirect("desk:case", reference=reference)


def _name_work(page: CasePage, work: Doable | None) -> str:
    """The work item; where it is gone, the name it had, so that the service can say who was quicker."""
    first = next((name for name, one in page.definition.activities.items() if one.does == "accept"), "")
    return work.work if work is not None else f"{first}#1"


def _newly_here(page: CasePage, marks: Mapping[str, str]) -> tuple[str, ...]:
    before = {one.name for one in list_wanted(page, {}) if one.is_here}
    return tuple(name for name, mark in marks.items() if mark == "here" and name not in before)


def _accept(request: HttpRequest, page: CasePage, work: str, form: TakeInForm, marks: Mapping[str, str]) -> None:
    said = form.cleaned_data
    command = asked.Complete(
        work, "accepted", text=said["text"] or None, materials=_newly_here(page, marks),
        gaps=_marked(marks, "gap"), pledges=_marked(marks, "pledge"),
    )  # fmt: skip
    carry_out(
        page.case.pk, command, actor=get_actor_of(request), key=read_once(request), now=get_now(), seen=said["seen"]
    )


def _marked(marks: Mapping[str, str], wanted: str) -> tuple[str, ...]:
    return tuple(name for name, mark in marks.items() if mark == wanted)


def _correct(request: HttpRequest, page: CasePage, work: str, form: TakeInForm, marks: Mapping[str, str]) -> None:
    """What lies on the counter is taken in first; then everything that is missing is told, in one notice."""
    said, actor, key, now = form.cleaned_data, get_actor_of(request), read_once(request), get_now()
    here = _newly_here(page, marks)
    if here:
        supply_materials(page.case.pk, materials=here, actor=actor, key=f"{key}-here"[:80], now=now)
    command = asked.RequestCorrection(work, _marked(marks, "missing"), said["reason"])
    carry_out(page.case.pk, command, actor=actor, key=key, now=now, seen=said["seen"])


def _decline(request: HttpRequest, page: CasePage, work: str, form: TakeInForm, marks: Mapping[str, str]) -> None:
    said = form.cleaned_data
    command = asked.Complete(
        work, "not_accepted", reasons=f"{said['why']}\n{said['basis']}", way_forward=said["way_forward"]
    )
    carry_out(
        page.case.pk, command, actor=get_actor_of(request), key=read_once(request), now=get_now(), seen=said["seen"]
    )


_WAYS = {"accept": _accept, "correct": _correct, "decline": _decline}


def _show(
    request: HttpRequest, page: CasePage, work: Doable | None, form: TakeInForm, marks: Mapping[str, str], *,
    refusal: Refusal | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    wanted = list_wanted(page, marks)
    way = form["way"].value() or "accept"
    context: dict[str, Any] = {
        "case": page.case, "work_item": work, "wanted": wanted, "told": count_here(wanted), "form": form,
        "facts": list_facts(page)[:8], "length": page.length, "way": way, "is_corrected": bool(page.notices),
        "refused": tell(refusal) if refusal is not None else None, "visits": page.case.visits,
    }  # fmt: skip
    return show(request, "desk/take_in.html", context, place="intake", status=status)


def _confirm(request: HttpRequest, page: CasePage, form: TakeInForm) -> HttpResponse:
    kept = [(name, value) for name in request.POST for value in request.POST.getlist(name)]
    context = {
        "case": page.case, "slug": "decline", "act": Act("decline", "", _("不予受理")),
        "shown": [(form.fields[name].label, form.cleaned_data[name]) for name in ("why", "basis", "way_forward")],
        "kept": [(name, value) for name, value in kept if name not in {"csrfmiddlewaretoken", "once"}],
        "address": reverse("desk:take-in", args=[page.case.reference]),
    }  # fmt: skip
    return show(request, "desk/confirm.html", context, place="intake")


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def sign(request: HttpRequest, reference: str, material: str) -> HttpResponse:
    """The pledge for one material: its words, and the applicant's name under them."""
    page = open_case_page(get_actor_of(request), reference, now=get_now()).page
    if material not in page.definition.materials:
        return redirect("desk:take-in", reference=reference)
    text = write_pledge_text(page.definition, material)
    form = SignForm(request.POST or None, initial={"digest": digest_text(text)})
    refused = None
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            sign_pledge(
                page.case.pk, material=material, signed_name=said["signed_name"], text_digest=said["digest"],
                actor=get_actor_of(request), key=read_once(request), now=get_now(),
            )  # fmt: skip
        except Refusal as refusal:
            refused = tell(refusal)
        else:
            messages.success(request, _("已签署承诺：{name}").format(name=page.names.material(material)))
            return redirect("desk:take-in", reference=reference)
    name = page.definition.materials[material].name.say(speak())
    context = {"case": page.case, "name": name, "text": text, "form": form, "refused": refused}
    return show(
        request, "desk/sign.html", context, place="intake", status=409 if refused else 422 if form.errors else 200
    )
