"""The one form: where, the fields page by page, the materials, a last look, and handing in. Saved at every step."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from zaizao_city.casework.selectors.cases import find_last_territory
from zaizao_city.casework.selectors.draft import NoSuchDraftError, find_draft
from zaizao_city.casework.selectors.territories import list_territories
from zaizao_city.casework.services.draft import (
    attach_file,
    begin_draft,
    choose_ways,
    discard_draft,
    save_facts,
)
from zaizao_city.foundation.clock import read_clock
from zaizao_city.foundation.errors import Refusal
from zaizao_city.foundation.ui.attempts import mark_attempt
from zaizao_city.foundation.ui.words import speak
from zaizao_city.portal.forms.asking import DefinedForm, show_initial
from zaizao_city.portal.forms.handing_in import MaterialsForm, PlaceForm
from zaizao_city.portal.selectors.answers import read_answers, write_query
from zaizao_city.portal.selectors.applications import Application, list_usable_results, open_application
from zaizao_city.portal.selectors.refusals import NoPlaceError
from zaizao_city.portal.selectors.sections import (
    find_enterprise,
    list_known,
    list_prefilled,
)
from zaizao_city.portal.selectors.things import get_thing, list_places

EITHER = ["GET", "HEAD", "POST"]


@never_cache
@login_required
@require_http_methods(EITHER)
def start(request: HttpRequest, process: str) -> HttpResponse:
    """Where it is done, what is known already; or the draft there is, to go on with."""
    now = read_clock()
    thing = get_thing(process, on=now.date())
    places = list_places(thing, list_territories(thing.definition))
    if not places:
        raise NoPlaceError(process=thing.name)
    draft = find_draft(request.actor, process)
    answers = read_answers(thing.definition, request.GET.dict())
    last = find_last_territory(request.actor)
    form = PlaceForm(places, request.POST or None, last=last, use_required_attribute=False)
    if request.method == "POST" and (draft is not None or form.is_valid()):
        place = draft.territory if draft is not None else form.cleaned_data["territory"]
        proposed = {} if draft is not None else list_prefilled(thing.definition, request.user.person)
        begin_draft(
            process=process, digest=thing.version.digest, territory=place, facts={**proposed, **answers},
            actor=request.actor, now=now,
        )  # fmt: skip
        return _go_on(request, process, after=None)
    context = {
        "thing": thing,
        "form": form,
        "draft": draft,
        "known": list_known(thing.definition, request.user.person, find_enterprise(request.actor)),
        "query": write_query(answers),
        "only": places[0] if len(places) == 1 else None,
    }
    return render(request, "portal/apply_start.html", context, status=422 if form.errors and draft is None else 200)


def _open(request: HttpRequest, process: str) -> Application:
    return open_application(request.actor, process, on=read_clock().date())


def _go_on(request: HttpRequest, process: str, *, after: str | None) -> HttpResponse:
    """The page after this one, as the facts stand now."""
    slugs = [step.slug for step in _open(request, process).steps]
    place = slugs.index(after) + 1 if after in slugs else 0
    return redirect(_open(request, process).address_of(slugs[min(place, len(slugs) - 1)]))


@never_cache
@login_required
@require_http_methods(EITHER)
def fill_in(request: HttpRequest, process: str, section: str) -> HttpResponse:
    """One page of fields. What is right is saved even where something else is wrong."""
    application = _open(request, process)
    page = next((one for one in application.sections if one.slug == section), None)
    if page is None:
        raise Http404
    initial = show_initial({name: value for name, value in application.facts.items() if name in page.fields})
    form = DefinedForm(page.fields, request.POST or None, initial=initial, use_required_attribute=False)
    if request.method == "POST":
        is_valid = form.is_valid()
        save_facts(
            application.draft.key, facts=form.cleaned_data, definition=application.thing.definition,
            actor=request.actor, now=read_clock(),
        )  # fmt: skip
        if "later" in request.POST:
            messages.success(request, _("已经存好，随时可以接着填。"))
            return redirect("portal:cases")
        if is_valid:
            return _go_on(request, process, after=section)
    context = {"application": application, "form": form, "here": section, "page": page}
    if page is application.sections[0]:
        context["known"] = list_known(application.thing.definition, request.user.person, application.draft.enterprise)
    return render(request, "portal/apply_section.html", context, status=422 if form.errors else 200)


@never_cache
@login_required
@require_http_methods(EITHER)
def hand_in(request: HttpRequest, process: str) -> HttpResponse:
    """The materials: uploaded, pledged, later, or an issued result. Each file is kept as it comes."""
    application = _open(request, process)
    usable = list_usable_results(application)
    form = MaterialsForm(
        application.bring, usable, request.POST or None, request.FILES or None,
        initial={f"way_{name}": way for name, way in application.draft.ways.items()}, use_required_attribute=False,
    )  # fmt: skip
    if request.method == "POST":
        is_valid = form.is_valid() and _keep_files(request, application, form)
        if form.is_bound and hasattr(form, "cleaned_data"):
            choose_ways(application.draft.key, ways=form.list_ways(), actor=request.actor, now=read_clock())
        if "later" in request.POST:
            messages.success(request, _("已经存好，随时可以接着填。"))
            return redirect("portal:cases")
        if is_valid and "stay" not in request.POST:
            return _go_on(request, process, after="materials")
        application = _open(request, process)
    context = {
        "application": application,
        "form": form,
        "here": "materials",
        "entries": _list_entries(application, form),
        "shared": [p.name.say(speak()) for p in application.papers if p.source == "shared"],
    }
    return render(request, "portal/apply_materials.html", context, status=422 if form.errors else 200)


def _keep_files(request: HttpRequest, application: Application, form: MaterialsForm) -> bool:
    """Keep every file that can be kept; the others are said to be refused, each at its place."""
    for material, upload in form.list_uploads().items():
        try:
            attach_file(application.draft.key, material=material, upload=upload, actor=request.actor, now=read_clock())
        except NoSuchDraftError:
            raise
        except Refusal as refusal:
            mark_attempt(request, code=refusal.code, status=refusal.status)
            form.add_error(f"file_{material}", " ".join(refusal.tell()))
    return not form.errors


def _list_entries(application: Application, form: MaterialsForm) -> list[dict[str, Any]]:
    files = application.files
    return [
        {
            "paper": paper,
            "name": paper.name.say(speak()),
            "file": files.get(paper.material),
            "way": form[f"way_{paper.material}"] if f"way_{paper.material}" in form.fields else None,
            "upload": form[f"file_{paper.material}"],
        }
        for paper in application.bring
    ]


@never_cache
@login_required
@require_http_methods(EITHER)
def discard(request: HttpRequest, process: str) -> HttpResponse:
    """Throw the draft away, after asking once more."""
    draft = find_draft(request.actor, process)
    if draft is None:
        raise NoSuchDraftError
    if request.method == "POST":
        discard_draft(draft.key, actor=request.actor, now=read_clock())
        messages.success(request, _("已经丢掉，什么都没有提交。"))
        return redirect(reverse("portal:thing", args=[process]))
    thing = get_thing(process, on=read_clock().date())
    return render(request, "portal/discard.html", {"thing": thing, "draft": draft})
