"""One citizen before the administrators: the system one corrects the registered name, the security one resets the factor.

Whoever is shown was found by the whole identity number (`people`), and reads in the log who looked. A citizen stands here
under the key of the person, not of the account: a name may be wrong before there is any account.

Not here: the accounts of the staff (`people`); passwords of citizens, which a window gives (`citizen_accounts`).
"""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods

from zaizao_city.desk.forms.administration import FactorForm, NameForm
from zaizao_city.desk.views.asking import for_staff, get_actor_of, get_now, show, show_form, tell
from zaizao_city.foundation.errors import Refusal
from zaizao_city.foundation.ui.attempts import mark_attempt
from zaizao_city.identity.errors import DocumentUnnamedError, NameUnfitError
from zaizao_city.identity.models import Account, Person
from zaizao_city.identity.pages.answering import answer_once
from zaizao_city.identity.selectors.people import find_citizen
from zaizao_city.identity.selectors.permissions import actor_may, require
from zaizao_city.identity.selectors.sessions import has_confirmed_device
from zaizao_city.identity.services.logins import is_typed
from zaizao_city.identity.services.names import correct_name
from zaizao_city.identity.services.second_factor import reset_second_factor

EITHER = ["GET", "HEAD", "POST"]
_FIELDS: dict[type[Refusal], str] = {NameUnfitError: "name", DocumentUnnamedError: "reason"}
"""Refusals of one field stand beside it."""


def show_citizen(request: HttpRequest, key: UUID) -> HttpResponse:
    """Who it is, whether there is an account and a second factor; and the one thing that the reader may do about it."""
    actor = get_actor_of(request)
    may = {
        "name": actor_may(actor, "identity.correct_name"),
        "factor": actor_may(actor, "identity.reset_second_factor"),
    }
    if not any(may.values()):
        require(actor, "identity.correct_name")
    person = _get_citizen(key)
    account = _find_account(person)
    context = {
        "person": person, "account": account, "may": may, "has_login": account is not None and is_typed(account.login),
        "has_factor": account is not None and has_confirmed_device(account),
    }  # fmt: skip
    _note_seen(request, person, fields=_("姓名、身份证号码（部分）、登录名"))
    return show(request, "desk/citizen.html", context, place="admin")


@for_staff
@require_http_methods(EITHER)
@answer_once
def correct(request: HttpRequest, key: UUID) -> HttpResponse:
    """The registered name, as it stands on the document that was seen."""
    require(get_actor_of(request), "identity.correct_name")
    person, form = _get_citizen(key), NameForm(request.POST or None)

    def carry_out() -> None:
        said = form.cleaned_data
        correct_name(
            person, name=said["name"], reason=said["reason"], actor=get_actor_of(request), now=get_now()
        )  # fmt: skip

    hint = _("现在登记的是“{name}”，身份证号码 {number}。以前的办理记录和证照不变。")
    words = {
        "title": _("更正姓名"), "act": _("更正姓名"), "done": _("姓名已更正，窗口现在能办了"),
        "hint": hint.format(name=person.name, number=person.masked_number),
    }  # fmt: skip
    return _carry_out(request, person, form, carry_out, words)


@for_staff
@require_http_methods(EITHER)
@answer_once
def reset_factor(request: HttpRequest, key: UUID) -> HttpResponse:
    """Telephone and recovery codes are lost: the citizen signs in with the password alone, and sets up another."""
    require(get_actor_of(request), "identity.reset_second_factor")
    person, form = _get_citizen(key), FactorForm(request.POST or None)
    account = _find_account(person)
    if account is None or not account.is_active:
        raise Http404

    def carry_out() -> None:
        reason = form.cleaned_data["reason"]
        reset_second_factor(account, reason=reason, actor=get_actor_of(request), now=get_now())

    hint = _(
        "{name}，身份证号码 {number}。重设以后只用密码登录，原来的手机和备用码作废；登录以后可以重新启用。本人会收到通知。"
    )
    words = {
        "title": pgettext("act", "重设动态口令"), "act": pgettext("act", "重设动态口令"),
        "done": _("动态口令已重设，本人现在用密码就能登录"), "hint": hint.format(name=person.name, number=person.masked_number),
    }  # fmt: skip
    return _carry_out(request, person, form, carry_out, words)


def _carry_out(
    request: HttpRequest, person: Person, form: forms.Form, carry_out: Callable[[], None], words: dict[str, str]
) -> HttpResponse:
    """The form asked, refused, or done; then back to the citizen."""
    refused, address = None, reverse("desk:person", args=[person.key])
    if request.method == "POST" and form.is_valid():
        try:
            carry_out()
        except Refusal as refusal:
            if field := _FIELDS.get(type(refusal)):
                form.add_error(field, refusal.tell()[0])
            else:
                mark_attempt(request, code=refusal.code, status=refusal.status)
                refused = tell(refusal)
        else:
            messages.success(request, words["done"])
            return redirect(address)
    _note_seen(request, person, fields=_("姓名、身份证号码（部分）"))
    return show_form(
        request, {**words, "form": form, "refused": refused, "back_address": address, "back_name": person.name}
    )


def _get_citizen(key: UUID) -> Person:
    person = find_citizen(key)
    if person is None:
        raise Http404
    return person


def _find_account(person: Person) -> Account | None:
    account: Account | None = getattr(person, "account", None)
    return account


def _note_seen(request: HttpRequest, person: Person, *, fields: str) -> None:
    request.viewings.note(person.key, fields=fields, matter=_("管理"), purpose=_("更正姓名、重设动态口令"))
