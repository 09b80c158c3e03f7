"""Writing whole new streams in bulk: years of history that were worked out beforehand, in this process or in others.

`chain_stream` needs no database, so that other processes can do it; `insert_streams` writes what they made, and is the
only part that has to wait for its turn. Appending to streams that exist is `writing` and `writing_many`.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from itertools import chain
from os import urandom
from typing import Any, NamedTuple

from django.db import connection
from django.db.backends.utils import CursorWrapper
from msgspec.json import Encoder

from zaizao_city.foundation.record.chain import FIRST, OPEN, SALT, digest_payload, phrase_frame
from zaizao_city.foundation.record.commit_order import HOLD_PLACE
from zaizao_city.foundation.record.errors import SubjectErasedError
from zaizao_city.foundation.record.keys import make_subject_key, open_subject_key
from zaizao_city.foundation.record.statements import select_keys
from zaizao_city.foundation.record.values import StreamRef

AT_ONCE = 10
"""Rows of one statement, on SQLite."""
Entry = tuple[str, bytes, bool]
"""An event to be: its name, its body as JSON, whether it is about the stream's person."""

_NEXT = {
    "sqlite": "SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = %s",
    "postgresql": "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
}
_STREAM = ("id", "kind", "key", "length", "hash", "last_at")
_KEY = "INSERT INTO record_subjectkey (subject, wrapped) VALUES (%s, %s) ON CONFLICT (subject) DO NOTHING"
_EVENT = (
    "stream_id", "number", "name", "at", "recorded_at", "actor", "subject_key_id", "payload", "digest", "hash",
)  # fmt: skip


class Round(NamedTuple):
    """Events recorded together: with one time, by one actor."""

    at: datetime
    actor: str
    entries: Sequence[Entry]


class Subject(NamedTuple):
    """The person a stream is about: their key in the record, its row, and the wrapped key itself."""

    subject: str
    key_id: int
    wrapped: bytes


Row = tuple[Any, ...]
StreamRow = tuple[str, str, int, bytes, str]
"""Kind and key, length, the last hash, the last moment."""
EventRow = tuple[int, int, str, str, str, str, int, bytes, bytes, bytes]
"""The place of the stream, and the columns after it; the key of a person 0 where it is about nobody."""


_encode = Encoder().encode


