"""The one setting that chooses the database."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import connection

from zaizao_city.config.database import configure_database


def test_an_address_of_postgresql_is_taken_apart() -> None:
    described = configure_database("postgresql://me:p%40ss@db.city:5433/zaizao", home=Path("unused"))

    assert {key: described[key] for key in ("ENGINE", "NAME", "USER", "PASSWORD", "HOST", "PORT")} == {
        "ENGINE": "zaizao_city.foundation.direct.postgresql_engine",
        "NAME": "zaizao", "USER": "me", "PASSWORD": "p@ss", "HOST": "db.city", "PORT": "5433",
    }  # fmt: skip


@pytest.mark.parametrize("address", ["mysql://db/zaizao", "postgresql://db", "zaizao"])
def test_no_other_address_is_accepted(address: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="ZAIZAO_DATABASE_URL"):
        configure_database(address, home=Path("unused"))


@pytest.mark.django_db
def test_sqlite_keeps_what_was_answered_when_the_power_fails() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("this run is on PostgreSQL")
    with connection.cursor() as cursor:
        kept = [cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("synchronous", "foreign_keys")]

    assert kept == [2, 1]


@pytest.mark.django_db
def test_every_change_of_a_table_has_its_migration() -> None:
    told = io.StringIO()

    call_command("makemigrations", "--dry-run", stdout=told)

    assert told.getvalue() == "No changes detected\n"
