"""People whom the city's single sign-on vouches for: found by its name for them, or by their identity number."""

from __future__ import annotations

from datetime import datetime

from attrs import frozen
from django.db import transaction

from zaizao_city.identity import events
from zaizao_city.identity.actor import SYSTEM
from zaizao_city.identity.models import Account, ExternalIdentity, Person
from zaizao_city.identity.selectors.people import find_person_by_number
from zaizao_city.identity.services.accounts import open_account
from zaizao_city.identity.services.logins import BY_SINGLE_SIGN_ON
from zaizao_city.identity.services.people import register_person
from zaizao_city.identity.services.recording import record_account


@frozen
class Vouched:
    """What the single sign-on says of somebody; ``number`` is empty where it does not pass identity numbers on."""

    issuer: str
    subject: str
    name: str
    number: str = ""


@transaction.atomic
def admit_vouched(vouched: Vouched, *, now: datetime) -> Account:
    """The account of somebody vouched for, opened at the first visit, with ``ExternalIdentityLinked``.

    Raises:
        NumberWrongError: the identity number passed on breaks its standard.
    """
    known = ExternalIdentity.objects.select_related("account__person")
    if found := known.filter(issuer=vouched.issuer, subject=vouched.subject).first():
        return found.account
    person = find_person_by_number(vouched.number) if vouched.number else None
    if person is None:
        person = register_person(name=vouched.name, number=vouched.number, actor=SYSTEM, now=now)
    account = Account.objects.select_related("person").filter(person=person).first() or _open(person, now=now)
    ExternalIdentity.objects.create(account=account, issuer=vouched.issuer, subject=vouched.subject)
    body = {"issuer": vouched.issuer, "subject": vouched.subject}
    record_account(account, events.EXTERNAL_IDENTITY_LINKED, body, actor=SYSTEM, now=now)
    return account


def _open(person: Person, *, now: datetime) -> Account:
    return open_account(person=person, login=f"{BY_SINGLE_SIGN_ON}{person.key}", actor=SYSTEM, now=now)
