"""My work: by deadline, by chain, by kind; filters in the address; several at once."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from zaizao_city.casework.enums import KindCode
from zaizao_city.casework.selectors.work import count_by_chain, has_offers
from zaizao_city.desk.selectors.people import list_places
from zaizao_city.desk.selectors.worklist import (
    Choice,
    Narrowed,
    list_chains,
    list_rows,
    list_views,
    read_narrowed,
    say_late,
    say_total,
)
from zaizao_city.desk.views.asking import for_staff, get_actor_of, get_now, show
from zaizao_city.desk.views.saving import clean_view, read_saved, write_saved


@for_staff
@require_safe
def show_work(request: HttpRequest) -> HttpResponse:
    """The list of work that is to be done by the reader's organisations."""
    actor, now, narrowed = get_actor_of(request), get_now(), read_narrowed(request.GET.dict())
    rooms = list_places(actor)
    if rooms["admin"] and not rooms["work"]:
        return redirect("desk:admin")
    counts = count_by_chain(actor, now=now)
    context = {
        "work": list_rows(actor, narrowed, now=now, after=request.GET.get("after")),
        "narrowed": narrowed,
        "views": list_views(narrowed, counts=counts, offered=has_offers(actor)),
        "chains": list_chains(narrowed, counts=counts),
        "all_chains": f"?{narrowed.to_query(process='')}",
        "kinds": _list_kinds(narrowed),
        "saved": read_saved(request),
        "total": say_total(counts),
        "late": say_late(counts),
    }
    return show(request, "desk/work.html", context, place="work")


def _list_kinds(narrowed: Narrowed) -> list[Choice]:
    kinds = [("", _("全部")), *((kind.value, str(kind.label)) for kind in KindCode)]
    return [Choice(text, f"?{narrowed.to_query(kind=kind)}", kind == narrowed.kind) for kind, text in kinds]


@for_staff
@require_POST
def save_view(request: HttpRequest) -> HttpResponse:
    """Keep what the list is narrowed to under a name."""
    saved = clean_view(request)
    if saved is None:
        messages.warning(request, _("没有存下：要有名字，也要先筛选。"))
        return redirect("desk:work")
    response = redirect(f"{reverse('desk:work')}?{saved.query}")
    kept = [one for one in read_saved(request) if one.name != saved.name]
    write_saved(request, response, [*kept, saved])
    messages.success(request, _("已存下：{name}").format(name=saved.name))
    return response


@for_staff
@require_POST
def drop_view(request: HttpRequest) -> HttpResponse:
    """Forget a saved filter."""
    response = redirect("desk:work")
    name = request.POST.get("name", "")
    write_saved(request, response, [one for one in read_saved(request) if one.name != name])
    return response
