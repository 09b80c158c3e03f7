"""The driver's own cursor, for the statements that every command waits for.

Django's cursor translates the marks of each statement anew and looks a dozen things up by name; on SQLite that costs
more than most of our statements. Where somebody listens to the statements, Django's cursor is given instead. Whatever is
not written by hand is asked through Django's query sets, and belongs elsewhere.
"""

from __future__ import annotations

import functools
import sqlite3
import threading
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Protocol, Self

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper


class DirectCursor(Protocol):
    """What statements written by hand need of a cursor; the marks are ``%s`` on every database."""

    @property
    def db(self) -> Any:
        """Django's description of the connection: its vendor, its operations."""

    @property
    def rowcount(self) -> int:
        """Rows that the last statement changed."""

    def execute(self, sql: str, params: Sequence[Any] = ..., /) -> object:
        """Carry out one statement."""

    def executemany(self, sql: str, params: Iterable[Sequence[Any]], /) -> object:
        """Carry out one statement with each of the rows."""

    def fetchall(self) -> list[tuple[Any, ...]]:
        """The rows that are left of the answer."""

    def __enter__(self) -> Self: ...

    def __exit__(self, *error: object) -> None: ...


def open_cursor() -> DirectCursor:
    """A cursor on the default database, for use in a ``with`` block.

    Errors are those that Django raises. A moment is given as it is: both drivers store official time as Django does.
    """
    database = _find_database()
    if database.vendor != "sqlite" or database.execute_wrappers or database.queries_logged:
        return database.cursor()
    if database.connection is None or database.needs_rollback:
        database.ensure_connection()
        database.validate_no_broken_transaction()
    return database.connection.cursor(functools.partial(_SQLiteCursor, database))  # type: ignore[no-any-return]


_here = threading.local()


def _find_database() -> BaseDatabaseWrapper:
    """Django's connection of this thread, which it keeps as long as the thread lives; found once."""
    try:
        return _here.database  # type: ignore[no-any-return]
    except AttributeError:
        _here.database = database = connections[DEFAULT_DB_ALIAS]
        return database


sqlite3.register_adapter(datetime, str)
# The text that Django's own adapter gives, without a call into Python for every moment.


class _SQLiteCursor(sqlite3.Cursor):
    """The driver's cursor, with the marks and the errors of the house."""

    def __init__(self, database: BaseDatabaseWrapper, connection: sqlite3.Connection) -> None:
        super().__init__(connection)
        self.db = database

    def execute(self, sql: str, params: Sequence[Any] = (), /) -> Self:
        try:
            super().execute(_mark(sql), params)
        except sqlite3.Error:
            with self.db.wrap_database_errors:
                raise
        return self

    def executemany(self, sql: str, params: Iterable[Sequence[Any]], /) -> Self:
        try:
            super().executemany(_mark(sql), params)
        except sqlite3.Error:
            with self.db.wrap_database_errors:
                raise
        return self

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()


@functools.lru_cache(maxsize=512)
def _mark(sql: str) -> str:
    """The statement with the marks of SQLite's driver."""
    return "%".join(part.replace("%s", "?") for part in sql.split("%%"))
