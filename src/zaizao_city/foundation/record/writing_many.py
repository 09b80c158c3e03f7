"""Appending to many streams in a handful of statements: batch decisions, imports, the loading of years of history.

Heads are locked in the order of their rows, so that two such appends wait for each other instead of blocking each other.
"""

from __future__ import annotations

from collections.abc import Sequence

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import connection

from zaizao_city.foundation.direct import DirectCursor, open_cursor
from zaizao_city.foundation.record.errors import StreamMovedError, SubjectErasedError
from zaizao_city.foundation.record.keys import make_subject_key, open_subject_key
from zaizao_city.foundation.record.statements import (
    Head,
    adapt_time,
    insert_events,
    insert_key,
    lock_heads,
    move_heads,
    open_streams,
    select_keys,
)
from zaizao_city.foundation.record.values import Append, StreamRef
from zaizao_city.foundation.record.writing import NOTHING, Ciphers, chain_events


def append_many(appends: Sequence[Append]) -> list[int]:
    """Do all the appends or none, each to a stream of its own; the new lengths, in their order.

    Must be called within a transaction, like `append`, and refuses what `append` refuses.

    Raises:
        StreamMovedError: a stream no longer has the length expected.
        SubjectErasedError: an event is about a person whose key has been destroyed.
        ValueError: two appends to one stream, or one of nothing.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("append_many() belongs in the transaction of the changes that it records")
    streams = [each.stream for each in appends]
    if len(set(streams)) < len(streams) or not all(each.events for each in appends):
        raise ValueError("one append to a stream, and something in it")
    with open_cursor() as cursor:
        heads = _take_heads(cursor, streams)
        _refuse_moved(appends, heads)
        ciphers = _take_ciphers(cursor, appends)
        rows, moves, lengths = [], [], []
        for each in appends:
            head = heads[each.stream]
            chained = chain_events(each.stream, each.events, head=head, at=each.at, actor=each.actor, ciphers=ciphers)
            lengths.append(head.length + len(chained))
            moves.append((lengths[-1], chained[-1][-1], adapt_time(max(each.at, head.last_at)), head.id, head.length))
            rows += [(head.id, *row) for row in chained]
        move_heads(cursor, moves)
        insert_events(cursor, rows)
    return lengths


def _take_heads(cursor: DirectCursor, streams: Sequence[StreamRef]) -> dict[StreamRef, Head]:
    """The locked heads of all streams, those that did not exist opened empty."""
    heads = lock_heads(cursor, streams)
    missing = sorted((each for each in streams if each not in heads), key=str)
    if missing:
        open_streams(cursor, missing, head=NOTHING)
        heads |= lock_heads(cursor, missing)
    return heads


def _refuse_moved(appends: Sequence[Append], heads: dict[StreamRef, Head]) -> None:
    for each in appends:
        length = heads[each.stream].length
        if each.expected is not None and each.expected != length:
            raise StreamMovedError(stream=str(each.stream), expected=each.expected, length=length)


def _take_ciphers(cursor: DirectCursor, appends: Sequence[Append]) -> Ciphers:
    """The ciphers of all people the events are about, made for those who have none."""
    subjects = sorted({event.subject for each in appends for event in each.events if event.subject})
    held = select_keys(cursor, subjects)
    missing = [subject for subject in subjects if subject not in held]
    for subject in missing:
        insert_key(cursor, subject=subject, wrapped=make_subject_key(subject))
    held |= select_keys(cursor, missing)
    ciphers: dict[str, tuple[int, AESGCM]] = {}
    for subject in subjects:
        wrapped = held[subject].wrapped
        if wrapped is None:
            raise SubjectErasedError(subject=subject)
        ciphers[subject] = held[subject].id, open_subject_key(wrapped, subject=subject)
    return ciphers
