"""A copy of the whole database as it was at one moment, while others go on writing; and its way back.

SQLite: the online backup of the library, then its own integrity check. PostgreSQL: pg_dump and pg_restore, which must be of
the server's version or newer.
"""

from __future__ import annotations

import os
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from zaizao_city.foundation.jobs.errors import DatabaseDamagedError, ToolMissingError

DUMPS = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}
"""The name of the copy in a backup, by the kind of database."""

SEALS = "SELECT coalesce(max(number), 0) FROM record_seal"
MIGRATIONS = "SELECT app, name FROM django_migrations"


def dump_database(folder: Path) -> tuple[int, list[str]]:
    """Copy the database into the folder; the number of the last seal in the copy, and the migrations it went through.

    Raises:
        DatabaseDamagedError: SQLite finds the copy damaged.
        ToolMissingError: pg_dump is absent or failed.
    """
    target = folder / DUMPS[connection.vendor]
    return _dump_sqlite(target) if connection.vendor == "sqlite" else _dump_postgresql(target)


def load_database(folder: Path) -> None:
    """Put the copy in the folder in the place of the database, which has no tables."""
    source = folder / DUMPS[connection.vendor]
    if connection.vendor == "sqlite":
        _load_sqlite(source)
    else:
        _call_tool(
            "pg_restore", "--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error", str(source)
        )


def has_tables() -> bool:
    """Whether there is anything in the database."""
    return bool(connection.introspection.table_names())


def drop_tables() -> None:
    """Leave an empty database."""
    with transaction.atomic(), connection.cursor() as cursor:
        for name in connection.introspection.table_names(cursor):
            cascade = " CASCADE" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TABLE IF EXISTS {connection.ops.quote_name(name)}{cascade}")


def _dump_sqlite(target: Path) -> tuple[int, list[str]]:
    with closing(sqlite3.connect(connection.settings_dict["NAME"])) as source, closing(sqlite3.connect(target)) as copy:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, without a log beside it
        (verdict,) = copy.execute("PRAGMA integrity_check").fetchone()
        if verdict != "ok":
            raise DatabaseDamagedError(why=verdict)
        return _look(lambda statement: copy.execute(statement).fetchall())


def _load_sqlite(source: Path) -> None:
    connection.close()
    with closing(sqlite3.connect(source)) as copy, closing(sqlite3.connect(connection.settings_dict["NAME"])) as target:
        copy.backup(target)


def _dump_postgresql(target: Path) -> tuple[int, list[str]]:
    """In the moment of one snapshot: what is looked at is what is dumped."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        (snapshot,) = cursor.fetchone()

        def ask(statement: str) -> list[tuple[Any, ...]]:
            cursor.execute(statement)
            return cursor.fetchall()

        found = _look(ask)
        _call_tool("pg_dump", "--format=custom", f"--snapshot={snapshot}", f"--file={target}")
    return found


def _look(ask: Callable[[str], list[tuple[Any, ...]]]) -> tuple[int, list[str]]:
    return int(ask(SEALS)[0][0]), sorted(f"{app}.{name}" for app, name in ask(MIGRATIONS))


def _call_tool(tool: str, *words: str) -> None:
    """Call a program of PostgreSQL on our database; the password goes by the environment, where no list shows it."""
    said = connection.get_connection_params()
    told = {"PGHOST": "host", "PGPORT": "port", "PGUSER": "user", "PGPASSWORD": "password", "PGDATABASE": "dbname"}
    environment = {**os.environ, **{name: str(said[key]) for name, key in told.items() if said.get(key)}}
    where = ["--dbname", str(said["dbname"])]
    try:
        done = subprocess.run(  # noqa: S603 - a program of PostgreSQL with words of ours
            [tool, *where, *words], env=environment, capture_output=True, text=True, check=False
        )
    except FileNotFoundError as error:
        raise ToolMissingError(tool=tool, why=str(error)) from error
    if done.returncode:
        raise ToolMissingError(tool=tool, why=done.stderr.strip()[-500:])
