"""Accounts of citizens, given at a window to whoever shows an identity card: opened, or with a new temporary password.

The clerk compares the card with the face; what is asked here is that number and name belong together. A temporary
password is made, given back once, and kept nowhere: the same form sent again gets the account without it.

Not here: accounts of the staff (`accounts`), those of the single sign-on (`external`), a name that was registered wrong
(`names`), a second factor that was lost (`second_factor`): both are the administrators'.
"""

from __future__ import annotations

import json
from datetime import datetime

from attrs import field, frozen
from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from zaizao_city.foundation.notices.notifying import notify
from zaizao_city.foundation.record.idempotency import Answered, New, once
from zaizao_city.identity.actor import Actor
from zaizao_city.identity.enums import NumberKind
from zaizao_city.identity.errors import (
    AccountClosedError,
    AccountKnownError,
    AccountMissingError,
    CardDiffersError,
    OwnAccountError,
    StaffAccountError,
)
from zaizao_city.identity.models import Account, Person
from zaizao_city.identity.numbers import normalise_number
from zaizao_city.identity.selectors.people import find_person_by_number
from zaizao_city.identity.selectors.permissions import require
from zaizao_city.identity.services.accounts import add_account, set_temporary_password
from zaizao_city.identity.services.logins import clean_login, is_typed, make_login, make_password
from zaizao_city.identity.services.names import is_same_name
from zaizao_city.identity.services.people import change_contact, check_number, register_person
from zaizao_city.identity.vault import digest_text


@frozen
class Card:
    """What is read off an identity card."""

    name: str
    number: str = field(repr=False)


@frozen
class Holder:
    """Who holds a card, as far as the city knows: nobody, a person, a person with an account."""

    person: Person | None = None
    account: Account | None = None

    @property
    def needs_login(self) -> bool:
        """Whether a password alone would not do: the account was made by the single sign-on, and has no login to type."""
        return self.account is None or not is_typed(self.account.login)


@frozen
class Handed:
    """What is handed over at the window; ``password`` is empty where the form came before: it was shown then."""

    account: Account
    password: str = field(repr=False)


def look_up_card(card: Card, *, actor: Actor) -> Holder:
    """Whose card it is, before anything is done.

    Raises:
        NotPermittedError: only a window may.
        NumberWrongError: the number breaks its standard.
        CardDiffersError: the number is registered for another name, which is not told.
        OwnAccountError: the card is the clerk's own.
        StaffAccountError: the account is one of the staff.
        AccountClosedError: the account was closed.
    """
    require(actor, "identity.open_citizen_account")
    return _find_holder(card, actor=actor)


@transaction.atomic
def open_citizen_account(
    card: Card, *, login: str = "", mobile: str = "", key: str, actor: Actor, now: datetime
) -> Handed:
    """Open an account for whoever holds the card, with ``AccountOpened``; they are registered if nobody knows them.

    Without a login one is made; a mobile number is kept as theirs, none leaves the one that is known.

    Raises:
        AccountKnownError: there is one.
        LoginTakenError: the login is somebody's.
        LoginUnfitError: the login breaks the rules.
        Refusal: as `look_up_card` refuses; or the mobile number breaks its standard.
    """
    require(actor, "identity.open_citizen_account")
    given = _ask_once(key, "open", card, login, mobile, actor=actor)
    if isinstance(given, Answered):
        return _hand_again(given)
    holder = _find_holder(card, actor=actor)
    if holder.account is not None:
        raise AccountKnownError
    chosen, password = clean_login(login) if login else make_login(), make_password()
    person = _register(card, holder, mobile=mobile, actor=actor, now=now)
    account = add_account(
        person=person, login=chosen, password=password, is_staff=False, is_temporary=True, actor=actor, now=now
    )
    given.keep(str(account.key), at=now)
    return Handed(account, password)


@transaction.atomic
def reset_citizen_password(card: Card, *, login: str = "", key: str, actor: Actor, now: datetime) -> Handed:
    """Give a new temporary password to whoever holds the card, with ``PasswordChanged``; all sessions end, and the
    person is told outside the site, who may not be the one that stood at the window.

    An account that was made by the single sign-on gets a login, the one given or one that is made; another keeps its own.

    Raises:
        AccountMissingError: there is none.
        LoginTakenError: the login is somebody's.
        LoginUnfitError: the login breaks the rules.
        Refusal: as `look_up_card` refuses.
    """
    require(actor, "identity.reset_citizen_password")
    given = _ask_once(key, "reset", card, login, actor=actor)
    if isinstance(given, Answered):
        return _hand_again(given)
    holder = _find_holder(card, actor=actor)
    if holder.account is None:
        raise AccountMissingError
    password, chosen = make_password(), ""
    if holder.needs_login:
        chosen = clean_login(login) if login else make_login()
    set_temporary_password(holder.account, password=password, login=chosen, actor=actor, now=now)
    _tell(holder.account, now=now)
    given.keep(str(holder.account.key), at=now)
    return Handed(holder.account, password)


def _find_holder(card: Card, *, actor: Actor) -> Holder:
    person = find_person_by_number(check_number(NumberKind.RESIDENT, card.number))
    if person is None:
        return Holder()
    if not is_same_name(person.name, card.name):
        raise CardDiffersError
    if person.pk == actor.person_id:
        raise OwnAccountError
    account = Account.objects.select_related("person").filter(person=person).first()
    if account is not None and account.is_staff:
        raise StaffAccountError
    if account is not None and not account.is_active:
        raise AccountClosedError
    return Holder(person, account)


def _register(card: Card, holder: Holder, *, mobile: str, actor: Actor, now: datetime) -> Person:
    if holder.person is None:
        return register_person(name=card.name.strip(), number=card.number, mobile=mobile, actor=actor, now=now)
    if mobile:
        change_contact(holder.person, mobile=mobile, email=holder.person.open_email(), actor=actor, now=now)
    return holder.person


def _ask_once(key: str, *said: str | Card, actor: Actor) -> Answered | New:
    """Whether the form came before. It is compared by a keyed digest: of a bare one, numbers could be tried out."""
    parts = [[part.name, normalise_number(part.number)] if isinstance(part, Card) else part for part in said]
    return once(key, actor=actor.account_key, request=digest_text(json.dumps(parts), field="form of an account"))


def _hand_again(given: Answered) -> Handed:
    return Handed(Account.objects.select_related("person").get(key=given.answer), "")


def _tell(account: Account, *, now: datetime) -> None:
    with translation.override(settings.LANGUAGE_CODE):  # the citizen's language, not the one of the clerk's screen
        notify(
            person_key=account.person.key, title=_("您的登录密码在窗口重设了"),
            text=_("有人带您的身份证到政务服务窗口重设了密码，原来的登录已全部退出。如果不是您本人，请马上拨 {hotline}。").format(
                hotline=settings.HOTLINE
            ),
            link="/me/", urgent=True, now=now,
        )  # fmt: skip
