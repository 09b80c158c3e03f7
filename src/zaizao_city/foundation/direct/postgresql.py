"""PostgreSQL through its own library: a statement that comes again is read and planned once, and several are waited for once.

Half of what the server did for a command was reading and planning statements it had read and planned before; half of
what we did was preparing to wait. So statements are prepared by name for the life of a session, and travel together
with the BEGIN of their transaction. A pooler between must keep sessions together, as it must for the workers.
"""

from __future__ import annotations

import functools
import itertools
import select
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Self
from weakref import WeakKeyDictionary

import psycopg
from psycopg import pq
from psycopg.adapt import Transformer
from psycopg.errors import error_from_result

if TYPE_CHECKING:
    from zaizao_city.foundation.direct.postgresql_engine.base import DatabaseWrapper

Sent = tuple[list[bytes | None], list[bool]]
"""The values of a statement as they travel, and of each whether it is bytes and not text."""

AT_ONCE = 64
"""Statements sent before their answers are read: so few answers fit into what the system keeps for us meanwhile."""
KEPT = 400
"""Statements prepared in a session; when there are more, all are forgotten and begin anew."""
_BYTES = (bytes, bytearray, memoryview)
_WELL = {pq.ExecStatus.COMMAND_OK, pq.ExecStatus.TUPLES_OK}


def open_cursor(database: DatabaseWrapper) -> PostgreSQLCursor:
    """A cursor of a connection that is open; what was put off for later is carried out before."""
    if database.is_waiting:
        database.carry_out_put_off()
    connection: psycopg.Connection[Any] = database.connection
    session = _SESSIONS.get(connection)
    if session is None:
        _SESSIONS[connection] = session = _Session(connection)
    return PostgreSQLCursor(database, session)


class PostgreSQLCursor:
    """What `DirectCursor` promises. Values travel as text, whose kind the statement tells; bytes as they are."""

    def __init__(self, database: DatabaseWrapper, session: _Session) -> None:
        self.db = database
        self._session = session
        self._result: pq.abc.PGresult | None = None

    @property
    def rowcount(self) -> int:
        """Rows that the last statement changed."""
        return (self._result.command_tuples if self._result is not None else None) or 0

    def execute(self, sql: str, params: Sequence[Any] = (), /) -> Self:
        """Carry out one statement."""
        self.execute_all([(sql, params)])
        return self

    def executemany(self, sql: str, params: Sequence[Sequence[Any]], /) -> None:
        """Carry out one statement with each of the rows."""
        self.execute_all([(sql, row) for row in params])

    def execute_all(self, statements: Sequence[tuple[str, Sequence[Any]]]) -> int:
        """Carry out statements in their order; how many rows the first changed. The last one's answer can be read."""
        results = self._carry_out(statements)
        self._result = results[-1] if results else None
        return (results[0].command_tuples or 0) if results else 0

    def ask_all(self, statements: Sequence[tuple[str, Sequence[Any]]]) -> list[list[tuple[Any, ...]]]:
        """Carry out statements in their order; the rows that each answers."""
        return [self._load(result) for result in self._carry_out(statements)]

    def fetchall(self) -> list[tuple[Any, ...]]:
        """The rows of the answer."""
        return [] if self._result is None else self._load(self._result)

    def _carry_out(self, statements: Sequence[tuple[str, Sequence[Any]]]) -> list[pq.abc.PGresult]:
        results: list[pq.abc.PGresult] = []
        try:
            for start in range(0, len(statements), AT_ONCE):
                some = statements[start : start + AT_ONCE]
                sent = [(sql, _write_all(values)) for sql, values in some]
                results += self._session.carry_out(sent, begins=not self.db.connection.autocommit)
        except psycopg.Error:
            with self.db.wrap_database_errors:
                raise
        return results

    def _load(self, result: pq.abc.PGresult) -> list[tuple[Any, ...]]:
        if not result.ntuples:
            return []
        transformer = Transformer(self.db.connection)
        transformer.set_pgresult(result)
        return transformer.load_rows(0, result.ntuples, tuple)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._result = None


