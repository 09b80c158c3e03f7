"""Who acts here: which organisation is which organ of the processes, territory by territory; the system administrator's."""

from __future__ import annotations

from collections import Counter

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from zaizao_city.casework.selectors.seats import Acting, list_acting, list_candidates, list_standing
from zaizao_city.casework.services.seating import seat_organs, unseat_organ
from zaizao_city.desk.forms.seats import NOBODY, Group, SeatForm
from zaizao_city.desk.selectors.wording import say_organisation
from zaizao_city.desk.views.asking import for_staff, get_actor_of, get_now, show, tell
from zaizao_city.foundation.errors import Refusal
from zaizao_city.identity.enums import OrganisationKind
from zaizao_city.identity.models import Organisation
from zaizao_city.identity.pages.answering import answer_once
from zaizao_city.identity.selectors.permissions import require

PERMISSION = "casework.seat_organs"


@for_staff
@require_safe
def list_seated(request: HttpRequest) -> HttpResponse:
    """The city and its districts, each with how many organs nobody is."""
    require(get_actor_of(request), PERMISSION)
    return show(request, "desk/seats_everywhere.html", {"rows": list_standing(on=get_now().date())}, place="admin")


@for_staff
@require_safe
def show_seats(request: HttpRequest, code: str) -> HttpResponse:
    """Every organ that the processes in force need in a territory, and who it is."""
    row = _get_territory(request, code)
    acting = list_acting(row, on=get_now().date())
    needed = [one for one in acting if one.need.is_needed]
    names = Counter(one.name for one in acting)
    context = {
        "row": row, "twice": {name for name, count in names.items() if count > 1}, "needed": needed,
        "asked": [one for one in acting if not one.need.is_needed], "lacking": sum(one.is_lacking for one in needed),
    }  # fmt: skip
    return show(request, "desk/seats.html", context, place="admin")


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
@answer_once
def change_seat(request: HttpRequest, code: str, organ: str) -> HttpResponse:
    """Say who is one organ, or leave it to the territory above."""
    row = _get_territory(request, code)
    one = _find_organ(row, organ)
    held = one.own.code if one.own else NOBODY
    form, refused = _make_form(request, row, one), None
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["organisation"]
        organisation = Organisation.objects.exclude(kind=OrganisationKind.TERRITORY).filter(code=chosen).first()
        if chosen == held:
            messages.success(request, _("没有变化：{organ}").format(organ=one.name))
            return redirect("desk:seats", code=code)
        if chosen != NOBODY and organisation is None:
            form.add_error("organisation", _("没有这个编码的单位。"))
        else:
            try:
                _carry_out(request, row, one, organisation)
            except Refusal as refusal:
                refused = tell(refusal)
            else:
                return redirect("desk:seats", code=code)
    context = {"row": row, "one": one, "form": form, "refused": refused}
    status = 409 if refused else 422 if form.errors else 200
    return show(request, "desk/seat.html", context, place="admin", status=status)


def _get_territory(request: HttpRequest, code: str) -> Organisation:
    row: Organisation = get_object_or_404(Organisation, code=code, kind=OrganisationKind.TERRITORY)
    require(get_actor_of(request), PERMISSION, row)
    return row


def _find_organ(row: Organisation, organ: str) -> Acting:
    found = [one for one in list_acting(row, on=get_now().date()) if one.organ == organ]
    if not found:
        raise Http404
    return found[0]


def _make_form(request: HttpRequest, row: Organisation, one: Acting) -> SeatForm:
    groups: list[Group] = [
        (say_organisation(place), [(each.code, _place(each, place)) for each in rows])
        for place, rows in list_candidates(row)
    ]
    if one.own is not None and not any(one.own.code == code for _name, rows in groups for code, _text in rows):
        groups.insert(
            0, (_("现在的单位"), [(one.own.code, say_organisation(one.own))])
        )  # so that saving changes nothing unasked
    without = _("本级不指定：暂时没有单位来办")
    if one.above is not None:
        without = _("本级不指定：由上级的“{name}”来办").format(name=say_organisation(one.above))
    elif one.below:
        without = _("本级不指定：由下级区域各自落实")
    initial = {"organisation": one.own.code if one.own else NOBODY}
    return SeatForm(request.POST or None, groups=groups, without=without, initial=initial)


def _carry_out(request: HttpRequest, row: Organisation, one: Acting, organisation: Organisation | None) -> None:
    """Set the seat or take it away, and say what follows for new cases."""
    actor, now = get_actor_of(request), get_now()
    if organisation is not None:
        seat_organs(territory=row, seats={one.organ: organisation}, actor=actor, now=now)
        told = _("已落实：{organ}由“{name}”来办").format(organ=one.name, name=say_organisation(organisation))
        messages.success(request, told)
        return
    unseat_organ(territory=row, organ=one.organ, actor=actor, now=now)
    if one.above is not None:
        told = _("已改回：{organ}由上级的“{name}”来办").format(organ=one.name, name=say_organisation(one.above))
        messages.success(request, told)
    elif one.need.is_needed and not one.below:
        count = one.need.count
        told = ngettext(
            "已取消：现在没有单位办“{organ}”的事，{n} 个流程暂时收不了件",
            "已取消：现在没有单位办“{organ}”的事，{n} 个流程暂时收不了件",
            count,
        )
        messages.warning(request, told.format(organ=one.name, n=count))
    else:
        messages.success(request, _("已取消：{organ}").format(organ=one.name))


def _place(row: Organisation, home: Organisation) -> str:
    """The name, and for a unit what it is a part of, where that is no territory."""
    name = say_organisation(row)
    return name if row.parent is None or row.parent.pk == home.pk else f"{say_organisation(row.parent)} › {name}"
