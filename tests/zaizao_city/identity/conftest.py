"""People, accounts and organisations for the tests of identity, made by the services where those are not what is tested."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.conf import LazySettings

from zaizao_city.identity.actor import SYSTEM, Actor
from zaizao_city.identity.enums import Level, OrganisationKind, Role
from zaizao_city.identity.models import Account, Organisation
from zaizao_city.identity.selectors import get_actor
from zaizao_city.identity.services.accounts import open_account
from zaizao_city.identity.services.organisations import create_organisation
from zaizao_city.identity.services.people import register_person
from zaizao_city.identity.services.roles import grant_role

NOW = datetime(2026, 3, 18, 9, 30)
PASSWORD = "lotus-on-daming-lake"

OpenAccount = Callable[..., Account]


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def password() -> str:
    return PASSWORD


@pytest.fixture
def bureau(db: None) -> Organisation:
    """An approval bureau."""
    return create_organisation(
        code="approval", name="行政审批局", kind=OrganisationKind.ORGAN, level=Level.CITY, actor=SYSTEM, now=NOW
    )


@pytest.fixture
def account_of(db: None) -> OpenAccount:
    """Opens an account with a lasting password."""

    def open_for(login: str, *, staff: bool = True, number: str = "") -> Account:
        person = register_person(name=login, number=number, actor=SYSTEM, now=NOW)
        return open_account(
            person=person, login=login, password=PASSWORD, is_staff=staff, is_temporary=False, actor=SYSTEM, now=NOW
        )

    return open_for


@pytest.fixture
def actor_of(account_of: OpenAccount, bureau: Organisation) -> Callable[..., Actor]:
    """Opens a staff account, gives it a role in the bureau, and makes its actor."""

    def make(login: str, role: Role) -> Actor:
        account = account_of(login)
        grant_role(
            person=account.person, role=role, organisation=bureau, from_on=date(2026, 1, 1), actor=SYSTEM, now=NOW
        )
        return get_actor(account, on=NOW.date())

    return make


@pytest.fixture(autouse=True)
def _quick_passwords(settings: LazySettings) -> None:
    """Argon2 is slow on purpose; what it is for is tested where passwords are."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *settings.PASSWORD_HASHERS]