class _Session:
    """The statements that are prepared on one connection."""

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        self._driver = connection.pgconn
        self._encoding = connection.info.encoding
        self._names: dict[str, bytes] = {}
        self._numbers = itertools.count(1)

    def carry_out(self, statements: Sequence[tuple[str, Sent]], *, begins: bool) -> list[pq.abc.PGresult]:
        """Send all, then read all answers: one for each. ``begins``: in a transaction, which begins where there is none.

        Raises the driver's error for the first that fails; what was sent after it is not carried out.
        """
        driver, new = self._driver, dict[str, bytes]()
        driver.enter_pipeline_mode()
        try:
            asked = self._send(statements, new, begins=begins)
            driver.pipeline_sync()
            while driver.flush():
                self._wait(select.POLLIN | select.POLLOUT)
            results = [(is_own, result) for is_own in asked for result in self._read_one()]
            self._read_one()
        finally:
            if driver.status == pq.ConnStatus.OK:
                driver.exit_pipeline_mode()
        failed = next((result for _, result in results if result.status not in _WELL), None)
        if failed is not None:
            raise error_from_result(failed, self._encoding)
        self._names |= new
        return [result for is_own, result in results if is_own]

    def _send(self, statements: Sequence[tuple[str, Sent]], new: dict[str, bytes], *, begins: bool) -> list[bool]:
        """What was sent, in order: whether each is one of the statements, or what has to go before."""
        driver, asked = self._driver, []
        if begins and driver.transaction_status == pq.TransactionStatus.IDLE:
            driver.send_query_params(b"BEGIN", None)
            asked.append(False)
        if len(self._names) > KEPT:
            self._names = {}
            driver.send_query_params(b"DEALLOCATE ALL", None)
            asked.append(False)
        for sql, (values, are_bytes) in statements:
            name = self._names.get(sql) or new.get(sql)
            if name is None:
                name = new[sql] = f"zaizao_{next(self._numbers)}".encode()
                driver.send_prepare(name, _mark(sql))
                asked.append(False)
            driver.send_query_prepared(name, values, are_bytes)
            asked.append(True)
        return asked

    def _read_one(self) -> list[pq.abc.PGresult]:
        """The answer to one thing that was sent, up to the end that follows it."""
        return list(iter(self._get, None))

    def _get(self) -> pq.abc.PGresult | None:
        """Waits in the open, so that other threads go on: one of them may hold what the server waits for."""
        driver = self._driver
        while driver.is_busy():
            self._wait(select.POLLIN)
        result = driver.get_result()
        return None if result is None or result.status == pq.ExecStatus.PIPELINE_SYNC else result

    def _wait(self, events: int) -> None:
        poll = select.poll()
        poll.register(self._driver.socket, events)
        if any(happened & ~select.POLLOUT for _, happened in poll.poll()):
            self._driver.consume_input()


_SESSIONS: WeakKeyDictionary[psycopg.Connection[Any], _Session] = WeakKeyDictionary()


def _write_all(values: Sequence[object]) -> Sent:
    """Values as they travel: text, whose kind the statement tells, or the bytes themselves."""
    written: list[bytes | None] = []
    for value in values:
        kind = type(value)
        if kind is str:
            written.append(value.encode())
        elif value is None or kind is bytes:
            written.append(value)
        else:
            written.append(_write(value))
    return written, [isinstance(value, _BYTES) for value in values]


def _write(value: object) -> bytes:
    if isinstance(value, _BYTES):
        return bytes(value)
    if isinstance(value, (list, tuple, dict, set)):
        raise TypeError(f"a value of a statement is one value, not a {type(value).__name__}")
    return str(value).encode()


@functools.lru_cache(maxsize=KEPT)
def _mark(sql: str) -> bytes:
    """The statement with the marks of PostgreSQL: $1, $2 …"""
    return "%".join(_number(sql.split("%%"))).encode()


def _number(parts: Sequence[str]) -> Iterator[str]:
    numbers = itertools.count(1)
    for part in parts:
        first, *rest = part.split("%s")
        yield first + "".join(f"${next(numbers)}{each}" for each in rest)
