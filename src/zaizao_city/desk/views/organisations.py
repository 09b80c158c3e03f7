"""Organisations for the system administrator: the tree, one more below, another name."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_safe

from zaizao_city.desk.forms.administration import OrganisationForm, RenameForm
from zaizao_city.desk.forms.counter import CounterForm
from zaizao_city.desk.views.asking import for_staff, get_actor_of, get_now, show, show_form, tell
from zaizao_city.foundation.errors import Refusal
from zaizao_city.identity.enums import Level, OrganisationKind
from zaizao_city.identity.models import Organisation, RoleAssignment
from zaizao_city.identity.pages.answering import answer_once
from zaizao_city.identity.selectors.actors import in_force
from zaizao_city.identity.selectors.permissions import require
from zaizao_city.identity.services.organisations import create_organisation, rename_organisation
from zaizao_city.places.models import Counter
from zaizao_city.places.services.counters import set_counter

MOST = 300


@for_staff
@require_safe
def show_administration(request: HttpRequest) -> HttpResponse:
    """The rooms of the administrators; each sees those that are theirs."""
    return show(request, "desk/admin.html", place="admin")


@for_staff
@require_safe
def list_organisations(request: HttpRequest) -> HttpResponse:
    """One organisation with those directly below it; without one, the top."""
    under = Organisation.objects.filter(code=request.GET.get("under", "")).select_related("parent").first()
    rows = Organisation.objects.filter(parent=under).order_by("kind", "name")[:MOST]
    above = _list_above(under) if under is not None else []
    holders = RoleAssignment.objects.filter(in_force(get_now().date()), organisation=under).select_related("person")
    context = {
        "under": under, "rows": rows, "above": above, "holders": holders.order_by("role", "person__name")[:MOST] if under else [],
    }  # fmt: skip
    return show(request, "desk/organisations.html", context, place="admin")


def _list_above(row: Organisation) -> list[Organisation]:
    codes = row.path.strip("/").split("/")[:-1]
    return list(Organisation.objects.filter(code__in=codes).order_by("path"))


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
@answer_once
def add_organisation(request: HttpRequest) -> HttpResponse:
    """One more, below the one that the address names."""

    actor = get_actor_of(request)
    require(actor, "identity.write_organisation")
    under = Organisation.objects.filter(code=request.GET.get("under", "")).first()
    form, refused = OrganisationForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            made = create_organisation(
                code=said["code"], name=said["name"], name_en=said["name_en"], kind=OrganisationKind(said["kind"]),
                level=Level(said["level"]), parent=under, actor=actor, now=get_now(),
            )  # fmt: skip
        except Refusal as refusal:
            refused = tell(refusal)
        else:
            messages.success(request, _("已建立：{name}").format(name=made.name))
            return redirect(f"{reverse('desk:organisations')}?under={under.code if under else ''}")
    hint = _("建在“{name}”下面").format(name=under.name) if under else _("建在最上层")
    context = {
        "title": _("建立单位"), "hint": hint, "form": form, "refused": refused, "act": _("建立"),
        "back": "desk:organisations", "back_name": pgettext("list", "组织"),
    }  # fmt: skip
    return show_form(request, context)


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
@answer_once
def rename(request: HttpRequest, code: str) -> HttpResponse:
    """Another name."""

    actor = get_actor_of(request)
    require(actor, "identity.write_organisation")
    row = get_object_or_404(Organisation, code=code)
    form = RenameForm(request.POST or None, initial={"name": row.name, "name_en": row.name_en})
    if request.method == "POST" and form.is_valid():
        rename_organisation(row, **form.cleaned_data, actor=actor, now=get_now())
        messages.success(request, _("已改名"))
        return redirect(f"{reverse('desk:organisations')}?under={row.code}")
    context = {
        "title": _("改名：{name}").format(name=row.name), "hint": _("编码和上下级不变，旧名称留在记录里"), "form": form,
        "act": _("改名"), "back": "desk:organisations", "back_name": pgettext("list", "组织"),
    }  # fmt: skip
    return show_form(request, context)


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
@answer_once
def set_up_counter(request: HttpRequest, code: str) -> HttpResponse:
    """Where the counter of a window stands, when it is open."""
    actor = get_actor_of(request)
    require(actor, "places.set_counter")
    row = get_object_or_404(Organisation, code=code)
    counter = Counter.objects.filter(organisation=row).first()
    form, refused = CounterForm(request.POST or None, counter=counter), None
    if request.method == "POST" and form.is_valid():
        try:
            set_counter(row, form.read_setting(), actor=actor, now=get_now())
        except Refusal as refusal:
            refused = tell(refusal)
        else:
            messages.success(request, _("窗口设好了：{name}").format(name=row.name))
            return redirect(f"{reverse('desk:organisations')}?under={row.code}")
    context = {
        "title": _("设置窗口：{name}").format(name=row.name), "hint": _("群众按这些找到窗口、取号；公休日按放假安排自动关门"),
        "form": form, "refused": refused, "act": _("保存"), "back": "desk:organisations",
        "back_name": pgettext("list", "组织"),
    }  # fmt: skip
    return show_form(request, context)
