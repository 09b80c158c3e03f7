"""Forgetting who a person is: the duty to erase (个人信息保护法 art. 47), met without breaking a chain of the record."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from zaizao_city.foundation.record.erasing import erase_person as erase_from_record
from zaizao_city.identity.actor import Actor
from zaizao_city.identity.models import Account, ExternalIdentity, Person
from zaizao_city.identity.selectors.permissions import require
from zaizao_city.identity.services.logins import OF_THE_ERASED
from zaizao_city.identity.services.sessions import end_all_sessions


@transaction.atomic
def erase_person(person: Person, *, actor: Actor, now: datetime) -> None:
    """Forget name, numbers and contacts, close the account, destroy the key of all that the record says about them.

    The row and its key stay: cases keep their applicant's place, and the record keeps that something happened.

    Raises:
        NotPermittedError: only the security administrator may.
    """
    require(actor, "identity.erase_person")
    account = Account.objects.select_related("person").filter(person=person).first()
    if account is not None:
        _close(account, actor=actor, now=now)
    person.name, person.erased_at = "", now
    person.number_sealed = person.mobile_sealed = person.email_sealed = None
    person.number_digest = person.mobile_digest = ""
    person.save()
    erase_from_record(str(person.key), actor=actor.account_key, now=now)


def _close(account: Account, *, actor: Actor, now: datetime) -> None:
    end_all_sessions(account, actor=actor, now=now)
    account.is_active, account.login = False, f"{OF_THE_ERASED}{account.key}"
    account.set_unusable_password()
    account.save()
    ExternalIdentity.objects.filter(account=account).delete()
