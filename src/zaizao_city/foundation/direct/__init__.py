"""The driver's own cursor, for the statements that every command waits for.

Django's cursor translates the marks of each statement anew and looks a dozen things up by name, which on SQLite costs more
than most of our statements; on PostgreSQL it has every statement parsed and planned anew. Where somebody listens to the
statements, Django's cursor is given instead. Whatever is not written by hand is asked through Django's query sets.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Sequence
from importlib import import_module
from itertools import groupby
from operator import itemgetter
from typing import Any, Protocol, Self

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper

Statement = tuple[str, Sequence[Any]]
"""A statement, and the values for its marks."""
_ROOMS = {"sqlite": "sqlite", "postgresql": "postgresql"}
"""The module beside this one that has the cursor of a database."""


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
    return _open(connections[DEFAULT_DB_ALIAS])


def _open(database: BaseDatabaseWrapper) -> DirectCursor:
    if is_heard(database):
        return database.cursor()
    if database.connection is None or database.needs_rollback:
        database.ensure_connection()
        database.validate_no_broken_transaction()
    return _find_door(database.vendor)(database)


def is_heard(database: BaseDatabaseWrapper) -> bool:
    """Whether somebody listens to the statements of a connection."""
    return bool(database.execute_wrappers or database.force_debug_cursor or _is_debugging())


@functools.cache
def _is_debugging() -> bool:
    return bool(settings.DEBUG)  # once: asking Django for a setting takes as long as opening a cursor


def execute_all(cursor: DirectCursor, statements: Sequence[Statement]) -> int:
    """Carry out statements in their order; how many rows the first of them changed.

    On PostgreSQL they are waited for together, and the first that fails keeps the others from being carried out;
    elsewhere the same statement with many rows is sent once.
    """
    at_once = getattr(cursor, "execute_all", None)
    if at_once is not None:
        return at_once(statements)  # type: ignore[no-any-return]
    changed: list[int] = []
    for sql, some in groupby(statements, key=itemgetter(0)):
        rows = [values for _, values in some]
        if len(rows) == 1:
            cursor.execute(sql, rows[0])
        else:
            cursor.executemany(sql, rows)
        changed.append(cursor.rowcount)
    return changed[0] if changed else 0


def write_last(statements: Sequence[Statement]) -> int | None:
    """Carry out the statements with which a transaction ends; how many rows the first changed, None if not known yet.

    On PostgreSQL they travel with the COMMIT of a transaction that nobody else is in, so that what must not be written
    has to be refused by the database itself. Whatever is asked after them all the same is asked when they are written.
    """
    database = connections[DEFAULT_DB_ALIAS]
    put_off = getattr(database, "put_off", None)
    if put_off is None or database.savepoint_ids or not database.in_atomic_block or is_heard(database):
        with _open(database) as cursor:
            return execute_all(cursor, statements)
    put_off(statements)
    return None


def ask_all(cursor: DirectCursor, statements: Sequence[Statement]) -> list[list[tuple[Any, ...]]]:
    """Carry out statements in their order; the rows that each answers. On PostgreSQL they are waited for together."""
    at_once = getattr(cursor, "ask_all", None)
    if at_once is not None:
        return at_once(statements)  # type: ignore[no-any-return]
    return [_ask(cursor, *one) for one in statements]


def _ask(cursor: DirectCursor, sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    cursor.execute(sql, values)
    return cursor.fetchall()


@functools.cache
def _find_door(vendor: str) -> Callable[[BaseDatabaseWrapper], DirectCursor]:
    """What opens a cursor of a database; its driver may not be installed where another is used."""
    opened: Callable[[BaseDatabaseWrapper], DirectCursor] = import_module(f"{__name__}.{_ROOMS[vendor]}").open_cursor
    return opened
