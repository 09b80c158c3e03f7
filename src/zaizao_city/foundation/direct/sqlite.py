"""SQLite's own cursor, with the marks and the errors of the house."""

from __future__ import annotations

import functools
import sqlite3
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Self

from django.db.backends.base.base import BaseDatabaseWrapper

sqlite3.register_adapter(datetime, str)
# The text that Django's own adapter gives, without a call into Python for every moment.


def open_cursor(database: BaseDatabaseWrapper) -> SQLiteCursor:
    """A cursor of a connection that is open."""
    cursor: SQLiteCursor = database.connection.cursor(functools.partial(SQLiteCursor, database))
    return cursor


class SQLiteCursor(sqlite3.Cursor):
    """The driver's cursor. The names are the driver's."""

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
