"""The catalogue for those who keep it: items, versions of processes on their way into force."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_safe

from zaizao.wording import describe
from zaizao_city.casework.selectors.online import count_online
from zaizao_city.catalogue.enums import ItemKind, ReviewRole, Verdict, VersionStatus
from zaizao_city.catalogue.mapping.writing import WRITERS
from zaizao_city.catalogue.models import DefinitionVersion
from zaizao_city.catalogue.selectors.exports import export_items
from zaizao_city.catalogue.selectors.items import PAGE, get_notice, list_departments, list_items
from zaizao_city.catalogue.selectors.versions import (
    compare_with_predecessor,
    get_version,
    list_definition_bases,
    list_reviews,
    list_versions,
)
from zaizao_city.catalogue.services import publishing
from zaizao_city.desk.forms.administration import DraftForm, PublishForm, ReviewForm, WithdrawForm
from zaizao_city.desk.views.asking import for_staff, get_actor_of, get_now, read_whole, show, show_form, tell
from zaizao_city.foundation.errors import Refusal
from zaizao_city.foundation.ui.words import speak
from zaizao_city.identity.actor import Actor
from zaizao_city.identity.pages.answering import answer_once
from zaizao_city.identity.selectors.permissions import actor_may, require

TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "csv": "text/csv; charset=utf-8",
    "yaml": "text/yaml; charset=utf-8",
}  # fmt: skip


@for_staff
@require_safe
def show_items(request: HttpRequest) -> HttpResponse:
    """The implementation list, by key; narrowed by department and kind."""
    department, kind = request.GET.get("department", "")[:120], request.GET.get("kind", "")
    kind = kind if kind in ItemKind.values else ""
    after = read_whole(request.GET.get("after")) or 0
    rows = list(list_items(department=department, kind=kind, after=after, limit=PAGE + 1))
    query = request.GET.copy()
    query["after"] = str(rows[PAGE - 1].pk) if len(rows) > PAGE else ""
    context = {
        "rows": rows[:PAGE], "later": f"?{query.urlencode()}" if len(rows) > PAGE else "", "kind": kind,
        "kinds": ItemKind.choices, "department": department, "departments": list_departments(),
        "may_export": actor_may(get_actor_of(request), "catalogue.export_items"), "endings": tuple(TYPES), "online": count_online(on=get_now().date()),
    }  # fmt: skip
    return show(request, "desk/items.html", context, place="admin")


@for_staff
@require_safe
def show_item(request: HttpRequest, key: str) -> HttpResponse:
    """One item as it is published."""
    return show(request, "desk/item.html", {"notice": get_notice(key, on=get_now().date())}, place="admin")


@for_staff
@require_safe
def export(request: HttpRequest, ending: str) -> HttpResponse:
    """The list as a file."""
    if ending not in WRITERS or ending not in TYPES:
        raise Http404
    content = export_items(
        ending=ending, actor=get_actor_of(request), department=request.GET.get("department", "")[:120]
    )
    response = HttpResponse(content, content_type=TYPES[ending])
    response["Content-Disposition"] = f'attachment; filename="items.{ending}"'
    return response


@for_staff
@require_safe
def show_versions(request: HttpRequest) -> HttpResponse:
    """Versions of processes, the newest first; narrowed by where they stand."""
    actor, status = get_actor_of(request), request.GET.get("status", "")
    status = status if status in VersionStatus.values else ""
    before = read_whole(request.GET.get("after"))
    rows = list(list_versions(actor=actor, status=status, before=before, limit=PAGE + 1))
    later = f"?status={status}&after={rows[PAGE - 1].pk}" if len(rows) > PAGE else ""
    may = {"draft": actor_may(actor, "catalogue.edit_definition")}
    context = {"rows": rows[:PAGE], "later": later, "status": status, "statuses": VersionStatus.choices, "may": may}
    return show(request, "desk/versions.html", context, place="admin")


@for_staff
@require_safe
def show_version(request: HttpRequest, number: int) -> HttpResponse:
    """One version: what it changes, on which law it stands, what the reviewers said, what can be done with it."""
    actor, now = get_actor_of(request), get_now()
    version = get_version(number, actor=actor)
    changes = compare_with_predecessor(version)
    context = {
        "version": version, "changes": None if changes is None else [describe(one.to_problem(), speak()) for one in changes],
        "bases": list_definition_bases(version.digest, on=now.date()), "reviews": list_reviews(version),
        "acts": list_steps(version, actor),
    }  # fmt: skip
    return show(request, "desk/version.html", context, place="admin")


def list_steps(version: DefinitionVersion, actor: Actor) -> list[tuple[str, str]]:
    """What the reader may do with a version now."""
    edits = actor_may(actor, "catalogue.edit_definition")
    steps = {
        VersionStatus.DRAFT: [("revise", _("修改草稿")), ("submit", _("送审"))] if edits else [],
        VersionStatus.IN_REVIEW: [("review", _("审核"))] if _list_review_roles(actor) else [],
        VersionStatus.APPROVED: [("publish", _("发布"))] if actor_may(actor, "catalogue.publish_definition") else [],
        VersionStatus.PUBLISHED: [("withdraw", _("停用"))] if actor_may(actor, "catalogue.publish_definition") else [],
    }
    return steps.get(VersionStatus(version.status), [])


def _list_review_roles(actor: Actor) -> list[tuple[str, Any]]:
    return [(role.value, role.label) for role in ReviewRole if actor_may(actor, publishing.REVIEW_PERMISSIONS[role])]


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
@answer_once
def draft(request: HttpRequest) -> HttpResponse:
    """A definition put into the catalogue as a draft."""
    actor = get_actor_of(request)
    require(actor, "catalogue.edit_definition")
    form, refused = DraftForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        try:
            version = publishing.draft_definition(form.cleaned_data["source"], actor=actor, now=get_now())
        except Refusal as refusal:
            refused = tell(refusal)
        else:
            return redirect("desk:version", number=version.pk)
    return _show_form(request, form, refused, _("新建草稿"), _("存为草稿"), _("读不懂或者跑不通的，会逐条指出在哪里。"))


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
@answer_once
def step(request: HttpRequest, number: int, what: str) -> HttpResponse:
    """One step of a version on its way: revised, handed to the reviewers, reviewed, published, taken out of force."""
    actor, now = get_actor_of(request), get_now()
    version = get_version(number, actor=actor)
    names = {
        "revise": _("修改草稿"),
        "submit": _("送审"),
        "review": _("审核"),
        "publish": _("发布"),
        "withdraw": _("停用"),
    }
    if what not in names:
        raise Http404
    form, refused = _make_step_form(request, version, what, actor), None
    if request.method == "POST" and form.is_valid():
        try:
            _STEPS[what](version, form, actor, now)
        except Refusal as refusal:
            refused = tell(refusal)
        else:
            messages.success(request, _("已办：{act}").format(act=names[what]))
            return redirect("desk:version", number=number)
    title = _("{act}：{name}").format(act=names[what], name=version)
    return _show_form(request, form, refused, title, names[what], _say_step(what))


def _say_step(what: str) -> str:
    return {
        "submit": _("送审后由编办和司法局分别审核，两家都同意才能发布。"),
        "review": _("编制的人不能审核自己的稿子，一个人不能审两次。"),
        "publish": _("从生效日起收的件用新版本；在办的件按原版本办完。"),
        "withdraw": _("停用后不再收新件；在办的件办完为止。"),
    }.get(what, "")


def _make_step_form(request: HttpRequest, version: DefinitionVersion, what: str, actor: Actor) -> forms.Form:
    said = request.POST if request.method == "POST" else None
    if what == "revise":
        return DraftForm(said, initial={"source": version.source})
    if what == "review":
        return ReviewForm(_list_review_roles(actor), said)
    return {"submit": forms.Form, "publish": PublishForm, "withdraw": WithdrawForm}[what](said)


def _review(version: DefinitionVersion, form: forms.Form, actor: Actor, now: dt.datetime) -> None:
    said = form.cleaned_data
    publishing.review_version(
        version.pk, role=ReviewRole(said["role"]), verdict=Verdict(said["verdict"]), opinion=said["opinion"],
        actor=actor, now=now,
    )  # fmt: skip


def _withdraw(version: DefinitionVersion, form: forms.Form, actor: Actor, now: dt.datetime) -> None:
    said = form.cleaned_data
    publishing.withdraw_version(version.pk, on=said["on"], reason=said["reason"], actor=actor, now=now)


def _publish(version: DefinitionVersion, form: forms.Form, actor: Actor, now: dt.datetime) -> None:
    publishing.publish_version(version.pk, effective_from=form.cleaned_data["on"], actor=actor, now=now)


def _revise(version: DefinitionVersion, form: forms.Form, actor: Actor, now: dt.datetime) -> None:
    publishing.revise_draft(version.pk, source=form.cleaned_data["source"], actor=actor, now=now)


def _submit(version: DefinitionVersion, form: forms.Form, actor: Actor, now: dt.datetime) -> None:
    publishing.submit_for_review(version.pk, actor=actor, now=now)


_STEPS: dict[str, Callable[[DefinitionVersion, forms.Form, Actor, dt.datetime], None]] = {
    "revise": _revise,
    "submit": _submit,
    "review": _review,
    "publish": _publish,
    "withdraw": _withdraw,
}


def _show_form(
    request: HttpRequest, form: forms.Form, refused: dict[str, str] | None, title: str, act: str, hint: str
) -> HttpResponse:
    context = {
        "title": title, "hint": hint, "form": form, "refused": refused, "act": act, "back": "desk:versions",
        "back_name": pgettext("list", "流程版本"),
    }  # fmt: skip
    return show_form(request, context)
