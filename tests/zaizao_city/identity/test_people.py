from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.db import connection

from zaizao_city.foundation.record.reading import read_stream
from zaizao_city.foundation.record.values import StreamRef
from zaizao_city.identity.actor import ANONYMOUS, SYSTEM, Actor
from zaizao_city.identity.enums import NumberProblem, Role
from zaizao_city.identity.errors import EnterpriseKnownError, NotPermittedError, NumberWrongError, PersonKnownError
from zaizao_city.identity.models import Account, Person
from zaizao_city.identity.selectors import get_actor
from zaizao_city.identity.selectors.people import find_enterprise_by_code, find_person_by_number
from zaizao_city.identity.services.people import (
    change_contact,
    register_agent,
    register_enterprise,
    register_person,
    release_agent,
)

pytestmark = pytest.mark.django_db
NUMBER = "11010519491231002X"
CODE = "91350100M000100Y43"


def test_a_registered_person_is_found_by_the_number_and_shown_masked(now: datetime) -> None:
    person = register_person(
        name="王芳", number="110105 19491231 002x", mobile="13800138000", email="fang@example.cn", actor=SYSTEM, now=now
    )

    found = find_person_by_number(NUMBER)

    assert found == person
    assert (found.masked_number, found.masked_mobile, found.masked_email) == (
        "110***********002X",
        "138****8000",
        "f***@example.cn",
    )
    assert (found.open_number(), found.open_mobile(), found.open_email()) == (NUMBER, "13800138000", "fang@example.cn")


def test_no_number_lies_readable_in_the_database(now: datetime) -> None:
    register_person(
        name="王芳", number=NUMBER, mobile="13800138000", email="fang@example.cn", actor=SYSTEM, now=now
    )  # fmt: skip

    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM identity_person")
        people = cursor.fetchall()
        cursor.execute("SELECT * FROM record_event")
        events = cursor.fetchall()
    written = repr([[bytes(cell) if isinstance(cell, memoryview) else cell for cell in row] for row in people + events])

    assert [secret for secret in [NUMBER, "13800138000", "fang@example.cn"] if secret in written] == []
    assert "王芳" not in repr(events)


def test_one_number_is_one_person(now: datetime) -> None:
    register_person(name="王芳", number=NUMBER, actor=SYSTEM, now=now)

    with pytest.raises(PersonKnownError):
        register_person(name="王方", number=NUMBER.lower(), actor=SYSTEM, now=now)

    assert Person.objects.count() == 1


def test_people_without_a_number_do_not_collide(now: datetime) -> None:
    for name in ["甲", "乙"]:
        register_person(name=name, actor=SYSTEM, now=now)

    assert Person.objects.count() == 2


def test_a_wrong_number_is_refused_with_what_is_wrong(now: datetime) -> None:
    with pytest.raises(NumberWrongError) as caught:
        register_person(name="王芳", number="110105194912310021", actor=SYSTEM, now=now)

    assert caught.value.fields == {"kind": "居民身份证号码", "problem": NumberProblem.CHECKSUM.label}


def test_a_visitor_registers_nobody(now: datetime) -> None:
    with pytest.raises(NotPermittedError):
        register_person(name="王芳", actor=ANONYMOUS, now=now)


def test_people_change_their_own_contact_and_nobody_else_s(account_of: Callable[..., Account], now: datetime) -> None:
    fang, other = account_of("fang", staff=False), account_of("other", staff=False)
    actor = get_actor(fang, on=now.date())

    change_contact(fang.person, mobile="13900139000", email="", actor=actor, now=now)

    assert Person.objects.get(pk=fang.person_id).open_mobile() == "13900139000"
    with pytest.raises(NotPermittedError):
        change_contact(other.person, mobile="13900139000", email="", actor=actor, now=now)


def test_an_enterprise_is_known_by_its_code(now: datetime) -> None:
    enterprise = register_enterprise(name="泉城小馆", credit_code=CODE.lower(), actor=SYSTEM, now=now)

    assert find_enterprise_by_code(CODE) == enterprise
    with pytest.raises(EnterpriseKnownError):
        register_enterprise(name="又一家", credit_code=CODE, actor=SYSTEM, now=now)
    with pytest.raises(NumberWrongError):
        register_enterprise(name="错一位", credit_code="91350100M000100Y44", actor=SYSTEM, now=now)


def test_a_representative_names_agents_and_agents_name_nobody(
    account_of: Callable[..., Account], actor_of: Callable[..., Actor], now: datetime
) -> None:
    clerk = actor_of("clerk", Role.WINDOW_CLERK)
    boss, agent, friend = (account_of(name, staff=False) for name in ["boss", "agent", "friend"])
    shop = register_enterprise(name="泉城小馆", credit_code=CODE, actor=clerk, now=now)
    register_agent(
        enterprise=shop, person=boss.person, from_on=now.date(), is_representative=True, actor=clerk, now=now
    )  # fmt: skip

    named = register_agent(
        enterprise=shop, person=agent.person, from_on=now.date(), until_on=date(2026, 12, 31),
        actor=get_actor(boss, on=now.date()), now=now,
    )  # fmt: skip

    assert [held.name for held in get_actor(agent, on=now.date()).enterprises] == ["泉城小馆"]
    with pytest.raises(NotPermittedError):
        register_agent(
            enterprise=shop, person=friend.person, from_on=now.date(), actor=get_actor(agent, on=now.date()), now=now
        )
    release_agent(named, actor=get_actor(boss, on=now.date()), now=now)
    assert get_actor(agent, on=now.date()).enterprises == ()
    assert [event.name for event in read_stream(StreamRef("enterprise", str(shop.key)))] == [
        "EnterpriseRegistered",
        "AgentNamed",
        "AgentNamed",
        "AgentReleased",
    ]


def test_nobody_makes_themselves_a_representative(account_of: Callable[..., Account], now: datetime) -> None:
    thief = account_of("thief", staff=False)
    shop = register_enterprise(name="泉城小馆", credit_code=CODE, actor=SYSTEM, now=now)

    with pytest.raises(NotPermittedError):
        register_agent(
            enterprise=shop, person=thief.person, from_on=now.date(), is_representative=True,
            actor=get_actor(thief, on=now.date()), now=now,
        )  # fmt: skip
