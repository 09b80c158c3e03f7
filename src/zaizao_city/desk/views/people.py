"""People and their roles. The system administrator opens accounts, the security administrator says who may what.

Not here: what the two may do for a citizen (`citizens`), who is found by the identity number alone.
"""

from __future__ import annotations

import datetime as dt
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zaizao_city.desk.forms.administration import (
    NameForm,
    NumberForm,
    PasswordForm,
    ReasonOnlyForm,
    RoleForm,
    StaffForm,
)
from zaizao_city.desk.views.asking import for_staff, get_actor_of, get_now, read_whole, show, show_form, tell
from zaizao_city.desk.views.citizens import show_citizen
from zaizao_city.foundation.errors import Refusal
from zaizao_city.identity.actor import SYSTEM, Actor
from zaizao_city.identity.enums import Role
from zaizao_city.identity.models import Account, Organisation, RoleAssignment
from zaizao_city.identity.pages.answering import answer_once
from zaizao_city.identity.selectors.people import find_citizen, find_person_by_number, list_roles
from zaizao_city.identity.selectors.permissions import actor_may, require
from zaizao_city.identity.services.accounts import close_account, open_account, reset_password
from zaizao_city.identity.services.names import correct_name
from zaizao_city.identity.services.people import register_person
from zaizao_city.identity.services.roles import grant_role, revoke_role
from zaizao_city.identity.services.second_factor import reset_second_factor

ROWS = 50
_UNKNOWN_NUMBER = gettext_lazy("没有登记过这个号码，请对照证件核对。确实没有登记的，窗口可以直接开账号。")
_STAFF_NUMBER = gettext_lazy("这是工作人员的号码。请在下面按姓名或者登录名找。")


def _require_administrator(request: HttpRequest) -> None:
    """Both the administrator of accounts and the one of roles look people up."""
    actor = get_actor_of(request)
    if not actor_may(actor, "identity.grant_role"):
        require(actor, "identity.open_account")


@for_staff
@require_safe
def list_people(request: HttpRequest) -> HttpResponse:
    """The accounts of the staff, by login; narrowed by a name or login."""
    _require_administrator(request)
    return _show_list(request, NumberForm())


@for_staff
@sensitive_post_parameters("number")
@require_http_methods(["GET", "HEAD", "POST"])
def find_by_number(request: HttpRequest) -> HttpResponse:
    """To the citizen with that identity number; never by part of it, and it stands in no address."""
    _require_administrator(request)
    if request.method != "POST":
        return redirect("desk:people")
    form = NumberForm(request.POST)
    if form.is_valid():
        person = find_person_by_number(form.cleaned_data["number"])
        if person is not None and find_citizen(person.key) is not None:
            return redirect("desk:person", key=person.key)
        is_staff = person is not None
        form.add_error("number", _STAFF_NUMBER if is_staff else _UNKNOWN_NUMBER)
    return _show_list(request, form)


def _show_list(request: HttpRequest, form: NumberForm) -> HttpResponse:
    words, before = request.GET.get("words", "").strip()[:80], read_whole(request.GET.get("after"))
    rows = Account.objects.filter(is_staff=True).select_related("person").order_by("pk")
    if words:
        rows = rows.filter(person__name__contains=words) | rows.filter(login__contains=words)
    if before:
        rows = rows.filter(pk__gt=before)
    found = list(rows[: ROWS + 1])
    later = f"?{urlencode({'words': words, 'after': found[ROWS - 1].pk})}" if len(found) > ROWS else ""
    may = {"open": actor_may(get_actor_of(request), "identity.open_account")}
    context = {"rows": found[:ROWS], "later": later, "words": words, "may": may, "form": form}
    return show(request, "desk/people.html", context, place="admin", status=422 if form.errors else 200)


@for_staff
@require_safe
def show_person(request: HttpRequest, key: UUID) -> HttpResponse:
    """One account of the staff: what the person is, where; and what the reader may change of it. Or a citizen."""
    _require_administrator(request)
    if not Account.objects.filter(key=key, is_staff=True).exists():
        return show_citizen(request, key)
    account = _get_account(key)
    actor, today = get_actor_of(request), get_now().date()
    may = {
        "grant": actor_may(actor, "identity.grant_role"), "name": actor_may(actor, "identity.correct_name"), "reset": actor_may(actor, "identity.reset_password"),
        "factor": actor_may(actor, "identity.reset_second_factor"), "close": actor_may(actor, "identity.close_account"),
    }  # fmt: skip
    context = {"account": account, "held": list_roles(account.person_id, on=today), "may": may}
    return show(request, "desk/person.html", context, place="admin")


