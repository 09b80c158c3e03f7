"""A registered name is corrected upon a document: who may, what is refused, what the record and the person learn of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from django.db import connection

from zaizao_city.foundation.errors import Refusal
from zaizao_city.foundation.notices.models import Notice
from zaizao_city.foundation.record.reading import read_stream
from zaizao_city.foundation.record.values import StreamRef
from zaizao_city.identity.actor import ANONYMOUS, SYSTEM, Actor
from zaizao_city.identity.enums import Role
from zaizao_city.identity.errors import (
    DocumentUnnamedError,
    NameKnownError,
    NameUnfitError,
    NotPermittedError,
    OwnNameError,
    PersonErasedError,
)
from zaizao_city.identity.models import Account, Person
from zaizao_city.identity.selectors import get_actor
from zaizao_city.identity.services.citizen_accounts import Card, look_up_card
from zaizao_city.identity.services.erasing import erase_person
from zaizao_city.identity.services.names import clean_name, correct_name, is_same_name
from zaizao_city.identity.services.people import register_person

pytestmark = pytest.mark.django_db
NUMBER = "11010519491231002X"
REASON = "看了新的居民身份证"


@pytest.fixture
def fang(now: datetime) -> Person:
    return register_person(name="王芳", number=NUMBER, actor=SYSTEM, now=now)


@pytest.fixture
def system(actor_of: Callable[..., Actor]) -> Actor:
    return actor_of("system", Role.SYSTEM_ADMIN)


def _list_events(person: Person) -> list[tuple[str, object, str]]:
    return [(event.name, event.body, event.actor) for event in read_stream(StreamRef("person", str(person.key)))]


def test_a_corrected_name_is_the_one_that_the_window_asks_for(
    fang: Person, system: Actor, actor_of: Callable[..., Actor], now: datetime
) -> None:
    correct_name(fang, name=" 王方 ", reason=f" {REASON} ", actor=system, now=now)

    clerk = actor_of("clerk", Role.WINDOW_CLERK)
    assert Person.objects.get(pk=fang.pk).name == "王方"
    assert look_up_card(Card("王方", NUMBER), actor=clerk).person == fang


def test_the_record_keeps_both_names_and_the_document_under_the_key_of_the_person(
    fang: Person, system: Actor, actor_of: Callable[..., Actor], now: datetime
) -> None:
    correct_name(fang, name="王方", reason=REASON, actor=system, now=now)

    told = {"before": "王芳", "after": "王方", "reason": REASON}
    assert _list_events(fang)[1:] == [("PersonRenamed", told, system.account_key)]
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM record_event")
        assert not {"王芳", "王方", REASON} & set(repr(cursor.fetchall()).split("'"))
    erase_person(fang, actor=actor_of("security", Role.SECURITY_ADMIN), now=now)
    assert [(name, body) for name, body, _actor in _list_events(fang)][:2] == [
        ("PersonRegistered", None),
        ("PersonRenamed", None),
    ]


def test_the_person_is_told_and_the_message_says_no_name(fang: Person, system: Actor, now: datetime) -> None:
    correct_name(fang, name="王方", reason=REASON, actor=system, now=now)

    [notice] = Notice.objects.all()
    assert (notice.person_key, notice.title) == (fang.key, "您登记的姓名更正了")
    assert not [name for name in ("王芳", "王方") if name in notice.title + notice.text]


@pytest.mark.parametrize("role", [role for role in Role if role not in {Role.SYSTEM_ADMIN, Role.CITIZEN}])
def test_nobody_but_the_system_administrator_corrects_names(
    fang: Person, actor_of: Callable[..., Actor], role: Role, now: datetime
) -> None:
    for actor in (actor_of("other", role), ANONYMOUS):
        with pytest.raises(NotPermittedError):
            correct_name(fang, name="王方", reason=REASON, actor=actor, now=now)

    assert Person.objects.get(pk=fang.pk).name == "王芳"


def test_citizens_do_not_correct_their_names_and_administrators_not_their_own(
    account_of: Callable[..., Account], system: Actor, now: datetime
) -> None:
    citizen = account_of("fang", staff=False)
    own = Person.objects.get(pk=system.person_id)

    with pytest.raises(NotPermittedError):
        correct_name(citizen.person, name="王方", reason=REASON, actor=get_actor(citizen, on=now.date()), now=now)
    with pytest.raises(OwnNameError):
        correct_name(own, name="王方", reason=REASON, actor=system, now=now)


@pytest.mark.parametrize(
    ("name", "reason", "refusal"),
    [
        ("王芳", REASON, NameKnownError),
        ("　王芳 ", REASON, NameKnownError),
        ("", REASON, NameUnfitError),
        (" \u3000", REASON, NameUnfitError),
        ("王" * 81, REASON, NameUnfitError),
        ("王\u202e方", REASON, NameUnfitError),
        ("王\u200b方", REASON, NameUnfitError),
        ("王\x00方", REASON, NameUnfitError),
        ("王方", "", DocumentUnnamedError),
        ("王方", " \n", DocumentUnnamedError),
        ("王方", "证" * 501, DocumentUnnamedError),
    ],
)
def test_what_is_no_other_name_or_has_no_document_is_refused_and_leaves_no_trace(
    fang: Person, system: Actor, name: str, reason: str, refusal: type[Refusal], now: datetime
) -> None:
    with pytest.raises(refusal) as caught:
        correct_name(fang, name=name, reason=reason, actor=system, now=now)

    assert all(caught.value.tell())
    assert (Person.objects.get(pk=fang.pk).name, len(_list_events(fang)), Notice.objects.count()) == ("王芳", 1, 0)


def test_somebody_who_was_erased_gets_no_name_again(
    fang: Person, system: Actor, actor_of: Callable[..., Actor], now: datetime
) -> None:
    stale = Person.objects.get(pk=fang.pk)
    erase_person(fang, actor=actor_of("security", Role.SECURITY_ADMIN), now=now)

    with pytest.raises(PersonErasedError):
        correct_name(stale, name="王方", reason=REASON, actor=system, now=now)

    assert Person.objects.get(pk=fang.pk).name == ""


def test_what_was_corrected_meanwhile_stands_in_the_record_as_it_was(
    fang: Person, system: Actor, now: datetime
) -> None:
    stale = Person.objects.get(pk=fang.pk)
    correct_name(fang, name="王方", reason=REASON, actor=system, now=now)

    correct_name(stale, name="王放", reason=REASON, actor=system, now=now)

    assert [body["before"] for _name, body, _actor in _list_events(fang)[1:]] == ["王芳", "王方"]  # type: ignore[index]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("阿依古丽•买买提", "阿依古丽·买买提"), ("  John   Smith ", "John Smith"), ("\ufa19", "\ufa19")],
)
def test_a_name_keeps_its_rare_characters_and_gets_one_sign_between_its_parts(typed: str, kept: str) -> None:
    assert clean_name(typed) == kept


def test_two_ways_of_writing_are_one_name() -> None:
    assert is_same_name("阿依古丽•买买提", "阿依古丽 · 买买提")
    assert not is_same_name("王芳", "王方")
