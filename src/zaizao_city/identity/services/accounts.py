"""Accounts: opened, closed, given a new password; each with its event, and with all sessions ended where it matters.

Not here: who shows an identity card at a window (`citizen_accounts`); they come back for what both do alike.
"""

from __future__ import annotations

from datetime import datetime

from axes.utils import reset as forget_wrong_passwords
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from zaizao_city.identity import events
from zaizao_city.identity.actor import Actor
from zaizao_city.identity.errors import LoginTakenError, PasswordTooWeakError, PasswordWrongError
from zaizao_city.identity.models import Account, Person
from zaizao_city.identity.selectors.permissions import require
from zaizao_city.identity.services.recording import record_account
from zaizao_city.identity.services.sessions import end_all_sessions

_SAME = _("与现在的密码相同。")


@transaction.atomic
def open_account(
    *, person: Person, login: str, password: str = "", is_staff: bool = False, is_temporary: bool = True, actor: Actor,
    now: datetime,
) -> Account:  # fmt: skip
    """Open an account for a person, with ``AccountOpened``.

    A temporary password is changed at the first sign-in. Without a password only the single sign-on leads in.

    Raises:
        NotPermittedError: only the system administrator may.
        LoginTakenError: the login is used, or the person has an account.
        PasswordTooWeakError: the password breaks the rules.
    """
    require(actor, "identity.open_account")
    return add_account(
        person=person,
        login=login,
        password=password,
        is_staff=is_staff,
        is_temporary=is_temporary,
        actor=actor,
        now=now,
    )


def add_account(
    *, person: Person, login: str, password: str, is_staff: bool, is_temporary: bool, actor: Actor, now: datetime
) -> Account:
    """Open an account, with ``AccountOpened``, for whoever has asked whether the actor may, in their transaction.

    Raises:
        LoginTakenError: the login is used, or the person has an account.
        PasswordTooWeakError: the password breaks the rules.
    """
    if Account.objects.filter(login=login).exists() or Account.objects.filter(person=person).exists():
        raise LoginTakenError(login=login)
    account = Account(login=login, person=person, is_staff=is_staff)
    _set_password(account, password, now=None if is_temporary else now)
    try:
        with transaction.atomic():
            account.save()
    except IntegrityError as error:  # somebody was quicker by a moment
        raise LoginTakenError(login=login) from error
    record_account(account, events.ACCOUNT_OPENED, {"login": login, "is_staff": is_staff}, actor=actor, now=now)
    return account


@transaction.atomic
def change_password(
    account: Account, *, present: str, new: str, keep_session: str = "", actor: Actor, now: datetime
) -> None:
    """Change one's own password, with ``PasswordChanged``; all sessions end but the one kept.

    Raises:
        PasswordWrongError: the present password is another.
        PasswordTooWeakError: the new one breaks the rules, or is the present one.
    """
    if not account.check_password(present):
        raise PasswordWrongError
    replace_password(account, new=new, actor=actor, now=now)
    end_all_sessions(account, but=keep_session, actor=actor, now=now)


@transaction.atomic
def replace_password(account: Account, *, new: str, actor: Actor, now: datetime) -> None:
    """Set a lasting password for somebody who has just proved who they are, with ``PasswordChanged``.

    Raises:
        PasswordTooWeakError: it breaks the rules, or is the present one.
    """
    if new and account.check_password(new):
        raise PasswordTooWeakError(problems=_SAME)
    _set_password(account, new, now=now)
    account.save(update_fields=["password", "password_at"])
    record_account(account, events.PASSWORD_CHANGED, actor=actor, now=now)


@transaction.atomic
def reset_password(account: Account, *, password: str, actor: Actor, now: datetime) -> None:
    """Set a temporary password for somebody who forgot theirs, with ``PasswordChanged``; all sessions end.

    Raises:
        NotPermittedError: only the system administrator may.
        PasswordTooWeakError: it breaks the rules.
    """
    require(actor, "identity.reset_password")
    set_temporary_password(account, password=password, actor=actor, now=now)


def set_temporary_password(account: Account, *, password: str, login: str = "", actor: Actor, now: datetime) -> None:
    """Set a temporary password, and another login where one is given, with ``PasswordChanged``; all sessions end.

    For whoever has asked whether the actor may, in their transaction. A login locked for wrong passwords opens again:
    they were tried at a password that is none any more, and whoever forgot theirs has usually tried too often.

    Raises:
        LoginTakenError: the login is used.
        PasswordTooWeakError: the password breaks the rules.
    """
    body = {"is_temporary": True, "login": login} if login else {"is_temporary": True}
    if login and Account.objects.filter(login=login).exists():
        raise LoginTakenError(login=login)
    account.login = login or account.login
    _set_password(account, password, now=None)
    try:
        with transaction.atomic():
            account.save(update_fields=["login", "password", "password_at"])
    except IntegrityError as error:
        raise LoginTakenError(login=login) from error
    record_account(account, events.PASSWORD_CHANGED, body, actor=actor, now=now)
    end_all_sessions(account, actor=actor, now=now)
    forget_wrong_passwords(username=account.login)


@transaction.atomic
def close_account(account: Account, *, reason: str, actor: Actor, now: datetime) -> None:
    """Close an account for good, with ``AccountClosed``; all sessions end, cases keep their people.

    Raises:
        NotPermittedError: only the security administrator may.
    """
    require(actor, "identity.close_account")
    account.is_active = False
    account.save(update_fields=["is_active"])
    record_account(account, events.ACCOUNT_CLOSED, {"reason": reason}, actor=actor, now=now)
    end_all_sessions(account, actor=actor, now=now)


def _set_password(account: Account, password: str, *, now: datetime | None) -> None:
    if not password:
        account.set_unusable_password()
        return
    try:
        validate_password(password, user=account)
    except ValidationError as error:
        raise PasswordTooWeakError(problems=" ".join(error.messages)) from error
    account.set_password(password)
    account.password_at = now
