"""The window: what waits, any item opened for whoever stands there, the check list, and how taking in ends."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from zaizao.definition import ProcessDefinition
from zaizao_city.casework.enums import Channel
from zaizao_city.casework.services.opening import Opening, open_case
from zaizao_city.casework.services.visiting import count_visit
from zaizao_city.catalogue.selectors.definitions import list_in_force
from zaizao_city.desk.forms.defined import read_facts
from zaizao_city.desk.forms.intake import ApplicantForm, QuestionForm
from zaizao_city.desk.selectors.intake import (
    Place,
    find_counter,
    find_processes,
    find_territory,
    get_process,
    list_asked,
    list_choices,
    list_form_fields,
    list_questions,
    list_taken_in_rows,
    list_waiting,
)
from zaizao_city.desk.views.asking import for_staff, get_actor_of, get_now, read_once, show, tell
from zaizao_city.foundation.errors import Refusal
from zaizao_city.foundation.ui.words import speak
from zaizao_city.identity.actor import Actor
from zaizao_city.identity.models import Person
from zaizao_city.identity.selectors.people import find_person_by_number
from zaizao_city.identity.selectors.permissions import actor_may, require_somewhere
from zaizao_city.identity.services.names import is_same_name
from zaizao_city.identity.services.people import register_person

LONGEST, CHAINS = 60, 12


@for_staff
@require_safe
def show_intake(request: HttpRequest) -> HttpResponse:
    """What waits to be accepted, and the way to open any item for somebody at the counter."""
    actor, now = get_actor_of(request), get_now()
    require_somewhere(actor, "casework.accept_case")
    words = " ".join(request.GET.get("words", "").split())[:LONGEST]
    chains = list_in_force(on=now.date()).filter(kind="chain").defer("source").order_by("name")[:CHAINS]
    context = {
        "waiting": list_waiting(actor, now=now, after=request.GET.get("after")),
        "words": words,
        "found": find_processes(words) if words else [],
        "chains": chains,
        "taken_in": list_taken_in_rows(actor),
        "may_give_accounts": actor_may(actor, "identity.open_citizen_account"),
    }
    return show(request, "desk/intake.html", context, place="intake")


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def open_at_window(request: HttpRequest, process: str) -> HttpResponse:
    """Open a case for whoever stands at the counter: first what decides the list, then the applicant and the list."""
    actor, now = get_actor_of(request), get_now()
    require_somewhere(actor, "casework.accept_case")
    place, definition = _choose_place(request, process, actor, on=now.date())
    facts, question = _read_questions(request, definition)
    if question is not None:
        return _ask(request, definition, question, place)
    form = ApplicantForm(list_form_fields(definition, facts), request.POST if request.method == "POST" else None)
    status, refused = 200, None
    if request.method == "POST":
        status = 422
        if form.is_valid() and place.territory is not None:
            try:
                return _open(request, definition, facts, form, place, now=now)
            except Refusal as refusal:
                status, refused = refusal.status, tell(refusal)
    return _show_form(request, definition, facts, form, place, refused=refused, status=status)


def _choose_place(request: HttpRequest, process: str, actor: Actor, *, on: dt.date) -> tuple[Place, ProcessDefinition]:
    """Where the case is to be decided (the window's own territory, unless the address names another), and by what."""
    own, counter = find_territory(actor), find_counter(actor)
    definition = get_process(process, on=on, territory=own)
    choices = list_choices(definition, own, counter)
    chosen = next((one for one in choices if one.code == request.GET.get("territory")), own)
    if chosen is not None and chosen != own:
        definition = get_process(process, on=on, territory=chosen)
    return Place(chosen, own, counter, choices), definition


def _show_form(
    request: HttpRequest, definition: ProcessDefinition, facts: Mapping[str, object], form: ApplicantForm,
    place: Place, *, refused: dict[str, str] | None = None, status: int,
) -> HttpResponse:  # fmt: skip
    context = {
        "definition": definition, "name": definition.name.say(speak()), "form": form, "refused": refused,
        "asked": list_asked(definition, facts), "here": set(request.POST.getlist("here")), "place_chosen": place,
        "is_placed": place.territory, "kept": _list_kept(request),
    }  # fmt: skip
    return show(request, "desk/open.html", context, place="intake", status=status)


def _list_kept(request: HttpRequest) -> list[tuple[str, str]]:
    """What the address says beside the territory, for the form that chooses another."""
    return [(name, value) for name, value in request.GET.items() if name != "territory"]


def _read_questions(
    request: HttpRequest, definition: ProcessDefinition
) -> tuple[dict[str, object], QuestionForm | None]:
    """The answers in the address, and the form that asks what they leave open."""
    facts: dict[str, object] = {}
    while fields := list_questions(definition, facts):
        answered = any(f"fact-{name}" in request.GET for name in fields)
        form = QuestionForm(fields, request.GET if answered else None)
        if not answered or not form.is_valid():
            return facts, form
        facts |= read_facts(form)
    return facts, None


def _ask(request: HttpRequest, definition: ProcessDefinition, question: QuestionForm, place: Place) -> HttpResponse:
    kept = [(name, value) for name, value in request.GET.items() if name not in question.fields]
    context = {
        "name": definition.name.say(speak()), "form": question, "kept": kept, "place_chosen": place,
    }  # fmt: skip
    return show(request, "desk/questions.html", context, place="intake", status=422 if question.is_bound else 200)


def _open(
    request: HttpRequest, definition: ProcessDefinition, facts: Mapping[str, object], form: ApplicantForm, place: Place,
    *, now: dt.datetime,
) -> HttpResponse:  # fmt: skip
    actor, key = get_actor_of(request), read_once(request)
    person = _find_or_register(form, actor, now=now)
    if person is None:
        form.add_error(
            "name",
            _(
                "这个号码登记的是另一个姓名，请对照证件核对；没有抄错的，请系统管理员在“管理 › 人员”里按身份证号码找到此人，更正姓名。"
            ),
        )
        return _show_form(request, definition, facts, form, place, status=422)
    assert place.territory is not None
    asked = {name for name, _called, _basis in list_asked(definition, facts)}
    opening = Opening(
        process=definition.process, territory=place.territory, facts={**facts, **read_facts(form)},
        materials=tuple(name for name in request.POST.getlist("here") if name in asked), applicant_id=person.pk,
        channel=Channel.WINDOW, counter=place.counter,
    )  # fmt: skip
    done = open_case(opening, actor=actor, key=key, now=now)
    if form.cleaned_data["visited"]:
        count_visit(done.case_id, reason=_("到窗口申请"), actor=actor, key=f"{key}-visit", now=now)
    if place.is_elsewhere:
        said = _("已收件，编号 {reference}。由{territory}受理和决定，进度看“代收的”。")
        messages.success(request, said.format(reference=done.reference, territory=place.territory.name))
        return redirect("desk:intake")
    messages.success(request, _("已收件，编号 {reference}").format(reference=done.reference))
    return redirect("desk:take-in", reference=done.reference)


def _find_or_register(form: ApplicantForm, actor: Actor, *, now: dt.datetime) -> Person | None:
    """The person with that number, registered now if nobody is; none where the name is another's."""
    said: dict[str, Any] = form.cleaned_data
    found = find_person_by_number(said["number"])
    if found is None:
        return register_person(name=said["name"], number=said["number"], mobile=said["mobile"], actor=actor, now=now)
    return found if is_same_name(found.name, said["name"]) else None
