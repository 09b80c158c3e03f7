"""Reading the record: a stream from its beginning, or everything in the order in which it was committed.

Says nothing about who may read: the app that owns a kind of stream asks that first.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection

from zaizao_city.foundation.record.keys import open_subject_key
from zaizao_city.foundation.record.payload import unpack_body
from zaizao_city.foundation.record.values import Position, Recorded, StreamRef

_EVENTS = (
    "SELECT s.kind, s.key, e.number, e.name, e.at, e.recorded_at, e.actor, k.subject, k.wrapped, e.payload,"
    " e.transaction_number, e.position FROM record_event AS e JOIN record_stream AS s ON s.id = e.stream_id"
    " LEFT JOIN record_subjectkey AS k ON k.id = e.subject_key_id "
)
_OF_STREAM = _EVENTS + "WHERE s.kind = %s AND s.key = %s AND e.number > %s ORDER BY e.number"
_AFTER = {
    "sqlite": _EVENTS + "WHERE 0 = %s AND e.position > %s ORDER BY e.position LIMIT %s",
    "postgresql": _EVENTS
    + "WHERE (e.transaction_number, e.position) > (%s, %s)"
    + " AND e.transaction_number < pg_snapshot_xmin(pg_current_snapshot())::text::bigint"
    + " ORDER BY e.transaction_number, e.position LIMIT %s",
}


def read_stream(stream: StreamRef, *, after: int = 0) -> list[Recorded]:
    """The events of a stream in their order, from the one numbered ``after + 1``; none if there is no such stream."""
    return _read(_OF_STREAM, (stream.kind, stream.key, after))


def read_after(position: Position, limit: int) -> list[Recorded]:
    """Up to ``limit`` events after a position, in an order that no later commit gets in front of.

    On PostgreSQL positions are given out before they are committed. So only events of transactions older than the
    oldest still running are returned, by the number of the transaction; what is missing today comes later, behind.
    """
    return _read(_AFTER[connection.vendor], (*position, limit))


def count_events(stream: StreamRef) -> int:
    """The length of a stream, 0 if there is none."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT length FROM record_stream WHERE kind = %s AND key = %s", (stream.kind, stream.key))
        row = cursor.fetchone()
    return int(row[0]) if row else 0


def _read(statement: str, values: Sequence[object]) -> list[Recorded]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return [make_recorded(row) for row in cursor.fetchall()]


def make_recorded(row: Iterable[Any]) -> Recorded:
    """The event of a row, opened if its key still exists."""
    kind, key, number, name, at, recorded_at, actor, subject, wrapped, payload, transaction, position = row
    stream, body = StreamRef(kind, key), None
    if subject is None or wrapped is not None:
        cipher = open_subject_key(wrapped, subject=subject) if subject else None
        body = unpack_body(bytes(payload), place=f"{stream}/{number}", cipher=cipher)
    return Recorded(stream, number, name, at, recorded_at, actor, subject, body, (transaction, position))
