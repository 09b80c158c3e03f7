"""Signing in, step by step: password, lasting password, second factor. Nobody is signed in before the last step.

password ──► code (a device is there) ──► new password (the present one is temporary) ──► in
         └─► device (staff without one) ─► recovery codes, shown once ──────────────────► in
"""

from __future__ import annotations

from collections.abc import Callable

from axes.handlers.proxy import AxesProxyHandler
from django.conf import settings
from django.contrib import auth
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from zaizao_city.foundation.clock import read_clock
from zaizao_city.foundation.ui.middleware import answer_refusal
from zaizao_city.identity.actor import ANONYMOUS
from zaizao_city.identity.errors import PasswordTooWeakError, SignInLockedError
from zaizao_city.identity.middleware import SEEN
from zaizao_city.identity.models import Account
from zaizao_city.identity.pages.device import WRONG_CODE, describe_device
from zaizao_city.identity.pages.forms import CodeForm, NewPasswordForm, RecoveryCodeForm, SignInForm
from zaizao_city.identity.pages.pending import (
    PASSWORD,
    Pending,
    admit_address,
    begin_pending,
    drop_pending,
    name_next_step,
    pass_factor,
    read_pending,
    renew_pending,
)
from zaizao_city.identity.selectors import get_actor
from zaizao_city.identity.selectors.sessions import find_open_session, has_confirmed_device
from zaizao_city.identity.services.accounts import replace_password
from zaizao_city.identity.services.second_factor import check_code, confirm_device, use_recovery_code
from zaizao_city.identity.services.sessions import begin_session, end_session, note_refused_sign_in

BACKEND = "zaizao_city.identity.backends.AccountBackend"
EITHER = ["GET", "HEAD", "POST"]

Check = Callable[..., bool]

_WRONG_PASSWORD = _("登录名或密码不对。连续输错 5 次，这个登录名会锁定 15 分钟。")


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(EITHER)
def sign_in(request: HttpRequest) -> HttpResponse:
    """The first step: login and password."""
    target = admit_address(request.POST.get("next") or request.GET.get("next", ""), request)
    if request.method != "POST" and request.user.is_authenticated:
        return redirect(target)
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        account = _check_password(request, form)
        if isinstance(account, Account):
            pending = begin_pending(request, account, method=PASSWORD, next=target, now=read_clock())
            return go_on(request, pending, account)
    context = {"form": form, "next": target, "single_sign_on": bool(settings.OIDC_ISSUER)}
    return render(request, "identity/sign_in.html", context, status=422 if form.errors else 200)


def show_lock_out(request: HttpRequest, response: HttpResponse, credentials: object) -> HttpResponse:
    """What django-axes shows once a login is locked."""
    return answer_refusal(request, SignInLockedError(minutes=int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)))


@never_cache
@sensitive_post_parameters("new", "again")
@require_http_methods(EITHER)
def set_password(request: HttpRequest) -> HttpResponse:
    """The step of a temporary password: a lasting one of one's own."""
    pending, account = read_pending(request, now=read_clock())
    if name_next_step(pending, account) != "identity:set-password":
        return go_on(request, pending, account)
    form = NewPasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        now = read_clock()
        try:
            actor = get_actor(account, on=now.date())
            replace_password(account, new=form.cleaned_data["new"], actor=actor, now=now)
            return go_on(request, renew_pending(request, pending, account), account)
        except PasswordTooWeakError as refusal:
            form.add_error("new", str(refusal.fields["problems"]))
    return render(request, "identity/set_password.html", {"form": form}, status=422 if form.errors else 200)


@never_cache
@require_http_methods(EITHER)
def enter_code(request: HttpRequest) -> HttpResponse:
    """The step of the second factor: the code the device shows."""
    return _check_factor(request, CodeForm, check_code, "identity/enter_code.html")


@never_cache
@require_http_methods(EITHER)
def enter_recovery_code(request: HttpRequest) -> HttpResponse:
    """The same step without the device: one of the recovery codes."""
    return _check_factor(request, RecoveryCodeForm, use_recovery_code, "identity/enter_recovery_code.html")


@never_cache
@require_http_methods(EITHER)
def set_up_code(request: HttpRequest) -> HttpResponse:
    """The step of staff without a device: set one up; the recovery codes are shown in the answer, and never again."""
    now = read_clock()
    pending, account = read_pending(request, now=now)
    if has_confirmed_device(account):
        return go_on(request, pending, account)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actor = get_actor(account, on=now.date())
        codes = confirm_device(account, code=form.cleaned_data["code"], actor=actor, now=now)
        if codes:
            complete_sign_in(request, pass_factor(request, pending), account)
            return render(request, "identity/recovery_codes.html", {"codes": codes, "next": pending.next})
        form.add_error("code", WRONG_CODE)
    context = {"form": form, **describe_device(account)}
    return render(request, "identity/set_up_code.html", context, status=422 if form.errors else 200)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End this session."""
    session = find_open_session(request.session.session_key or "")
    if session is not None:
        end_session(session, actor=request.actor, now=read_clock())
    auth.logout(request)
    return redirect("/")


def go_on(request: HttpRequest, pending: Pending, account: Account) -> HttpResponse:
    """To the step that is still missing, or in."""
    step = name_next_step(pending, account)
    return redirect(step) if step else complete_sign_in(request, pending, account)


def complete_sign_in(request: HttpRequest, pending: Pending, account: Account) -> HttpResponse:
    """The last step: a fresh session, noted in the list and in the record."""
    now = read_clock()
    drop_pending(request)
    auth.login(request, account, backend=BACKEND)
    request.session[SEEN] = now.isoformat()
    request.session.save()
    actor = get_actor(account, on=now.date())
    begin_session(
        account, session_key=request.session.session_key or "", device=request.headers.get("User-Agent", ""),
        address=request.META.get("REMOTE_ADDR", ""), method=pending.method, actor=actor, now=now,
    )  # fmt: skip
    request.actor = actor
    return redirect(pending.next)


def _check_password(request: HttpRequest, form: SignInForm) -> Account | None:
    """The account, or none, and what to say of it on the form; a login that is locked is not even looked up."""
    login = form.cleaned_data["login"]
    if not AxesProxyHandler.is_allowed(request, {"login": login}):
        request.axes_locked_out = True  # the answer of django-axes' middleware
        return None
    account = auth.authenticate(request, login=login, password=form.cleaned_data["password"])
    if isinstance(account, Account):
        return account
    locked = bool(getattr(request, "axes_locked_out", False))
    address = request.META.get("REMOTE_ADDR", "")
    note_refused_sign_in(login, address=address, locked=locked, now=read_clock())
    form.add_error(None, _WRONG_PASSWORD)
    return None


def _check_factor(
    request: HttpRequest, form_class: type[CodeForm | RecoveryCodeForm], check: Check, template: str
) -> HttpResponse:
    now = read_clock()
    pending, account = read_pending(request, now=now)
    if pending.has_factor or not has_confirmed_device(account):
        return go_on(request, pending, account)
    form = form_class(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if check(account, code=form.cleaned_data["code"], actor=ANONYMOUS, now=now):
            return go_on(request, pass_factor(request, pending), account)
        form.add_error("code", WRONG_CODE)
    return render(request, template, {"form": form}, status=422 if form.errors else 200)