def _get_account(key: UUID) -> Account:
    found: Account = get_object_or_404(Account.objects.select_related("person"), key=key, is_staff=True)
    return found


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
@answer_once
def add_person(request: HttpRequest) -> HttpResponse:
    """Register a member of the staff and open the account."""
    actor = get_actor_of(request)
    require(actor, "identity.open_account")
    form, refused = StaffForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        try:
            account = _open_for(request, form)
        except Refusal as refusal:
            refused = tell(refusal)
        else:
            messages.success(request, _("已开立账号；请安全管理员授予角色"))
            return redirect("desk:person", key=account.key)
    context = {
        "title": _("开立工作人员账号"), "hint": _("账号由系统管理员开立，角色由安全管理员授予：两个人。"), "form": form,
        "refused": refused, "act": _("开立"), "back": "desk:people", "back_name": pgettext("list", "人员"),
    }  # fmt: skip
    return show_form(request, context)


def _open_for(request: HttpRequest, form: StaffForm) -> Account:
    said, now = form.cleaned_data, get_now()
    with transaction.atomic():
        person = register_person(name=said["name"], number=said["number"], actor=SYSTEM, now=now)
        return open_account(
            person=person, login=said["login"], password=said["password"], is_staff=True, actor=get_actor_of(request),
            now=now,
        )  # fmt: skip


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
@answer_once
def add_role(request: HttpRequest, key: UUID) -> HttpResponse:
    """Give a role in an organisation."""
    account, actor, now = _get_account(key), get_actor_of(request), get_now()
    require(actor, "identity.grant_role")
    form, refused = RoleForm(request.POST or None, today=now.date()), None
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        place = Organisation.objects.filter(code=said["organisation"].strip()).first()
        if place is None:
            form.add_error("organisation", _("没有这个编码的单位。"))
        else:
            try:
                grant_role(
                    person=account.person, role=Role(said["role"]), organisation=place, from_on=said["from_on"],
                    until_on=said["until_on"], actor=actor, now=now,
                )  # fmt: skip
            except Refusal as refusal:
                refused = tell(refusal)
            else:
                messages.success(request, _("已授予角色"))
                return redirect("desk:person", key=key)
    context = {
        "title": _("授予角色：{name}").format(name=account.person.name), "form": form, "refused": refused,
        "hint": _("系统、安全、审计三类管理员必须是三个人。"), "act": _("授予"), "back": "desk:people", "back_name": pgettext("list", "人员"),
    }  # fmt: skip
    return show_form(request, context)


@for_staff
@require_POST
@answer_once
def drop_role(request: HttpRequest, key: UUID, number: int) -> HttpResponse:
    """Take a role back at once."""
    account = _get_account(key)
    held = get_object_or_404(
        RoleAssignment.objects.select_related("person", "organisation", "post"), pk=number, person=account.person
    )
    revoke_role(held, actor=get_actor_of(request), now=get_now())
    messages.success(request, _("已收回角色"))
    return redirect("desk:person", key=key)


def _carry_out(what: str, account: Account, said: dict[str, Any], *, actor: Actor, now: dt.datetime) -> None:
    if what == "rename":
        correct_name(account.person, name=said["name"], reason=said["reason"], actor=actor, now=now)
    elif what == "password":
        reset_password(account, password=said["password"], actor=actor, now=now)
    elif what == "close":
        close_account(account, reason=said["reason"], actor=actor, now=now)
    else:
        reset_second_factor(account, actor=actor, now=now)


_CHANGES = {"rename": NameForm, "password": PasswordForm, "close": ReasonOnlyForm, "factor": forms.Form}


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
@answer_once
def change(request: HttpRequest, key: UUID, what: str) -> HttpResponse:
    """The registered name, a temporary password, another second factor, or the end of the account."""
    if what not in _CHANGES:
        raise Http404
    _require_administrator(request)
    account, actor, now, refused = _get_account(key), get_actor_of(request), get_now(), None
    form = _CHANGES[what](request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            _carry_out(what, account, form.cleaned_data, actor=actor, now=now)
        except Refusal as refusal:
            refused = tell(refusal)
        else:
            messages.success(request, _("已办"))
            return redirect(reverse("desk:person", args=[key]))
    titles = {
        "rename": _("更正姓名"),
        "password": pgettext("act", "重设密码"),
        "close": pgettext("act", "停用账号"),
        "factor": pgettext("act", "重设动态口令"),
    }
    hints = {
        "rename": _("照证件改；以前的办理记录不变。"),
        "password": _("把临时密码当面告诉本人。"), "close": _("停用后不能再登录，经办过的件和记录都保留。"),
        "factor": _("本人下次登录时重新绑定手机。"),
    }  # fmt: skip
    context = {
        "title": _("{act}：{name}").format(act=titles[what], name=account.person.name), "hint": hints[what], "form": form,
        "refused": refused, "act": titles[what], "back": "desk:people", "back_name": pgettext("list", "人员"), "grave": what == "close",
    }  # fmt: skip
    return show_form(request, context)
