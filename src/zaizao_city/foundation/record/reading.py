"""Reading the record: a stream from its beginning, or everything in the order in which it was committed.

Says nothing about who may read: the app that owns a kind of stream asks that first.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from zaizao_city.foundation.direct import open_cursor
from zaizao_city.foundation.record.commit_order import find_horizon
from zaizao_city.foundation.record.keys import open_subject_key
from zaizao_city.foundation.record.payload import unpack_body
from zaizao_city.foundation.record.values import Position, Recorded, StreamRef

EVENTS = (
    "SELECT e.position, s.kind, s.key, e.number, e.name, e.at, e.recorded_at, e.actor, k.subject, k.wrapped, e.payload,"
    " e.stream_id FROM record_event AS e JOIN record_stream AS s ON s.id = e.stream_id"
    " LEFT JOIN record_subjectkey AS k ON k.id = e.subject_key_id "
)
"""The columns that `make_recorded` reads, and the stream's own row at the end."""

_OF_STREAM = EVENTS + "WHERE s.kind = %s AND s.key = %s AND e.number > %s ORDER BY e.number"
_OF_STREAMS = EVENTS + "WHERE s.kind = %s AND s.key IN ({}) ORDER BY e.stream_id, e.number"
AT_ONCE = 200
"""Streams read with one query."""
_AFTER = EVENTS + "WHERE e.position > %s AND e.position <= %s ORDER BY e.position LIMIT %s"


def read_stream(stream: StreamRef, *, after: int = 0) -> list[Recorded]:
    """The events of a stream in their order, from the one numbered ``after + 1``; none if there is no such stream."""
    with open_cursor() as cursor:
        cursor.execute(_OF_STREAM, (stream.kind, stream.key, after))
        return [make_recorded(row) for row in cursor.fetchall()]


def read_streams(kind: str, keys: Sequence[str]) -> Iterator[tuple[str, list[Recorded]]]:
    """Several streams of one kind with their events, in the order of the keys given; one query for ``AT_ONCE`` of them."""
    for start in range(0, len(keys), AT_ONCE):
        some = keys[start : start + AT_ONCE]
        found: dict[str, list[Recorded]] = {key: [] for key in some}
        with open_cursor() as cursor:
            cursor.execute(_OF_STREAMS.format(", ".join(["%s"] * len(some))), (kind, *some))
            for row in cursor.fetchall():
                found[row[2]].append(make_recorded(row))
        yield from found.items()


def read_after(position: Position, limit: int, *, names: Collection[str] | None = None) -> list[Recorded]:
    """Up to ``limit`` events after a position, in an order that no later commit gets in front of (see `commit_order`).

    Events of other ``names``, if some are given, are passed over.
    """
    return scan_after(position, limit, names=names)[0]


def scan_after(position: Position, limit: int, *, names: Collection[str] | None) -> tuple[list[Recorded], Position]:
    """The events of these names among the next ``limit``, and the position of the last one looked at."""
    with open_cursor() as cursor:
        cursor.execute(_AFTER, (position, find_horizon(cursor), limit))
        rows = cursor.fetchall()
    wanted = [make_recorded(row) for row in rows if names is None or row[4] in names]
    return wanted, rows[-1][0] if rows else position


def count_events(stream: StreamRef) -> int:
    """The length of a stream, 0 if there is none."""
    with open_cursor() as cursor:
        cursor.execute("SELECT length FROM record_stream WHERE kind = %s AND key = %s", (stream.kind, stream.key))
        rows = cursor.fetchall()
    return int(rows[0][0]) if rows else 0


def make_recorded(row: Iterable[Any]) -> Recorded:
    """The event of a row, opened if its key still exists."""
    position, kind, key, number, name, at, recorded_at, actor, subject, wrapped, payload, *_ = row
    stream, body = StreamRef(kind, key), None
    if subject is None or wrapped is not None:
        cipher = open_subject_key(wrapped, subject=subject) if subject else None
        body = unpack_body(bytes(payload), place=f"{stream}/{number}", cipher=cipher)
    return Recorded(stream, number, name, at, recorded_at, actor, subject, body, position)
