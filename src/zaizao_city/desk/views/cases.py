"""A case: list left, matter in the middle, context right; what can be done is done in place or on a page of its own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from msgspec import Struct

from zaizao.notation import draw_lanes, lanes_table
from zaizao_city.casework.errors import NoSuchCaseError
from zaizao_city.casework.selectors.case_page import CasePage, get_case_page, get_clocks, get_course
from zaizao_city.casework.selectors.cases import get_matter
from zaizao_city.casework.selectors.work import count_open
from zaizao_city.desk.forms.acts import FORMS, About, ActForm
from zaizao_city.desk.selectors.acts import Act, find_act, find_doable, list_acts
from zaizao_city.desk.selectors.deadlines import derive_clocks
from zaizao_city.desk.selectors.matter import show_matter
from zaizao_city.desk.selectors.people import list_colleagues, list_helping
from zaizao_city.desk.selectors.worklist import list_rows, read_narrowed, say_count
from zaizao_city.desk.views.acting import CONFIRMED, Order, do_act
from zaizao_city.desk.views.asking import for_staff, get_actor_of, get_now, is_done_before, read_once, show, tell
from zaizao_city.foundation.errors import Refusal
from zaizao_city.foundation.record.idempotency import is_answered
from zaizao_city.foundation.ui.words import speak
from zaizao_city.identity.actor import Actor


class Offered(Struct, frozen=True):
    """An act with its form, as the page of the case shows it."""

    act: Act
    form: ActForm | None
    address: str
    is_confirmed: bool


class Opened(Struct, frozen=True):
    """A case, opened by its reader: its facts and what can be done."""

    page: CasePage
    acts: Sequence[Act]


def open_case_page(actor: Actor, reference: str, *, now: dt.datetime) -> Opened:
    """The case for its reader.

    Raises:
        NoSuchCaseError: there is none, or it is none of the actor's business.
    """
    page = get_case_page(actor, reference, now=now, language=speak())
    return Opened(page, list_acts(actor, page))


@for_staff
@require_safe
def show_case(request: HttpRequest, reference: str) -> HttpResponse:
    """The page of a case."""
    actor, now = get_actor_of(request), get_now()
    opened = open_case_page(actor, reference, now=now)
    _note_view(request, opened.page)
    context = {
        **describe_list(request, now=now),
        "page": opened.page,
        "case": opened.page.case,
        "matter": show_matter(opened.page, now=now),
        **_offer_acts(opened, actor, now=now),
    }
    return show(request, "desk/case.html", context, place="work")


@for_staff
@require_safe
def show_picture(request: HttpRequest, reference: str) -> HttpResponse:
    """The whole process as swim lanes, with where the case stands, and the same as a table."""
    course = get_course(get_actor_of(request), reference, now=get_now())
    context = {
        "case": course.case,
        "lanes": draw_lanes(course.definition, standing=course.standing, language=speak(), title=""),
        "rows": lanes_table(course.definition, standing=course.standing, language=speak()),
    }
    return show(request, "desk/picture.html", context, place="work")


@for_staff
@require_safe
def show_days(request: HttpRequest, reference: str) -> HttpResponse:
    """Every clock of the case, day by day, with the rules and what they rest on."""
    now = get_now()
    case, clocks = get_clocks(get_actor_of(request), reference, now=now, language=speak())
    context = {"case": case, "clocks": derive_clocks(clocks, now=now)}
    return show(request, "desk/clocks.html", context, place="work")


def describe_list(request: HttpRequest, *, now: dt.datetime) -> dict[str, Any]:
    """The list beside the matter, narrowed as the address says."""
    actor, narrowed = get_actor_of(request), read_narrowed(request.GET.dict())
    return {
        "work": list_rows(actor, narrowed, now=now, after=request.GET.get("after")),
        "narrowed": narrowed,
        "total": say_count(count_open(actor)),
    }


def _note_view(request: HttpRequest, page: CasePage) -> None:
    """Whoever opens somebody's case has seen who it is; that goes to the log of views."""
    applicant = page.case.applicant
    if applicant is not None and applicant.pk != request.actor.person_id:
        request.viewings.note(applicant.key, fields=_("姓名"), matter=page.case.reference, purpose=_("办理"))


def _offer_acts(opened: Opened, actor: Actor, *, now: dt.datetime) -> dict[str, Any]:
    nexts = [act for act in opened.acts if act.is_next]
    needs_people = any(one.officers > 1 for one in opened.page.doable)
    people = list_colleagues(actor, on=now.date()) if needs_people else []
    return {
        "nexts": [_offer(opened.page, act, place, people) for place, act in enumerate(nexts)],
        "others": [_lead_to(opened.page, act) for act in opened.acts if not act.is_next],
    }


def _offer(page: CasePage, act: Act, place: int, people: Any) -> Offered:
    """An act in place, with its form."""
    if act.slug == "intake":
        return Offered(act, None, reverse("desk:take-in", args=[page.case.reference]), is_confirmed=False)
    about = About(page, act.of, find_doable(page, act.of), people)
    form = FORMS[act.slug](about=about, auto_id=f"id_{act.slug}_{place}_%s")
    return Offered(act, form, _act_address(page.case.reference, act.slug), act.slug in CONFIRMED)


