"""The last page of the form: what is missing, the pledges, the promised date day by day; and handing in, once."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from zaizao.units import Limit
from zaizao_city.casework.selectors.draft import NoSuchDraftError, find_draft
from zaizao_city.casework.services.draft import Signature, submit_draft
from zaizao_city.casework.services.pledging import digest_text, write_pledge_text
from zaizao_city.foundation.clock import read_clock
from zaizao_city.foundation.ui.words import speak
from zaizao_city.portal.forms.handing_in import SubmitForm
from zaizao_city.portal.selectors.answers import say_answer
from zaizao_city.portal.selectors.applications import Application, list_usable_results, open_application
from zaizao_city.portal.selectors.deadlines import foresee_deadline
from zaizao_city.portal.selectors.facts import find_promised, find_statutory
from zaizao_city.portal.selectors.notices import list_papers
from zaizao_city.portal.selectors.refusals import NotFinishedError
from zaizao_city.portal.selectors.sections import list_gaps, list_pledged
from zaizao_city.portal.views.asking import read_once


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, process: str) -> HttpResponse:
    """The last look, the pledges, the promised date day by day; and handing in."""
    if request.method == "POST" and (done := _answer_again(request)):
        return done
    now = read_clock()
    application = open_application(request.actor, process, on=now.date())
    if request.method == "POST" and request.POST.get("draft") != str(application.draft.key):
        raise NoSuchDraftError  # the page was of another draft: nothing is sent that was not looked at
    definition, facts = application.thing.definition, application.facts
    gaps = list_gaps(definition, facts, application.draft, application.files, list_usable_results(application))
    texts = {
        name: write_pledge_text(definition, name)
        for name in list_pledged(definition, facts, application.draft, application.files)
    }
    pledged = {name: (definition.materials[name].name.say(speak()), digest_text(text)) for name, text in texts.items()}
    form = SubmitForm(pledged, request.POST or None, signer=request.actor.name, use_required_attribute=False)
    if request.method == "POST" and gaps:
        raise NotFinishedError(missing=_("、").join(gap.name for gap in gaps))
    if request.method == "POST" and form.is_valid():
        return _submit(request, application.draft.key, form)
    limit = _find_limit(application)
    context = {
        "application": application,
        "here": "review",
        "form": form,
        "gaps": [(gap.name, application.address_of(gap.section)) for gap in gaps],
        "pledges": [(pledged[name][0], text.split("\n"), form[f"agree_{name}"]) for name, text in texts.items()],
        "deadline": foresee_deadline(limit[0], kind=limit[1], now=now) if limit is not None else None,
        "pages": _list_filled(application),
        "materials": _list_given(application),
    }
    return render(request, "portal/apply_review.html", context, status=422 if form.errors else 200)


def _find_limit(application: Application) -> tuple[Limit, str] | None:
    """What is promised for the whole or for all items, else what the law sets; and which of the two it is."""
    definition, items = application.thing.definition, application.sheet.items
    promised = application.sheet.promised or find_promised(definition, items)
    statutory = find_statutory(definition, items)
    if promised is not None:
        return promised, "promised"
    return None if statutory is None else (statutory, "statutory")


def _answer_again(request: HttpRequest) -> HttpResponse | None:
    """The same submission sent again, its draft gone: the first answer. None where it is the first."""
    try:
        key = UUID(request.POST.get("draft", ""))
    except ValueError:
        return None
    if find_draft(request.actor, request.resolver_match.kwargs["process"]) is not None:
        return None
    done = submit_draft(key, once_key=read_once(request), actor=request.actor, now=read_clock())
    return redirect("portal:case", done.reference)


def _submit(request: HttpRequest, key: UUID, form: SubmitForm) -> HttpResponse:
    signatures = [
        Signature(name, form.cleaned_data["signed_name"], form.cleaned_data[f"text_{name}"]) for name in form.pledged
    ]
    done = submit_draft(key, once_key=read_once(request), signatures=signatures, actor=request.actor, now=read_clock())
    if not done.repeated:
        messages.success(request, _("已经提交，编号 {reference}。有进展会告诉您。").format(reference=done.reference))
    return redirect("portal:case", done.reference)


def _list_filled(application: Application) -> list[dict[str, Any]]:
    return [
        {
            "title": page.title,
            "address": application.address_of(page.slug),
            "rows": [
                (field.name.say(speak()) if field.name else name, _say(application.facts.get(name)))
                for name, field in page.fields.items()
            ],
        }
        for page in application.sections
    ]


def _say(value: object) -> str:
    if value is None:
        return ""
    return _("、").join(str(one) for one in value) if isinstance(value, list) else say_answer(value)


def _list_given(application: Application) -> list[tuple[str, str]]:
    """Each material with how it is given."""
    words = {"pledge": _("签承诺书"), "later": _("受理后补")}
    ways, files = application.draft.ways, application.files
    said = []
    for paper in list_papers(application.thing.definition, application.facts):
        way = ways.get(paper.material, "")
        if paper.source == "bring":
            given = files[paper.material].name if paper.material in files else words.get(way, way)
            said.append((paper.name.say(speak()), given))
        elif paper.source == "shared":
            said.append((paper.name.say(speak()), _("由政府共享，不用您交")))
    return said
