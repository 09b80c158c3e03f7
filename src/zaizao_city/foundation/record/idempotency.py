"""One answer to one request, however often it is sent: the key travels with the form, the answer is kept with the change.

Belongs first in the transaction of a command: the same key, sent at the same time, waits there for the first to end.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any

from attrs import frozen
from django.db import connection
from msgspec.json import encode

from zaizao_city.foundation.direct import Statement, ask_all, open_cursor
from zaizao_city.foundation.record.errors import RequestChangedError
from zaizao_city.foundation.record.models import GivenAnswer

_INSERT = (
    "INSERT INTO record_givenanswer (actor, key, request) VALUES (%s, %s, %s) "
    "ON CONFLICT (actor, key) DO NOTHING RETURNING id"
)
_KEEP = "UPDATE record_givenanswer SET answer = %s, at = %s WHERE id = %s"


@frozen
class Answered:
    """The request was answered before; ``answer`` is what was kept then."""

    answer: Any


@frozen
class New:
    """The request is new; it is answered within this transaction, or never was."""

    id: int

    def keep(self, answer: object, *, at: datetime) -> None:
        """Keep the answer, which must be JSON, for the same request sent again."""
        with open_cursor() as cursor:
            cursor.execute(*self.phrase_kept(answer, at=at))

    def phrase_kept(self, answer: object, *, at: datetime) -> Statement:
        """What keeps the answer, to travel with the change that it answers."""
        return _KEEP, (encode(answer).decode(), at, self.id)


def once(key: str, *, actor: str, request: str) -> Answered | New:
    """Whether this request of the actor was answered before. ``request`` is all that it asks, as one text.

    A transaction that is rolled back leaves the key free for another attempt.

    Raises:
        RequestChangedError: the key came before with another request.
    """
    with open_cursor() as cursor:
        [rows] = ask_all(cursor, [ask_once(key, actor=actor, request=request)])
    return read_once(rows, key, actor=actor, request=request)


def ask_once(key: str, *, actor: str, request: str) -> Statement:
    """The question of `once`, to travel with others; its answer is for `read_once`."""
    if not connection.in_atomic_block:
        raise RuntimeError("once() belongs in the transaction of the command that it guards")
    return _INSERT, (actor, key, sha256(request.encode()).digest())


def read_once(rows: Sequence[Sequence[Any]], key: str, *, actor: str, request: str) -> Answered | New:
    """What the rows that answer `ask_once` say; raises what `once` raises."""
    if rows:
        return New(rows[0][0])
    given = GivenAnswer.objects.get(actor=actor, key=key)
    if bytes(given.request) != sha256(request.encode()).digest():
        raise RequestChangedError(key=key)
    return Answered(given.answer)


def is_answered(key: str, *, actor: str) -> bool:
    """Whether a request of the actor with that key was answered before, whatever it asked."""
    return GivenAnswer.objects.filter(actor=actor, key=key).exists()


def forget_answers(*, before: datetime) -> int:
    """Drop the answers kept before a time, when nobody sends their requests again; how many."""
    return GivenAnswer.objects.filter(at__lt=before).delete()[0]
