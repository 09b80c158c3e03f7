"""Standing in: who does my work while I am away, and whose work I do."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from zaizao_city.desk.forms.acts import list_people
from zaizao_city.desk.forms.batch import MandateForm
from zaizao_city.desk.selectors.people import list_colleagues
from zaizao_city.desk.views.asking import for_staff, get_actor_of, get_now, show, tell
from zaizao_city.foundation.errors import Refusal
from zaizao_city.identity.models import Organisation, Person
from zaizao_city.identity.pages.answering import answer_once
from zaizao_city.identity.selectors.people import list_mandates
from zaizao_city.identity.services.roles import end_mandate, give_mandate


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
@answer_once
def show_stand_ins(request: HttpRequest) -> HttpResponse:
    """The mandates given and held, and a new one."""
    actor, now = get_actor_of(request), get_now()
    own = Organisation.objects.filter(pk__in={held.organisation_id for held in actor.roles if held.lent_by is None})
    people = [pair for pair in list_people(list_colleagues(actor, on=now.date())) if pair[0] != str(actor.person_key)]
    places = [(str(row.pk), row.name) for row in own]
    form = MandateForm(list(dict.fromkeys(people)), places, request.POST or None, today=now.date())
    refused = None
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            give_mandate(
                principal=Person.objects.get(pk=actor.person_id), stand_in=Person.objects.get(key=said["stand_in"]),
                organisation=Organisation.objects.get(pk=said["organisation"]), from_on=said["from_on"],
                until_on=said["until_on"], reason=said["reason"], actor=actor, now=now,
            )  # fmt: skip
        except Refusal as refusal:
            refused = tell(refusal)
        else:
            messages.success(request, _("已委托代理"))
            return redirect("desk:stand-ins")
    mandates = list(list_mandates(actor.person_id, on=now.date()))
    context = {
        "given": [one for one in mandates if one.principal_id == actor.person_id],
        "held": [one for one in mandates if one.stand_in_id == actor.person_id],
        "form": form, "refused": refused, "has_people": bool(people and places),
    }  # fmt: skip
    return show(
        request, "desk/stand_ins.html", context, place="work", status=409 if refused else 422 if form.errors else 200
    )


@for_staff
@require_POST
@answer_once
def end_stand_in(request: HttpRequest, number: int) -> HttpResponse:
    """End a mandate of one's own at once."""
    actor, now = get_actor_of(request), get_now()
    mandate = next((one for one in list_mandates(actor.person_id, on=now.date()) if one.pk == number), None)
    if mandate is None:
        raise Http404
    end_mandate(mandate, actor=actor, now=now)
    messages.success(request, _("代理已结束"))
    return redirect("desk:stand-ins")
