"""What a transaction writes last travels with its COMMIT, moments are read quickly, and nobody sees a difference."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import psycopg
import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from zaizao_city.foundation.direct import open_cursor, write_last

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no wait to spare"),
]

ONE = ("INSERT INTO wrote_last (id) VALUES (%s)", (1,))


@pytest.fixture
def other() -> Iterator[psycopg.Connection]:
    """Somebody else, who sees what is committed, beside a table of two columns."""
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TABLE wrote_last (id int PRIMARY KEY, parent int REFERENCES wrote_last DEFERRABLE INITIALLY DEFERRED)"
        )
    with psycopg.connect(**connection.get_connection_params(), autocommit=True) as opened:
        yield opened
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE wrote_last")


def _see(other: psycopg.Connection) -> list[int]:
    return [row[0] for row in other.execute("SELECT id FROM wrote_last ORDER BY id").fetchall()]


def test_what_is_written_last_is_there_for_others_once_it_is_committed(other: psycopg.Connection) -> None:
    with transaction.atomic():
        changed, waited = write_last([ONE, ("INSERT INTO wrote_last (id) VALUES (%s)", (2,))]), connection.is_waiting

    assert (changed, waited, connection.is_waiting, _see(other)) == (None, True, False, [1, 2])


def test_more_than_travel_at_once_are_written_too(other: psycopg.Connection) -> None:
    with transaction.atomic():
        write_last([(ONE[0], (number,)) for number in range(200)])

    assert _see(other) == list(range(200))


@pytest.mark.parametrize("is_direct", [False, True])
def test_who_asks_before_the_end_is_answered_after_it_is_written(
    other: psycopg.Connection,
    is_direct: bool,
) -> None:
    with transaction.atomic():
        write_last([ONE])
        with open_cursor() if is_direct else connection.cursor() as cursor:
            cursor.execute("SELECT id FROM wrote_last", ())
            seen = cursor.fetchall()
        elsewhere = _see(other)

    assert (seen, elsewhere, _see(other)) == ([(1,)], [], [1])


def test_who_gives_up_leaves_nothing(other: psycopg.Connection) -> None:
    with pytest.raises(KeyError), transaction.atomic():
        write_last([ONE]) or {}["gone"]
    with transaction.atomic():
        write_last([("INSERT INTO wrote_last (id) VALUES (%s)", (2,))])

    assert _see(other) == [2]


def test_nothing_is_put_off_in_a_transaction_that_is_given_up(other: psycopg.Connection) -> None:
    with transaction.atomic():
        transaction.set_rollback(True)
        with pytest.raises(transaction.TransactionManagementError):
            write_last([ONE])

    assert _see(other) == []


@pytest.mark.parametrize(
    "refused",
    [ONE, ("INSERT INTO wrote_last (id, parent) VALUES (%s, %s)", (2, 9))],
    ids=["at once", "by the commit"],
)
def test_what_the_database_refuses_is_django_s_error_and_leaves_nothing(
    other: psycopg.Connection, refused: tuple[str, tuple[int, ...]]
) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        write_last([ONE, refused])

    assert (_see(other), connection.is_waiting, connection.in_atomic_block) == ([], False, False)
    with transaction.atomic():
        write_last([ONE])
    assert _see(other) == [1]


def test_within_the_transaction_of_another_it_is_written_at_once(other: psycopg.Connection) -> None:
    with transaction.atomic(), transaction.atomic():
        changed, waited = write_last([ONE]), connection.is_waiting

    assert (changed, waited, _see(other)) == (1, False, [1])


def test_what_follows_a_commit_finds_it_written(other: psycopg.Connection) -> None:
    seen: list[list[int]] = []
    with transaction.atomic():
        transaction.on_commit(lambda: seen.append(_see(other)))
        write_last([ONE])

    assert seen == [[1]]


def test_who_listens_hears_all(other: psycopg.Connection) -> None:
    with CaptureQueriesContext(connection) as heard, transaction.atomic():
        write_last([ONE])

    assert [told["sql"].split(" (")[0] for told in heard] == ["BEGIN", "INSERT INTO wrote_last", "COMMIT"]
    assert _see(other) == [1]


MOMENTS = [
    datetime(2026, 2, 12, 8, 0),
    datetime(2026, 2, 12, 8, 0, 0, 120_000),
    datetime(1890, 1, 1, 8, 5, 43, 1),  # when Shanghai was eight hours and 343 seconds ahead
    datetime(1991, 4, 14, 3, 0),  # in summer time
    datetime.min,
    datetime.max,
    None,
]


@pytest.mark.parametrize("is_direct", [False, True])
def test_moments_are_read_as_they_were_written(is_direct: bool) -> None:
    with transaction.atomic(), open_cursor() if is_direct else connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(['%s::timestamptz'] * len(MOMENTS))}", MOMENTS)
        found = cursor.fetchall()

    assert found == [tuple(MOMENTS)]
