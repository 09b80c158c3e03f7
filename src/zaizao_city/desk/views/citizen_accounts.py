"""The window gives accounts: whose card it is, then an account or a new temporary password, shown once in the answer.

The number stands in no address, so every step is a form; a second step called up without its form begins anew. What is
shown once is shown in the answer to the form itself, and is nowhere to be read again: not in the session, not by reload.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from zaizao_city.desk.forms.citizen_accounts import CardForm, OpenForm, ResetForm, ResetWithLoginForm
from zaizao_city.desk.views.asking import for_staff, get_actor_of, get_now, read_once, show, tell
from zaizao_city.foundation.errors import Refusal
from zaizao_city.foundation.notices.conf import read_public_address
from zaizao_city.foundation.ui.attempts import mark_attempt
from zaizao_city.identity.enums import NumberKind
from zaizao_city.identity.errors import LoginTakenError, LoginUnfitError
from zaizao_city.identity.models import Person
from zaizao_city.identity.numbers import mask_number
from zaizao_city.identity.pages.device import draw_address
from zaizao_city.identity.selectors.permissions import require
from zaizao_city.identity.selectors.sessions import has_confirmed_device
from zaizao_city.identity.services.citizen_accounts import (
    Handed,
    Holder,
    look_up_card,
    open_citizen_account,
    reset_citizen_password,
)

EITHER = ["GET", "HEAD", "POST"]
PLACE = "intake"


@for_staff
@sensitive_post_parameters("number", "name")
@require_http_methods(EITHER)
def look_up(request: HttpRequest) -> HttpResponse:
    """The first step: the card. Where there is an account a new password is offered, else an account."""
    actor = get_actor_of(request)
    require(actor, "identity.open_citizen_account")
    form = CardForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _ask_card(request, form)
    try:
        holder = look_up_card(form.read_card(), actor=actor)
    except Refusal as refusal:
        return _ask_card(request, form, refusal)
    return _show_next(request, holder, form)


@for_staff
@sensitive_post_parameters("number", "name", "login", "mobile")
@require_http_methods(EITHER)
def open_for(request: HttpRequest) -> HttpResponse:
    """The second step of whoever has no account."""

    def carry_out(form: CardForm) -> Handed:
        said = form.cleaned_data
        return open_citizen_account(
            form.read_card(), login=said["login"], mobile=said["mobile"], key=read_once(request),
            actor=get_actor_of(request), now=get_now(),
        )  # fmt: skip

    return _give(request, OpenForm, carry_out, permission="identity.open_citizen_account")


@for_staff
@sensitive_post_parameters("number", "name", "login")
@require_http_methods(EITHER)
def reset_for(request: HttpRequest) -> HttpResponse:
    """The second step of whoever has an account."""

    def carry_out(form: CardForm) -> Handed:
        return reset_citizen_password(
            form.read_card(), login=form.cleaned_data["login"], key=read_once(request), actor=get_actor_of(request),
            now=get_now(),
        )  # fmt: skip

    return _give(request, ResetWithLoginForm, carry_out, permission="identity.reset_citizen_password")


def _give(
    request: HttpRequest, form_class: type[CardForm], carry_out: Callable[[CardForm], Handed], *, permission: str
) -> HttpResponse:
    require(get_actor_of(request), permission)
    if request.method != "POST":
        return redirect("desk:citizen-account")
    form = form_class(request.POST)
    if not form.is_valid():
        return _show_again(request, form)
    try:
        handed = carry_out(form)
    except (LoginTakenError, LoginUnfitError) as refusal:
        is_taken = isinstance(refusal, LoginTakenError)
        form.add_error("login", _("这个登录名已有人用，请换一个。") if is_taken else str(refusal.reason))
        return _show_again(request, form)
    except Refusal as refusal:
        return _ask_card(request, CardForm(request.POST), refusal)
    return _hand_over(request, handed, form)


def _ask_card(request: HttpRequest, form: CardForm, refusal: Refusal | None = None) -> HttpResponse:
    if refusal is not None:
        mark_attempt(request, code=refusal.code, status=refusal.status)
    status = refusal.status if refusal is not None else 422 if form.is_bound and form.errors else 200
    context = {"form": form, "refused": tell(refusal) if refusal is not None else None}
    return show(request, "desk/citizen_account.html", context, place=PLACE, status=status)


def _show_again(request: HttpRequest, form: CardForm) -> HttpResponse:
    """The second step once more, with what is wrong with it; the first where even the card is."""
    if not {"name", "number"} <= form.cleaned_data.keys():
        return _ask_card(request, CardForm(request.POST))
    try:
        holder = look_up_card(form.read_card(), actor=get_actor_of(request))
    except Refusal as refusal:
        return _ask_card(request, CardForm(request.POST), refusal)
    return _show_next(request, holder, form, status=422)


def _show_next(request: HttpRequest, holder: Holder, form: CardForm, *, status: int = 200) -> HttpResponse:
    """What the window can do for whoever holds the card; ``form`` is shown again where it is of this step."""
    card = form.read_card()
    wanted = OpenForm if holder.account is None else ResetWithLoginForm if holder.needs_login else ResetForm
    shown = form if isinstance(form, wanted) else wanted(initial={"name": card.name, "number": card.number})
    context = {
        "form": shown, "name": card.name, "number": mask_number(NumberKind.RESIDENT, card.number),
        "account": holder.account, "needs_login": holder.needs_login,
        "has_factor": holder.account is not None and has_confirmed_device(holder.account),
    }  # fmt: skip
    if holder.account is not None:
        _note_seen(request, holder.account.person)
    template = "desk/citizen_account_open.html" if holder.account is None else "desk/citizen_account_reset.html"
    return show(request, template, context, place=PLACE, status=status)


def _hand_over(request: HttpRequest, handed: Handed, form: CardForm) -> HttpResponse:
    """The slip with login and password; without the password where the same form came again."""
    person = handed.account.person
    _note_seen(request, person)
    if not handed.password:
        card = form.read_card()
        again = ResetForm(initial={"name": card.name, "number": card.number})
        return show(request, "desk/citizen_account_again.html", {"form": again, "handed": handed}, place=PLACE)
    address = f"{read_public_address()}{reverse('identity:sign-in')}"
    context = {
        "handed": handed, "person": person, "groups": _group(handed.password), "address": address,
        "picture": draw_address(address), "is_new": isinstance(form, OpenForm),
    }  # fmt: skip
    return show(request, "desk/citizen_account_handed.html", context, place=PLACE)


def _group(password: str) -> list[str]:
    """The password in groups of four, apart for the eye alone: what is copied has no spaces."""
    return [password[at : at + 4] for at in range(0, len(password), 4)]


def _note_seen(request: HttpRequest, person: Person) -> None:
    request.viewings.note(person.key, fields=_("登录名"), matter=_("窗口"), purpose=_("开账号、重设密码"))