def write_body(body: Mapping[str, Any]) -> bytes:
    """A body as the text that is stored."""
    try:
        return _encode(body)
    except (TypeError, UnicodeEncodeError):  # a subclass of str, say: the other writer knows it
        return json.dumps(body, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def chain_stream(
    stream: StreamRef, rounds: Sequence[Round], *, subject: Subject | None, place: int
) -> tuple[Row, list[Row]]:
    """Number, seal and chain the events of a new stream exactly as `append` would have, round after round.

    The row of the stream less its number, and the rows of the events with its ``place`` instead of that. Names of events
    are those of classes and constants. Twenty million times a load: `chain.digest_payload` and `chain.hash_event` are
    written out here, and `verify` holds what comes of it against them.
    """
    place_of, number, previous = str(stream), 0, FIRST
    salts = urandom(SALT * sum(len(each.entries) for each in rounds))
    rows: list[Row] = []
    time = rounds[0].at
    for each in rounds:
        time = max(time, each.at)
        begins, ends = phrase_frame(stream=place_of, at=time, recorded_at=each.at, actor=each.actor)
        ending = ends.encode()
        told = (time.isoformat(" "), each.at.isoformat(" "), each.actor)
        for name, text, is_about in each.entries:
            salt = salts[number * SALT : (number + 1) * SALT]
            number += 1
            if is_about and subject is not None:
                cipher = open_subject_key(subject.wrapped, subject=subject.subject)
                payload = salt + cipher.encrypt(salt, text, f"{place_of}/{number}".encode())
                digest, key_id = digest_payload(payload, subject=subject.subject), subject.key_id
            else:
                payload, key_id = salt + text, 0
                digest = sha256(OPEN + payload).digest()
            previous = sha256(previous + f"{begins}{number}\n{name}".encode() + ending + digest).digest()
            rows.append((place, number, name, *told, key_id, payload, digest, previous))
    return (stream.kind, stream.key, number, previous, time.isoformat(" ")), rows


def insert_streams(cursor: CursorWrapper, streams: Sequence[Row], events: Iterable[Row]) -> None:
    """Write new streams, in their order, within the caller's transaction; a name that exists is an integrity error."""
    if not connection.in_atomic_block:
        raise RuntimeError("insert_streams() belongs in the transaction of the changes that it records")
    cursor.execute(f"SELECT {HOLD_PLACE[cursor.db.vendor]}")
    ids = reserve_ids(cursor, "record_stream", len(streams))
    heads = ((pk, *row) for pk, row in zip(ids, streams, strict=True))
    insert_rows(cursor, "record_stream", _STREAM, heads, empty=())
    told = ((ids[place], *row) for place, *row in events)
    insert_rows(cursor, "record_event", _EVENT, told, empty=["subject_key_id"])


def reserve_ids(cursor: CursorWrapper, table: str, count: int) -> Sequence[int]:
    """Row numbers for ``count`` new rows of a table, ascending; nobody else is given them.

    On SQLite they are the next ones, ours as long as the transaction that writes them lasts.
    """
    if cursor.db.vendor == "sqlite":
        cursor.execute(_NEXT["sqlite"], (table,))
        last = int(cursor.fetchall()[0][0])
        return range(last + 1, last + 1 + count)
    cursor.execute(_NEXT["postgresql"], (table, count))
    return [row[0] for row in cursor.fetchall()]


def insert_rows(
    cursor: CursorWrapper, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]], *, empty: Collection[str]
) -> None:
    """Put rows into a table as fast as the database takes them: COPY, or one statement prepared once for some of them.

    Moments are given as text, as both databases read them; in the columns ``empty`` 0 stands for nothing, and truth is
    told by 0 and 1: SQLite's driver is four times as fast with numbers, texts and bytearrays as with anything else.
    """
    names = ", ".join(columns)
    if cursor.db.vendor != "sqlite":
        places = [place for place, name in enumerate(columns) if name in empty]
        with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(_empty(row, places))
        return
    marks = ", ".join("nullif(%s, 0)" if name in empty else "%s" for name in columns)
    into, one = f"INSERT INTO {table} ({names}) VALUES ", f"({marks})"  # noqa: S608 - constants
    values, some = list(chain.from_iterable(rows)), len(columns) * AT_ONCE
    whole = len(values) - len(values) % some
    cursor.executemany(into + ", ".join([one] * AT_ONCE), (values[at : at + some] for at in range(0, whole, some)))
    rest = range(whole, len(values), len(columns))
    cursor.executemany(into + one, (values[at : at + len(columns)] for at in rest))


def _empty(row: Sequence[Any], places: Iterable[int]) -> list[Any]:
    """The row with nothing where 0 stands for it."""
    values = list(row)
    for place in places:
        if values[place] == 0:
            values[place] = None
    return values


def take_subjects(cursor: CursorWrapper, subjects: Iterable[str]) -> Mapping[str, Subject]:
    """The keys of people, made for those who have none.

    Raises:
        SubjectErasedError: of somebody the key has been destroyed.
    """
    wanted = sorted(set(subjects))
    held = select_keys(cursor, wanted)
    missing = [subject for subject in wanted if subject not in held]
    if missing:
        cursor.executemany(_KEY, [(subject, make_subject_key(subject)) for subject in missing])
        held |= select_keys(cursor, missing)
    found = {}
    for subject in wanted:
        wrapped = held[subject].wrapped
        if wrapped is None:
            raise SubjectErasedError(subject=subject)
        found[subject] = Subject(subject, held[subject].id, bytes(wrapped))
    return found