def _lead_to(page: CasePage, act: Act) -> Offered:
    """An act on a page of its own."""
    address = f"{_act_address(page.case.reference, act.slug)}?{urlencode({'of': act.of})}"
    if act.slug == "pledge":
        address = reverse("desk:act-on-pledge", args=[act.of, "check"])
    return Offered(act, None, address, act.slug in CONFIRMED)


def _act_address(reference: str, slug: str) -> str:
    return reverse("desk:act", args=[reference, slug])


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def act_on_case(request: HttpRequest, reference: str, slug: str) -> HttpResponse:
    """One act on a page of its own: asked, confirmed where it cannot be undone, carried out; refused without losing a word."""
    if slug not in FORMS:
        raise Http404
    actor, now = get_actor_of(request), get_now()
    try:
        opened = open_case_page(actor, reference, now=now)
    except NoSuchCaseError:
        if not is_answered(read_once(request), actor=actor.account_key):
            raise
        return _go_back(request, reference)  # done before, the answer lost: and with the work the case went elsewhere
    of = (request.POST if request.method == "POST" else request.GET).get("of", "")[:160]
    people = (
        list_helping(opened.page.case, on=now.date()) if slug == "helper" else list_colleagues(actor, on=now.date())
    )
    form = _make_form(request, opened, slug, of, people=people)
    if request.method != "POST":
        return _show_act(request, opened, slug, of, form)
    is_there = find_act(opened.acts, slug, of) is not None
    if not form.is_valid():
        return _show_act(request, opened, slug, of, form, status=422)
    if is_there and slug in CONFIRMED and "confirmed" not in request.POST:
        return _confirm(request, opened, slug, of, form)
    try:
        do_act(slug, Order(opened.page.case.pk, of, form, actor, read_once(request), now))
    except Refusal as refusal:
        if not is_done_before(refusal, is_there=is_there):
            return _show_act(request, opened, slug, of, form, refusal=refusal, status=refusal.status)
    messages.success(request, _("已办：{act}").format(act=_name(opened, slug, of)))
    return _go_back(request, reference)


def _make_form(request: HttpRequest, opened: Opened, slug: str, of: str, *, people: Any) -> ActForm:
    about = About(opened.page, of, find_doable(opened.page, of), people)
    if request.method != "POST":
        return FORMS[slug](about=about)
    return FORMS[slug](request.POST, about=about)


def _name(opened: Opened, slug: str, of: str) -> str:
    act = find_act(opened.acts, slug, of)
    return act.title if act is not None else opened.page.names.work(of) if "#" in of else slug


def _go_back(request: HttpRequest, reference: str) -> HttpResponseRedirect:
    """To the case; to the list of work where the case is no business of theirs any more."""
    query = read_narrowed(request.GET.dict()).to_query()
    try:
        get_matter(get_actor_of(request), reference)
    except NoSuchCaseError:
        address = reverse("desk:work")
    else:
        address = reverse("desk:case", args=[reference])
    return redirect(f"{address}?{query}" if query else address)


def _show_act(
    request: HttpRequest, opened: Opened, slug: str, of: str, form: ActForm, *, refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    act = find_act(opened.acts, slug, of)
    context = {
        "case": opened.page.case, "act": act, "title": _name(opened, slug, of), "form": form, "of": of,
        "refused": tell(refusal) if refusal is not None else None, "is_grave": slug in {"refuse", "revoke-result"},
        "told": [] if act is not None and refusal is None else _list_told(form),
        "length": opened.page.length, "is_confirmed": slug in CONFIRMED,
    }  # fmt: skip
    return show(request, "desk/act.html", context, place="work", status=status)


def _list_told(form: ActForm) -> list[tuple[str, str]]:
    """What was written into a form, to be kept in view where the form cannot be sent any more."""
    words = ("text", "reason", "basis", "way_forward", "remedy", "notice")
    return [(str(form[name].label), form[name].value()) for name in words if name in form.fields and form[name].value()]


def _confirm(request: HttpRequest, opened: Opened, slug: str, of: str, form: ActForm) -> HttpResponse:
    kept = [(name, value) for name in request.POST for value in request.POST.getlist(name)]
    shown = [(field.label, _say_value(field)) for field in form.visible_fields() if field.value()]
    context = {
        "case": opened.page.case, "act": find_act(opened.acts, slug, of), "shown": shown, "slug": slug,
        "kept": [(name, value) for name, value in kept if name not in {"csrfmiddlewaretoken", "once"}],
        "address": _act_address(opened.page.case.reference, slug),
    }  # fmt: skip
    return show(request, "desk/confirm.html", context, place="work")


def _say_value(field: Any) -> str:
    choices = dict(getattr(field.field, "choices", ()))
    values = field.value() if isinstance(field.value(), list) else [field.value()]
    return _("、").join(str(choices.get(value, value)) for value in values)
