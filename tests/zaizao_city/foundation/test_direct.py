"""The driver's own cursor behaves as Django's does; rows made by hand are the rows that Django makes."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.transaction import TransactionManagementError

from zaizao_city.foundation.direct import open_cursor
from zaizao_city.foundation.statements import list_rows, make_row
from zaizao_city.identity.models import Organisation, Person

pytestmark = pytest.mark.django_db


def test_marks_and_percent_signs_are_those_of_every_database() -> None:
    with open_cursor() as cursor:
        cursor.execute("SELECT %s, '50 %%', %s", (1, "%s"))
        rows = cursor.fetchall()

    assert rows == [(1, "50 %", "%s")]


def test_a_broken_constraint_is_the_error_that_django_raises() -> None:
    statement = "INSERT INTO numbering_series (name, year, last) VALUES (%s, %s, %s)"
    with open_cursor() as cursor:
        cursor.executemany(statement, [("A", 2026, 1), ("B", 2026, 1)])

        with pytest.raises(IntegrityError), transaction.atomic():
            cursor.execute(statement, ("A", 2026, 2))
        with pytest.raises(IntegrityError), transaction.atomic():
            cursor.executemany(statement, [("B", 2026, 2)])


def test_in_a_transaction_that_is_lost_nothing_more_is_asked() -> None:
    def lose() -> None:
        with transaction.atomic():
            transaction.set_rollback(True)
            open_cursor().execute("SELECT 1")

    with pytest.raises(TransactionManagementError):
        lose()


def test_whoever_listens_hears_every_statement() -> None:
    heard = []

    def listen(execute, sql, params, many, context):  # type: ignore[no-untyped-def]
        heard.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(listen), open_cursor() as cursor:
        cursor.execute("SELECT 1")

    assert heard == ["SELECT 1"]


def test_a_row_made_by_hand_is_the_row_that_django_makes() -> None:
    Organisation.objects.create(code="jn", name="济南市", level="city", path="jn/")
    theirs = Organisation.objects.get(code="jn")

    [ours] = list_rows(Organisation, "code", "jn")

    assert {**vars(ours), "_state": None} == {**vars(theirs), "_state": None}
    assert (ours._state.adding, ours._state.db) == (theirs._state.adding, theirs._state.db)


def test_columns_that_were_not_read_are_read_when_they_are_asked_for() -> None:
    person = Person.objects.create(name="赵敏")

    row = make_row(Person, ("id",), (person.pk,))

    assert (row.name, row.key) == ("赵敏", person.key)
