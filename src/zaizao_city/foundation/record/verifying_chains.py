"""Verifying chains: each event against its payload and the one before, each stream against its head."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db import connection, transaction

from zaizao_city.foundation.record.chain import FIRST, digest_payload, hash_event, phrase_frame
from zaizao_city.foundation.record.findings import Finding, find

AT_ONCE = 500
"""Streams held in memory at a time."""

_HEAD = "SELECT id, kind, key, length, hash FROM record_stream"
_ROWS = (
    "SELECT e.stream_id, e.number, e.name, e.at, e.recorded_at, e.actor, k.subject, e.payload, e.digest, e.hash"
    " FROM record_event AS e LEFT JOIN record_subjectkey AS k ON k.id = e.subject_key_id"
)
_STREAMS = f"{_HEAD} WHERE id > %s ORDER BY id LIMIT %s"
_EVENTS = f"{_ROWS} WHERE e.stream_id > %s AND e.stream_id <= %s ORDER BY e.stream_id, e.number"
_ONE_STREAM = f"{_HEAD} WHERE kind = %s AND key = %s"
_EVENTS_OF_ONE = f"{_ROWS} WHERE e.stream_id = %s ORDER BY e.number"
_LAST = 2**63 - 1


def verify_chains(counts: dict[str, int]) -> Iterator[Finding]:
    """Every stream by itself; ``counts`` goes on with how many streams and events were looked at."""
    after = -_LAST
    while after < _LAST:
        streams, events = _read_some(after)
        upto = max(streams) if len(streams) == AT_ONCE else _LAST
        counts["streams"] += len(streams)
        counts["events"] += len(events)
        by_stream = {stream: list(rows) for stream, rows in groupby(events, key=itemgetter(0))}
        for stream, rows in by_stream.items():
            if stream not in streams:
                yield find("stream-unknown", stream=stream, number=len(rows))
        for stream, head in streams.items():
            yield from verify_stream(head, by_stream.get(stream, []))
        after = upto


def _read_some(after: int) -> tuple[dict[int, Any], list[Any]]:
    """The heads of the next streams and their events, as of one moment."""
    freeze = connection.vendor == "postgresql" and not connection.in_atomic_block
    with transaction.atomic(), connection.cursor() as cursor:
        if freeze:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute(_STREAMS, (after, AT_ONCE))
        streams = {row[0]: row for row in cursor.fetchall()}
        upto = max(streams) if len(streams) == AT_ONCE else _LAST
        cursor.execute(_EVENTS, (after, upto))
        return streams, cursor.fetchall()


def read_one(kind: str, key: str) -> tuple[tuple[Any, ...], list[Any]] | None:
    """The head of one stream and its events, as `verify_stream` takes them; None where there is none. Two queries."""
    with connection.cursor() as cursor:
        cursor.execute(_ONE_STREAM, (kind, key))
        head = cursor.fetchone()
        if head is None:
            return None
        cursor.execute(_EVENTS_OF_ONE, (head[0],))
        return head, cursor.fetchall()


def verify_stream(head: tuple[Any, ...], rows: list[Any]) -> Iterator[Finding]:
    """The events of one stream, in the order of their numbers, against each other and their head."""
    _, kind, key, length, head_hash = head
    stream, previous, expected = f"{kind}:{key}", FIRST, 1
    for _, number, name, at, recorded_at, actor, subject, payload, digest, hash_ in rows:
        if number > expected:
            yield from (find("event-missing", stream=stream, number=missing) for missing in range(expected, number))
        if number < expected:
            yield find("event-too-many", stream=stream, number=number)
        if digest_payload(bytes(payload), subject=subject) != bytes(digest):
            yield find("payload-changed", stream=stream, number=number)
        frame = phrase_frame(stream=stream, at=at, recorded_at=recorded_at, actor=actor)
        right = hash_event(previous, bytes(digest), frame=frame, number=number, name=name)
        if right != bytes(hash_) and number == expected:
            yield find("event-changed", stream=stream, number=number)
        previous, expected = bytes(hash_), number + 1
    if expected <= length:
        yield find("tail-cut", stream=stream, number=expected, length=length)
    elif expected > length + 1:
        yield find("event-too-many", stream=stream, number=length + 1)
    elif previous != bytes(head_hash):
        yield find("head-changed", stream=stream, number=length)
