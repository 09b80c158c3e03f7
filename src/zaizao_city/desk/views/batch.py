"""Several at once: shown once more, then done; each stands or falls for itself."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from zaizao_city.casework.services.grouping import Answer, assign_many, decide_many
from zaizao_city.desk.forms.batch import DecideManyForm, HandManyForm
from zaizao_city.desk.selectors.batch import Chosen, choose_work, tell_answers
from zaizao_city.desk.selectors.people import list_colleagues
from zaizao_city.desk.views.asking import for_staff, get_actor_of, get_now, read_once, read_whole, show


@for_staff
@require_POST
def do_many(request: HttpRequest) -> HttpResponse:
    """First what is chosen and what is to be said of it, then, posted again, what it came to."""
    actor, now = get_actor_of(request), get_now()
    ids = [number for text in request.POST.getlist("work") if (number := read_whole(text)) is not None]
    chosen = choose_work(actor, ids, now=now)
    is_hand = request.POST.get("to") == "hand"
    if not chosen.rows:
        return redirect("desk:work")
    is_sent = "sent" in request.POST
    form = _make_form(request, chosen, is_hand=is_hand, is_sent=is_sent)
    if not is_sent or not form.is_valid() or not (is_hand or chosen.is_one_kind):
        context = {"chosen": chosen, "form": form, "is_hand": is_hand, "count": len(chosen.rows)}
        return show(request, "desk/batch.html", context, place="work", status=422 if is_sent else 200)
    told = tell_answers(_carry_out(request, form, [row.id for row in chosen.rows], is_hand=is_hand))
    refused = [one for one in told if one.why]
    context = {"refused": refused, "done": [one for one in told if not one.why], "count": len(told) - len(refused)}
    return show(request, "desk/batch_done.html", context, place="work")


def _make_form(request: HttpRequest, chosen: Chosen, *, is_hand: bool, is_sent: bool) -> DecideManyForm | HandManyForm:
    said = request.POST if is_sent else None
    if is_hand:
        return HandManyForm(list_colleagues(get_actor_of(request), on=get_now().date()), said)
    return DecideManyForm(chosen.outcomes, said)


def _carry_out(
    request: HttpRequest, form: DecideManyForm | HandManyForm, ids: list[int], *, is_hand: bool
) -> list[Answer]:
    said, actor, key, now = form.cleaned_data, get_actor_of(request), read_once(request), get_now()
    if is_hand:
        return assign_many(ids, people=said["people"], actor=actor, key=key, now=now)
    text = said["text"] or _("批量办理")
    return decide_many(ids, outcome=said.get("outcome") or None, text=text, actor=actor, key=key, now=now)  # type: ignore[arg-type]
