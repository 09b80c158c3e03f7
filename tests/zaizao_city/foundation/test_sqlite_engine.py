"""Transactions on SQLite begin and end by the driver, and tell of it like Django's where somebody listens."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import IntegrityError, OperationalError, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from zaizao_city.foundation.direct.sqlite_engine.base import DatabaseWrapper

pytestmark = pytest.mark.django_db  # only to be allowed a connection: the tests have one of their own

MADE = """
CREATE TABLE one (id INTEGER PRIMARY KEY);
CREATE TABLE two (one INTEGER REFERENCES one DEFERRABLE INITIALLY DEFERRED);
"""


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[BaseDatabaseWrapper]:
    """A connection of its own to a file with two tables, under the name that `transaction` is told."""
    with sqlite3.connect(tmp_path / "file") as raw:
        raw.executescript(MADE)
    raw.close()
    described = {
        "ENGINE": "zaizao_city.foundation.direct.sqlite_engine", "NAME": str(tmp_path / "file"), "USER": "", "HOST": "",
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 0.05, "init_command": "PRAGMA foreign_keys=ON"},
        "TIME_ZONE": None, "AUTOCOMMIT": True, "CONN_MAX_AGE": 0, "CONN_HEALTH_CHECKS": False, "ATOMIC_REQUESTS": False,
    }  # fmt: skip
    opened = DatabaseWrapper(described, alias="own")
    monkeypatch.setattr(transaction, "get_connection", lambda using=None: opened)
    yield opened
    opened.close()


def _count(database: BaseDatabaseWrapper) -> int:
    with sqlite3.connect(database.settings_dict["NAME"]) as other:
        found: int = other.execute("SELECT (SELECT COUNT(*) FROM one) + (SELECT COUNT(*) FROM two)").fetchone()[0]
    other.close()
    return found


def test_what_was_written_is_there_for_others_once_it_is_committed(database: BaseDatabaseWrapper) -> None:
    with transaction.atomic():
        database.connection.execute("INSERT INTO one VALUES (1)")
        seen = (_count(database), database.connection.in_transaction)

    assert (seen, _count(database), database.connection.in_transaction) == ((0, True), 1, False)


def test_what_is_given_up_leaves_nothing(database: BaseDatabaseWrapper) -> None:
    with pytest.raises(KeyError), transaction.atomic():
        database.connection.execute("INSERT INTO two VALUES (0)") and {}["gone"]

    assert (_count(database), database.connection.in_transaction) == (0, False)


def test_a_writer_who_waited_in_vain_is_told_by_django_s_error(database: BaseDatabaseWrapper) -> None:
    other = sqlite3.connect(database.settings_dict["NAME"], isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    with pytest.raises(OperationalError, match="locked"), transaction.atomic():
        pass
    other.close()
    with transaction.atomic():
        database.connection.execute("INSERT INTO one VALUES (1)")

    assert _count(database) == 1


def test_what_is_refused_at_the_end_is_django_s_error_and_leaves_nothing(database: BaseDatabaseWrapper) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        database.connection.execute("INSERT INTO two VALUES (9)")

    assert (_count(database), database.connection.in_transaction) == (0, False)


def test_who_listens_hears_both(database: BaseDatabaseWrapper) -> None:
    database.force_debug_cursor = True

    with transaction.atomic():
        pass

    assert [told["sql"] for told in database.queries] == ["BEGIN IMMEDIATE", "COMMIT"]
