from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from django.db import connection
from django.test import Client

from zaizao_city.foundation.record.reading import read_stream
from zaizao_city.foundation.record.values import StreamRef
from zaizao_city.identity.actor import Actor
from zaizao_city.identity.enums import Role
from zaizao_city.identity.errors import NotPermittedError
from zaizao_city.identity.models import Account, Person
from zaizao_city.identity.selectors.people import find_person_by_number
from zaizao_city.identity.services.erasing import erase_person

NUMBER = "11010519491231002X"


def test_an_erased_person_is_nowhere_readable_and_keeps_the_place_of_the_row(
    account_of: Callable[..., Account], actor_of: Callable[..., Actor], password: str, now: datetime
) -> None:
    account = account_of("fang", staff=False, number=NUMBER)
    browser = Client()
    browser.post("/sign-in/", {"login": "fang", "password": password})

    erase_person(account.person, actor=actor_of("security", Role.SECURITY_ADMIN), now=now)

    person = Person.objects.get(pk=account.person_id)
    bodies = [event.body for event in read_stream(StreamRef("account", str(account.key)))]
    assert (person.key, person.name, person.open_number()) == (account.person.key, "", "")
    assert find_person_by_number(NUMBER) is None
    assert bodies == [None] * len(bodies)
    assert browser.get("/me/").status_code == 302
    assert Client().post("/sign-in/", {"login": "fang", "password": password}).status_code == 422
    with connection.cursor() as cursor:
        cursor.execute("SELECT login FROM identity_account WHERE id = %s", [account.pk])
        assert cursor.fetchone() == (f"erased-{account.key}",)


def test_nobody_but_the_security_administrator_erases(
    account_of: Callable[..., Account], actor_of: Callable[..., Actor], now: datetime
) -> None:
    account = account_of("fang", staff=False)

    for role in [Role.SYSTEM_ADMIN, Role.AUDIT_ADMIN, Role.WINDOW_CLERK]:
        with pytest.raises(NotPermittedError):
            erase_person(account.person, actor=actor_of(role, role), now=now)

    assert Person.objects.get(pk=account.person_id).name == "fang"
