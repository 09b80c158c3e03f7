"""The driver's own cursor behaves as Django's does; rows made by hand are the rows that Django makes."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.transaction import TransactionManagementError

from zaizao_city.foundation.direct import execute_all, open_cursor
from zaizao_city.foundation.statements import list_rows, make_row
from zaizao_city.identity.models import Organisation, Person

pytestmark = pytest.mark.django_db


def test_marks_and_percent_signs_are_those_of_every_database() -> None:
    with open_cursor() as cursor:
        cursor.execute("SELECT %s, '50 %%', %s", ("1", "%s"))
        rows = cursor.fetchall()

    assert rows == [("1", "50 %", "%s")]


def test_a_broken_constraint_is_the_error_that_django_raises() -> None:
    statement = "INSERT INTO numbering_series (name, year, last) VALUES (%s, %s, %s)"
    with open_cursor() as cursor:
        cursor.executemany(statement, [("A", 2026, 1), ("B", 2026, 1)])

        with pytest.raises(IntegrityError), transaction.atomic():
            cursor.execute(statement, ("A", 2026, 2))
        with pytest.raises(IntegrityError), transaction.atomic():
            cursor.executemany(statement, [("B", 2026, 2)])


def test_after_a_refused_statement_the_same_cursor_goes_on() -> None:
    statement = "INSERT INTO numbering_series (name, year, last) VALUES (%s, %s, %s)"

    with open_cursor() as cursor:
        for year in (2026, 2027):
            with pytest.raises(IntegrityError), transaction.atomic():
                execute_all(
                    cursor, [(statement, ("A", year, 1)), (statement, ("A", year, 2)), (statement, ("B", year, 1))]
                )
        execute_all(cursor, [(statement, ("A", 2026, number)) for number in range(0)])
        execute_all(cursor, [(statement, (f"A{number}", 2026, number)) for number in range(200)])
        cursor.execute("SELECT count(*), max(last) FROM numbering_series")
        counted = cursor.fetchall()

    assert counted == [(200, 199)]


def test_more_kinds_of_statements_than_are_kept_are_carried_out_alike() -> None:
    with open_cursor() as cursor:
        found = []
        for number in [*range(450), *range(3)]:
            cursor.execute(f"SELECT {number} + %s", (number,))
            found += cursor.fetchall()

    assert found == [(2 * number,) for number in [*range(450), *range(3)]]


def test_a_statement_that_no_database_understands_is_told_as_django_tells_it() -> None:
    with open_cursor() as cursor:
        with pytest.raises(DatabaseError), transaction.atomic():
            cursor.execute("SELEC %s", (1,))
        with pytest.raises(DatabaseError), transaction.atomic():
            cursor.execute("SELECT %s FROM numbering_nothing", (1,))
        cursor.execute("SELECT count(*) FROM numbering_series WHERE year > %s", (2000,))
        counted = cursor.fetchall()

    assert counted == [(0,)]


def test_moments_bytes_and_nothing_come_back_as_they_went() -> None:
    noon = datetime(2026, 2, 12, 12, 0, 0, 5)
    with transaction.atomic(), open_cursor() as cursor:
        cursor.execute(
            "INSERT INTO record_stream (kind, key, length, hash, last_at) VALUES (%s, %s, %s, %s, %s)",
            ("case", "再造\\'\"%", 3, bytes(range(256)), noon),
        )
        cursor.execute("SELECT key, length, hash, last_at, NULL FROM record_stream WHERE last_at = %s", (noon,))
        [row] = cursor.fetchall()

    assert (row[0], row[1], bytes(row[2]), row[3], row[4]) == ("再造\\'\"%", 3, bytes(range(256)), noon, None)


def test_a_list_is_not_a_value() -> None:
    with pytest.raises((TypeError, DatabaseError)), transaction.atomic(), open_cursor() as cursor:
        cursor.execute("SELECT %s", ([1, 2],))

    with open_cursor() as cursor:
        cursor.execute("SELECT count(*) FROM numbering_series")
        counted = cursor.fetchall()
    assert counted == [(0,)]


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
