"""Appending to streams, within the caller's transaction, in three statements.

    read the head (and the keys of the people) → move or open it → insert the events

Nothing is locked before the head is moved: an append that meets another waits there for its end, sees that the head
has gone on, and either begins again or, if the caller expected a length, refuses. A person's first event costs a fourth
statement.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import connection

from zaizao_city.foundation.direct import DirectCursor, open_cursor
from zaizao_city.foundation.record.chain import FIRST, digest_payload, hash_event, phrase_frame
from zaizao_city.foundation.record.errors import StreamMovedError, SubjectErasedError
from zaizao_city.foundation.record.keys import make_subject_key, open_subject_key
from zaizao_city.foundation.record.payload import pack_body
from zaizao_city.foundation.record.statements import (
    Head,
    HeldKey,
    adapt_time,
    insert_events,
    insert_key,
    move_head,
    open_stream,
    select_head,
)
from zaizao_city.foundation.record.values import NewEvent, StreamRef

Ciphers = dict[str, tuple[int, AESGCM]]
"""The row and the cipher of each person an append is about."""

NOTHING = Head(0, 0, FIRST, datetime.min)
"""The head of a stream that does not exist yet."""


def append(stream: StreamRef, events: Sequence[NewEvent], *, at: datetime, actor: str, expected: int | None) -> int:
    """Append the events to the stream, all with one time and one actor; the stream's new length.

    Must be called within a transaction, and holds when that is committed. ``expected`` is the length the caller saw
    (0: a new stream), None if any will do. An ``at`` before the last event's becomes the last event's, and
    ``recorded_at`` keeps what the clock said. ``actor`` is an account key or `SYSTEM`.

    Raises:
        StreamMovedError: the stream no longer has the length expected.
        SubjectErasedError: an event is about a person whose key has been destroyed.
        ValueError: a line break in a name, or a number that is not JSON.
        TypeError: a body that is not JSON.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("append() belongs in the transaction of the change that it records")
    if not events:
        raise ValueError("nothing to append")
    with open_cursor() as cursor:
        while True:
            length = _try_append(cursor, stream, events, at=at, actor=actor, expected=expected)
            if length is not None:
                return length


def _try_append(
    cursor: DirectCursor, stream: StreamRef, events: Sequence[NewEvent], *, at: datetime, actor: str,
    expected: int | None,
) -> int | None:  # fmt: skip
    """The new length, or None where another transaction got in between."""
    subjects = sorted({event.subject for event in events if event.subject})
    found, held = select_head(cursor, stream, subjects=subjects)
    head = found or NOTHING
    if expected is not None and head.length != expected:
        raise StreamMovedError(stream=str(stream), expected=expected, length=head.length)
    ciphers: Ciphers = {}
    for subject in subjects:
        cipher = _find_cipher(cursor, subject, held.get(subject))
        if cipher is None:
            return None
        ciphers[subject] = cipher
    rows = chain_events(stream, events, head=head, at=at, actor=actor, ciphers=ciphers)
    moved: dict[str, Any] = {"length": head.length + len(rows), "hash": rows[-1][-1], "last_at": max(at, head.last_at)}
    if found is None:
        stream_id = open_stream(cursor, stream, **moved)
        if stream_id is None:
            return None
    else:
        stream_id = head.id
        if not move_head(cursor, head, **moved):
            return None
    insert_events(cursor, [(stream_id, *row) for row in rows])
    return head.length + len(rows)


def _find_cipher(cursor: DirectCursor, subject: str, held: HeldKey | None) -> tuple[int, AESGCM] | None:
    """The person's cipher, made if there is none; None if another transaction is making it."""
    if held is None:
        wrapped: bytes | None = make_subject_key(subject)
        key_id = insert_key(cursor, subject=subject, wrapped=wrapped or b"")
    else:
        key_id, wrapped = held.id, held.wrapped
    if key_id is None:
        return None
    if wrapped is None:
        raise SubjectErasedError(subject=subject)
    return key_id, open_subject_key(wrapped, subject=subject)


def chain_events(
    stream: StreamRef, events: Sequence[NewEvent], *, head: Head, at: datetime, actor: str, ciphers: Ciphers
) -> list[tuple[Any, ...]]:
    """The rows of the events after ``head``, less the stream's own row; the hash is the last of each."""
    place, number, previous, time = str(stream), head.length, head.hash, max(at, head.last_at)
    frame = phrase_frame(stream=place, at=time, recorded_at=at, actor=actor)
    stored, stored_time = adapt_time(at), adapt_time(time)
    rows = []
    for event in events:
        number += 1
        key_id, cipher = ciphers[event.subject] if event.subject else (None, None)
        payload = pack_body(event.body, place=f"{place}/{number}", cipher=cipher)
        digest = digest_payload(payload, subject=event.subject)
        previous = hash_event(previous, digest, frame=frame, number=number, name=event.name)
        rows.append((number, event.name, stored_time, stored, actor, key_id, payload, digest, previous))
    return rows
