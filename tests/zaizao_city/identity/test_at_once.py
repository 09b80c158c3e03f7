from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from threading import Barrier

import pyotp
import pytest
from django.db import connection

from zaizao_city.foundation.clock import SHANGHAI
from zaizao_city.foundation.record.reading import read_stream
from zaizao_city.foundation.record.values import StreamRef
from zaizao_city.identity.actor import ANONYMOUS, SYSTEM, Actor
from zaizao_city.identity.enums import Role
from zaizao_city.identity.errors import (
    AdministratorsApartError,
    EnterpriseKnownError,
    LoginTakenError,
    PersonKnownError,
)
from zaizao_city.identity.models import Account, Enterprise, Organisation, Person, RoleAssignment
from zaizao_city.identity.services.citizen_accounts import Card, open_citizen_account
from zaizao_city.identity.services.names import correct_name
from zaizao_city.identity.services.people import register_enterprise, register_person
from zaizao_city.identity.services.roles import grant_role
from zaizao_city.identity.services.second_factor import check_code, prepare_device

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer at a time: nothing is at once"),
]


def _together(*acts: Callable[[], object]) -> list[object]:
    """What each act gave or refused, begun at the same moment in threads of their own."""
    start = Barrier(len(acts))

    def carry_out(act: Callable[[], object]) -> object:
        start.wait()
        try:
            return act()
        except (AdministratorsApartError, EnterpriseKnownError, LoginTakenError, PersonKnownError) as refusal:
            return refusal.code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(carry_out, acts))


def test_two_administrators_roles_granted_at_once_are_still_for_two_people(
    account_of: Callable[..., Account], bureau: Organisation, now: datetime
) -> None:
    person = account_of("one").person
    roles = [Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN]
    acts = [
        lambda role=role: (
            grant_role(person=person, role=role, organisation=bureau, from_on=now.date(), actor=SYSTEM, now=now).role
        )
        for role in roles
    ]

    answers = _together(*acts)

    assert answers.count("administrators-apart") == 2
    assert RoleAssignment.objects.count() == 1


def test_a_code_used_twice_at_once_opens_once(account_of: Callable[..., Account], now: datetime) -> None:
    account = account_of("clerk")
    code = pyotp.TOTP(prepare_device(account).open_secret()).at(now.replace(tzinfo=SHANGHAI))

    answers = _together(*[lambda: check_code(account, code=code, actor=ANONYMOUS, now=now)] * 3)

    assert sorted(map(bool, answers)) == [False, False, True]


def test_a_login_that_two_windows_give_at_once_is_one_persons(now: datetime) -> None:
    cards = [Card("王芳", "11010519491231002X"), Card("李四", "11010119900307803X")]
    acts = [
        lambda card=card: open_citizen_account(card, login="lotus", key=card.name, actor=SYSTEM, now=now).account.login
        for card in cards
    ]

    assert sorted(map(str, _together(*acts))) == ["login-taken", "lotus"]
    assert Account.objects.count() == Person.objects.count() == 1


def test_somebody_whom_two_counters_register_at_once_is_registered_once(now: datetime) -> None:
    acts = [lambda: register_person(name="王芳", number="11010519491231002X", actor=SYSTEM, now=now).name] * 3
    firms = [
        lambda: register_enterprise(name="某公司", credit_code="91350100M000100Y43", actor=SYSTEM, now=now).name
    ] * 3

    assert sorted(map(str, _together(*acts))) == ["person-known", "person-known", "王芳"]
    assert sorted(map(str, _together(*firms))) == ["enterprise-known", "enterprise-known", "某公司"]
    assert Person.objects.count() == Enterprise.objects.count() == 1


def test_two_corrections_of_a_name_at_once_stand_one_after_the_other(
    actor_of: Callable[..., Actor], now: datetime
) -> None:
    person = register_person(name="王芳", number="11010519491231002X", actor=SYSTEM, now=now)
    system = actor_of("system", Role.SYSTEM_ADMIN)
    read_by_both = [person, Person.objects.get(pk=person.pk)]
    acts = [
        lambda row=row, name=name: correct_name(row, name=name, reason="身份证", actor=system, now=now)
        for row, name in zip(read_by_both, ["王方", "王放"], strict=True)
    ]

    _together(*acts)

    first, second = [event.body for event in read_stream(StreamRef("person", str(person.key)))][1:]
    assert (first["before"], second["before"]) == ("王芳", first["after"])
    assert Person.objects.get(pk=person.pk).name == second["after"]
