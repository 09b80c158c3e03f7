"""Appending to streams, within the caller's transaction.

    read the head (and the keys of the people) → move or open it → insert the events

Nothing is locked before the head is moved: an append that meets another waits there for its end, sees that the head
has gone on, and either begins again or, if the caller expected a length, refuses. A person's first event costs a fourth
statement.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from os import urandom
from typing import Any, NamedTuple

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import connection, transaction

from zaizao_city.foundation.direct import Statement, execute_all, open_cursor, write_last
from zaizao_city.foundation.record.chain import FIRST, SALT, digest_payload, hash_event, phrase_frame
from zaizao_city.foundation.record.errors import StreamMovedError, SubjectErasedError
from zaizao_city.foundation.record.keys import make_subject_key, open_subject_key
from zaizao_city.foundation.record.payload import pack_body
from zaizao_city.foundation.record.statements import (
    Head,
    HeldKey,
    adapt_time,
    insert_key,
    open_stream,
    phrase_events,
    phrase_head_of,
    phrase_move,
    read_head,
    select_head,
)
from zaizao_city.foundation.record.values import NewEvent, StreamRef

Ciphers = dict[str, tuple[int, AESGCM]]
"""The row and the cipher of each person an append is about."""

NOTHING = Head(0, 0, FIRST, datetime.min)
"""The head of a stream that does not exist yet."""


class Pending(NamedTuple):
    """An append that is worked out and not written: the length that its stream will have, and the statements.

    The first of them moves the head that was ``seen``, unless the stream is new (None).
    """

    stream: StreamRef
    seen: int | None
    length: int
    statements: list[Statement]

    def write(self, *also: Statement) -> None:
        """Write it, and what goes with it, as the last that the transaction does: on PostgreSQL with its COMMIT.

        There it is the database that refuses a number of the stream which another transaction has taken; who holds
        what the stream is about need not fear it.

        Raises:
            StreamMovedError: another transaction was quicker; this one is lost then.
        """
        changed = write_last([*self.statements, *also])
        if self.seen is not None and changed == 0:
            transaction.set_rollback(True)
            raise StreamMovedError(stream=str(self.stream), expected=self.seen, length=self.length)


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
    while True:
        pending = prepare_append(stream, events, at=at, actor=actor, expected=expected)
        with open_cursor() as cursor:
            first = 0 if pending.seen is None else 1
            if first and not execute_all(cursor, pending.statements[:first]):
                continue  # another transaction got in between
            execute_all(cursor, pending.statements[first:])
        return pending.length


class Found(NamedTuple):
    """The end of a stream as it was read, None if there is none, and the keys of people that exist."""

    head: Head | None
    held: dict[str, HeldKey]


def find_end(stream: StreamRef, *, subjects: Sequence[str]) -> Found:
    """Read what an append will need, for those who have more to ask before they know what they append.

    ``subjects`` are all people whom the events may be about.
    """
    with open_cursor() as cursor:
        return Found(*select_head(cursor, stream, subjects=subjects))


def ask_end(kind: str, named: str, values: Sequence[Any], *, vendor: str) -> Statement:
    """The question of `find_end`, to travel with others, of the stream of that kind which another question names.

    ``named`` is that question, which the ``values`` are for: a row with the ``key`` of the stream and the ``subject``
    of its events, None where they are about nobody. ``vendor`` is that of the database. Its answer is for `read_end`.
    """
    return phrase_head_of(named, vendor), (*values, kind)


def read_end(rows: Sequence[Sequence[Any]]) -> Found:
    """What the rows say that answer `ask_end`."""
    return Found(*read_head(rows))


def prepare_append(
    stream: StreamRef, events: Sequence[NewEvent], *, at: datetime, actor: str, expected: int | None,
    found: Found | None = None,
) -> Pending:  # fmt: skip
    """What `append` would write, not written yet: so that it can travel with what the same command writes elsewhere.

    ``found`` is what `find_end` read in the same transaction. Raises what `append` raises.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("append() belongs in the transaction of the change that it records")
    if not events:
        raise ValueError("nothing to append")
    subjects = sorted({event.subject for event in events if event.subject})
    while True:
        end = found or find_end(stream, subjects=subjects)
        pending = _try_prepare(stream, events, at=at, actor=actor, expected=expected, subjects=subjects, end=end)
        if pending is not None:
            return pending
        found = None


def _try_prepare(
    stream: StreamRef, events: Sequence[NewEvent], *, at: datetime, actor: str,
    expected: int | None, subjects: Sequence[str], end: Found,
) -> Pending | None:  # fmt: skip
    """What is to be written, or None where another transaction got in between."""
    found, held = end
    head = found or NOTHING
    if expected is not None and head.length != expected:
        raise StreamMovedError(stream=str(stream), expected=expected, length=head.length)
    ciphers: Ciphers = {}
    for subject in subjects:
        cipher = _find_cipher(subject, held.get(subject))
        if cipher is None:
            return None
        ciphers[subject] = cipher
    rows = chain_events(stream, events, head=head, at=at, actor=actor, ciphers=ciphers)
    length, last, last_at = head.length + len(rows), rows[-1][-1], adapt_time(max(at, head.last_at))
    if found is None:
        with open_cursor() as cursor:
            stream_id = open_stream(cursor, stream, length=length, hash=last, last_at=last_at)
        if stream_id is None:
            return None
        return Pending(stream, None, length, phrase_events(stream_id, rows))
    statements = [phrase_move(head, length=length, hash=last, last_at=last_at), *phrase_events(head.id, rows)]
    return Pending(stream, head.length, length, statements)


def _find_cipher(subject: str, held: HeldKey | None) -> tuple[int, AESGCM] | None:
    """The person's cipher, made if there is none; None if another transaction is making it."""
    if held is not None:
        if held.wrapped is None:
            raise SubjectErasedError(subject=subject)
        return held.id, open_subject_key(held.wrapped, subject=subject)
    wrapped = make_subject_key(subject)
    with open_cursor() as cursor:
        key_id = insert_key(cursor, subject=subject, wrapped=wrapped)
    return None if key_id is None else (key_id, open_subject_key(wrapped, subject=subject))


def chain_events(
    stream: StreamRef, events: Sequence[NewEvent], *, head: Head, at: datetime, actor: str, ciphers: Ciphers
) -> list[tuple[Any, ...]]:
    """The rows of the events after ``head``, less the stream's own row; the hash is the last of each."""
    place, number, previous, time = str(stream), head.length, head.hash, max(at, head.last_at)
    frame = phrase_frame(stream=place, at=time, recorded_at=at, actor=actor)
    stored, stored_time = adapt_time(at), adapt_time(time)
    rows, salts = [], urandom(SALT * len(events))  # asking the system for them takes longer than having them
    for begins, event in zip(range(0, len(salts), SALT), events, strict=True):
        number += 1
        key_id, cipher = ciphers[event.subject] if event.subject else (None, None)
        payload = pack_body(event.body, salt=salts[begins : begins + SALT], place=f"{place}/{number}", cipher=cipher)
        digest = digest_payload(payload, subject=event.subject)
        previous = hash_event(previous, digest, frame=frame, number=number, name=event.name)
        rows.append((number, event.name, stored_time, stored, actor, key_id, payload, digest, previous))
    return rows
