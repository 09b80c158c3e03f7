from __future__ import annotations

import sqlite3
from datetime import datetime

import pytest
from django.db import connection, transaction

from record_rewriting import FIRST_CASE, PERSON, record
from zaizao_city.foundation.record.erasing import erase_person
from zaizao_city.foundation.record.errors import RecordKeyLostError, SubjectErasedError
from zaizao_city.foundation.record.keys import find_key_folder, forget_keys
from zaizao_city.foundation.record.models import SubjectKey
from zaizao_city.foundation.record.reading import read_stream
from zaizao_city.foundation.record.values import NewEvent, StreamRef
from zaizao_city.foundation.record.writing import append

pytestmark = pytest.mark.django_db(transaction=True, available_apps=["zaizao_city.foundation.record"])
LATER = datetime(2026, 12, 1)


def test_what_was_said_about_a_person_cannot_be_read_any_more() -> None:
    record(FIRST_CASE, ["CaseOpened"], subject=PERSON)
    record(FIRST_CASE, ["CaseAccepted"])

    erased = erase_person(PERSON, actor="c", now=LATER)

    assert erased
    assert [(event.name, event.body) for event in read_stream(FIRST_CASE)] == [
        ("CaseOpened", None),
        ("CaseAccepted", {"name": "CaseAccepted"}),
    ]


def test_that_a_person_was_erased_is_recorded_without_saying_more() -> None:
    record(FIRST_CASE, ["CaseOpened"], subject=PERSON)

    erase_person(PERSON, actor="c", now=LATER)

    (event,) = read_stream(StreamRef("subject", PERSON))
    assert (event.name, event.at, event.actor, event.body) == ("PersonErased", LATER, "c", {})


def test_nobody_is_erased_twice() -> None:
    record(FIRST_CASE, ["CaseOpened"], subject=PERSON)
    erase_person(PERSON, actor="c", now=LATER)

    assert not erase_person(PERSON, actor="c", now=LATER)
    assert len(read_stream(StreamRef("subject", PERSON))) == 1


def test_nothing_more_is_recorded_about_an_erased_person() -> None:
    record(FIRST_CASE, ["CaseOpened"], subject=PERSON)
    erase_person(PERSON, actor="c", now=LATER)

    with pytest.raises(SubjectErasedError), transaction.atomic():
        append(FIRST_CASE, [NewEvent("CaseClosed", {}, PERSON)], at=LATER, actor="c", expected=None)


def test_the_wrapped_key_is_gone_from_the_bytes_of_the_database() -> None:
    record(FIRST_CASE, ["CaseOpened"], subject=PERSON)
    wrapped = bytes(SubjectKey.objects.get().wrapped)

    erase_person(PERSON, actor="c", now=LATER)

    assert SubjectKey.objects.get().wrapped is None
    if connection.vendor == "sqlite":
        assert isinstance(connection.connection, sqlite3.Connection)
        assert wrapped not in connection.connection.serialize()


def test_a_lost_installation_key_is_told_as_what_it_is() -> None:
    record(FIRST_CASE, ["CaseOpened"], subject=PERSON)
    (find_key_folder() / "record.key").unlink()
    forget_keys()

    with pytest.raises(RecordKeyLostError):
        read_stream(FIRST_CASE)


def test_the_key_files_are_readable_by_their_owner_alone() -> None:
    record(FIRST_CASE, ["CaseOpened"], subject=PERSON)

    assert (find_key_folder() / "record.key").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in find_key_folder().iterdir()] == ["record.key"]
