"""The statements that append: written by hand, since every command of the city waits for them.

Both databases understand them. Who calls them, and in which order, is said in `writing`.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple, TypeVar

from zaizao_city.foundation.direct import DirectCursor, Statement
from zaizao_city.foundation.record.commit_order import HOLD_PLACE
from zaizao_city.foundation.record.values import StreamRef

_T = TypeVar("_T")


class Head(NamedTuple):
    """The head of a stream as it was read."""

    id: int
    length: int
    hash: bytes
    last_at: datetime


class HeldKey(NamedTuple):
    """A person's key as the database holds it; ``wrapped`` None: erased."""

    id: int
    subject: str
    wrapped: bytes | None


_HEAD = (
    "SELECT s.id, s.length, s.hash, s.last_at, {keys}, {hold} FROM (SELECT 1) AS one "
    "LEFT JOIN record_stream AS s ON s.kind = %s AND s.key = %s {join}"
)
_END_OF = (
    "SELECT s.id, s.length, s.hash, s.last_at, k.id, k.subject, k.wrapped, {hold} FROM ({named}) AS one "
    "LEFT JOIN record_stream AS s ON s.kind = %s AND s.key = one.key "
    "LEFT JOIN record_subjectkey AS k ON k.subject = one.subject"
)
_JOIN = "LEFT JOIN record_subjectkey AS k ON k.subject IN ({})"
_OPEN_NEW = (
    "INSERT INTO record_stream (kind, key, length, hash, last_at) VALUES (%s, %s, %s, %s, %s) "
    "ON CONFLICT (kind, key) DO NOTHING"
)
_OPEN = f"{_OPEN_NEW} RETURNING id"
_MOVE = "UPDATE record_stream SET length = %s, hash = %s, last_at = %s WHERE id = %s AND length = %s"
_EVENT = (
    "INSERT INTO record_event (stream_id, number, name, at, recorded_at, actor, subject_key_id, payload, digest, hash)"
    " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
)
_KEY = "INSERT INTO record_subjectkey (subject, wrapped) VALUES (%s, %s) ON CONFLICT (subject) DO NOTHING RETURNING id"
_KEYS = "SELECT id, subject, wrapped FROM record_subjectkey WHERE subject IN ({})"
_HEADS = (
    "SELECT s.kind, s.key, s.id, s.length, s.hash, s.last_at FROM record_stream AS s"
    " WHERE (s.kind, s.key) IN (VALUES {}) ORDER BY s.id {}"
)
AT_ONCE = 500
"""Rows of one statement."""


def _first(cursor: DirectCursor) -> int | None:
    rows = cursor.fetchall()  # to the end: SQLite would keep the statement open
    return int(rows[0][0]) if rows else None


def select_head(
    cursor: DirectCursor, stream: StreamRef, *, subjects: Sequence[str]
) -> tuple[Head | None, dict[str, HeldKey]]:
    """The head of a stream, if there is one, and those of the people's keys that exist, in one statement.

    The same statement holds the append's place in the order of commits.
    """
    cursor.execute(_phrase_head(len(subjects), cursor.db.vendor), (stream.kind, stream.key, *subjects))
    return read_head(cursor.fetchall())


def read_head(rows: Sequence[Sequence[Any]]) -> tuple[Head | None, dict[str, HeldKey]]:
    """What the rows say that answer the question for a head; no row: there is no such stream."""
    head = Head._make(rows[0][:4]) if rows and rows[0][0] is not None else None
    return head, {row[5]: HeldKey._make(row[4:7]) for row in rows if row[4] is not None}


@functools.cache
def phrase_head_of(named: str, vendor: str) -> str:
    """The question of `select_head` for the stream that another question names: a row with its ``key`` and its ``subject``.

    Its marks are those of the other, and the kind.
    """
    return _END_OF.format(named=named, hold=HOLD_PLACE[vendor])


@functools.cache
def _phrase_head(subjects: int, vendor: str) -> str:
    return _HEAD.format(
        keys="k.id, k.subject, k.wrapped" if subjects else "NULL, NULL, NULL",
        join=_JOIN.format(", ".join(["%s"] * subjects)) if subjects else "",
        hold=HOLD_PLACE[vendor],
    )


def insert_key(cursor: DirectCursor, *, subject: str, wrapped: bytes) -> int | None:
    """The row of a new key; None if another transaction made one meanwhile."""
    cursor.execute(_KEY, (subject, wrapped))
    return _first(cursor)


def open_stream(cursor: DirectCursor, stream: StreamRef, *, length: int, hash: bytes, last_at: Any) -> int | None:
    """The row of a new stream; None if another transaction opened it meanwhile."""
    cursor.execute(_OPEN, (stream.kind, stream.key, length, hash, last_at))
    return _first(cursor)


def phrase_move(head: Head, *, length: int, hash: bytes, last_at: Any) -> Statement:
    """Moves a head that is still where it was read, and changes no row otherwise."""
    return _MOVE, (length, hash, last_at, head.id, head.length)


def phrase_events(stream_id: int, rows: Sequence[Sequence[Any]]) -> list[Statement]:
    """Put the rows into a stream, in their order."""
    return [(_EVENT, (stream_id, *row)) for row in rows]


def insert_events(cursor: DirectCursor, rows: Sequence[Sequence[Any]]) -> None:
    """All rows, in their order."""
    cursor.executemany(_EVENT, rows)


def lock_heads(cursor: DirectCursor, streams: Sequence[StreamRef]) -> dict[StreamRef, Head]:
    """The heads of those streams that exist, theirs until the transaction ends; also holds the place of the append."""
    hold, lock = HOLD_PLACE[cursor.db.vendor], "" if cursor.db.vendor == "sqlite" else "FOR UPDATE"
    cursor.execute(f"SELECT {hold}")
    heads = {}
    for some in _split(streams):
        names = [name for stream in some for name in (stream.kind, stream.key)]
        cursor.execute(_HEADS.format(", ".join(["(%s, %s)"] * len(some)), lock), names)
        heads.update({StreamRef(row[0], row[1]): Head._make(row[2:]) for row in cursor.fetchall()})
    return heads


def open_streams(cursor: DirectCursor, streams: Sequence[StreamRef], *, head: Head) -> None:
    """New streams with this head; those that another transaction opens meanwhile are left to it."""
    opened = head.length, head.hash, adapt_time(head.last_at)
    cursor.executemany(_OPEN_NEW, [(each.kind, each.key, *opened) for each in streams])


def select_keys(cursor: DirectCursor, subjects: Sequence[str]) -> dict[str, HeldKey]:
    """Those of the people's keys that exist."""
    held = {}
    for some in _split(subjects):
        cursor.execute(_KEYS.format(", ".join(["%s"] * len(some))), some)
        held.update({row[1]: HeldKey._make(row) for row in cursor.fetchall()})
    return held


def move_heads(cursor: DirectCursor, moves: Sequence[tuple[Any, ...]]) -> None:
    """Move locked heads: of each the new length, hash and time, its row, and the length it had."""
    cursor.executemany(_MOVE, moves)


def _split(values: Sequence[_T]) -> Iterator[Sequence[_T]]:
    return (values[begins : begins + AT_ONCE] for begins in range(0, len(values), AT_ONCE))


def adapt_time(time: datetime) -> str:
    """The time as both databases read it."""
    return str(time)
