"""A sign-in that is under way: who has proved what so far. Kept in the session; nobody is signed in before the end."""

from __future__ import annotations

from datetime import datetime

from attrs import evolve, frozen
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare
from django.utils.http import url_has_allowed_host_and_scheme

from zaizao_city.identity.conf import PENDING_TIME, is_second_factor_required
from zaizao_city.identity.errors import SignInExpiredError
from zaizao_city.identity.models import Account
from zaizao_city.identity.selectors.sessions import find_account, has_confirmed_device

KEY = "pending_sign_in"
PASSWORD = "password"
SINGLE_SIGN_ON = "single-sign-on"


@frozen
class Pending:
    """What has been proved: by which method, at what time, and whether the second factor too; where to go then.

    ``password`` is a keyed digest of the one that the account had then: after a reset, the old one proves nothing.
    """

    account: int
    method: str
    at: datetime
    next: str
    password: str
    has_factor: bool = False


def begin_pending(request: HttpRequest, account: Account, *, method: str, next: str, now: datetime) -> Pending:
    """The first step is done."""
    pending = Pending(account=account.pk, method=method, at=now, next=next, password=account.get_session_auth_hash())
    _keep(request, pending)
    return pending


def renew_pending(request: HttpRequest, pending: Pending, account: Account) -> Pending:
    """The password was changed in one of the steps, by whoever is signing in."""
    renewed = evolve(pending, password=account.get_session_auth_hash())
    _keep(request, renewed)
    return renewed


def pass_factor(request: HttpRequest, pending: Pending) -> Pending:
    """The second factor is done as well."""
    passed = evolve(pending, has_factor=True)
    _keep(request, passed)
    return passed


def read_pending(request: HttpRequest, *, now: datetime) -> tuple[Pending, Account]:
    """What has been proved so far, and by whom.

    Raises:
        SignInExpiredError: nothing, or too long ago, or the account was closed or got another password meanwhile.
    """
    kept = request.session.get(KEY)
    if kept is None or now - datetime.fromisoformat(kept["at"]) > PENDING_TIME:
        raise SignInExpiredError
    account = find_account(kept["account"])
    if account is None or not constant_time_compare(kept.get("password", ""), account.get_session_auth_hash()):
        raise SignInExpiredError
    return Pending(**{**kept, "at": datetime.fromisoformat(kept["at"])}), account


def drop_pending(request: HttpRequest) -> None:
    """The sign-in is at its end."""
    request.session.pop(KEY, None)


def name_next_step(pending: Pending, account: Account) -> str | None:
    """The address of the step that is still missing, or none: a lasting password, a device, a code."""
    if not pending.has_factor and has_confirmed_device(account):
        return "identity:enter-code"
    if pending.method == PASSWORD and account.password_at is None:
        return "identity:set-password"
    if not pending.has_factor and account.is_staff and is_second_factor_required():
        return "identity:set-up-code"
    return None


def admit_address(address: str, request: HttpRequest) -> str:
    """The address to go to afterwards, if it is one of ours; else the front page."""
    ours = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return address if address and ours else "/"


def _keep(request: HttpRequest, pending: Pending) -> None:
    request.session[KEY] = {
        "account": pending.account,
        "method": pending.method,
        "at": pending.at.isoformat(),
        "next": pending.next,
        "password": pending.password,
        "has_factor": pending.has_factor,
    }
