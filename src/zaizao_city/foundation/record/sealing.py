"""Sealing: the heads of all streams that moved, in one signed statement, written to a file outside the database.

A chain alone does not help against someone who recomputes it; a seal that was copied elsewhere does. The row is
committed first and carries the leaves until the file is on the disk, so that a crash in between loses nothing.
"""

from __future__ import annotations

import functools
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from zaizao_city.foundation.record.commit_order import find_horizon
from zaizao_city.foundation.record.errors import SealsInTheWayError
from zaizao_city.foundation.record.keys import open_signing_key
from zaizao_city.foundation.record.merkle import Leaf, compute_root
from zaizao_city.foundation.record.models import Seal, Subscription
from zaizao_city.foundation.record.seal_files import (
    NOTHING_BEFORE,
    digest_statement,
    find_seal_folder,
    name_seal_file,
    phrase_leaves,
    phrase_statement,
    read_seal_file,
    write_seal_file,
)
from zaizao_city.foundation.record.subscribing import lock_place

EVERY = timedelta(minutes=10)
PLACE = "record.seal"
"""The name under which it is kept how far has been sealed."""

AT_ONCE = 100_000
"""Positions that one seal covers: after a bulk load several are made, none too large to hold."""

_MOVED = (
    "SELECT s.kind, s.key, e.number, e.hash, moved.events FROM"
    " (SELECT stream_id, max(number) AS last, count(*) AS events FROM record_event"
    " WHERE position > %s AND position <= %s GROUP BY stream_id) AS moved"
    " JOIN record_event AS e ON e.stream_id = moved.stream_id AND e.number = moved.last"
    " JOIN record_stream AS s ON s.id = moved.stream_id"
)


def seal(now: datetime) -> list[Seal]:
    """Seal what was committed since the last seal; the seals made, none if the last is under ten minutes old.

    The files are written when the transaction is committed; `write_seals` makes up for what a crash left out.

    Raises:
        SealsInTheWayError: the folder holds seals that this database did not make.
    """
    made = []
    with transaction.atomic():
        place = lock_place(PLACE)
        last = Seal.objects.order_by("-number").first()
        if place is None or (last and now < last.at + EVERY):
            return []
        with connection.cursor() as cursor:
            horizon = find_horizon(cursor)
        position = place.position
        while position < horizon:
            upto = min(position + AT_ONCE, horizon)
            new = _make_seal(last, after=position, upto=upto, now=now)
            made += [new] if new else []
            last, position = new or last, upto
        Subscription.objects.filter(pk=place.pk).update(position=position)
        transaction.on_commit(functools.partial(write_seals, now))
    return made


def write_seals(now: datetime) -> int:
    """Write the files of all seals that have none yet; how many.

    Raises:
        SealsInTheWayError: another seal has the number already.
    """
    written = 0
    folder, public_key = find_seal_folder(), find_public_key()
    for each in Seal.objects.filter(exported_at=None).order_by("number"):
        _refuse_to_overwrite(folder / name_seal_file(each.number), each)
        write_seal_file(
            folder,
            each.number,
            text=each.statement,
            signature=each.signature,
            public_key=public_key,
            leaves=each.leaves,
        )
        written += Seal.objects.filter(pk=each.pk).update(leaves="", exported_at=now)
    return written


def find_public_key() -> str:
    """The key by which the seals of this installation are checked, in hexadecimal; to be kept elsewhere too."""
    return open_signing_key().public_key().public_bytes_raw().hex()


def _make_seal(last: Seal | None, *, after: int, upto: int, now: datetime) -> Seal | None:
    leaves, events = list_moved_heads(after=after, upto=upto)
    if not leaves:
        return None
    number = last.number + 1 if last else 1
    statement: dict[str, Any] = {
        "number": number,
        "at": now.isoformat(),
        "previous": digest_statement(last.statement) if last else NOTHING_BEFORE,
        "streams": len(leaves),
        "events": events,
        "upto": upto,
        "root": compute_root(leaves).hex(),
    }
    text = phrase_statement(statement)
    signature = open_signing_key().sign(text.encode()).hex()
    return Seal.objects.create(
        number=number, at=now, upto=upto, statement=text, signature=signature, leaves=phrase_leaves(leaves)
    )


def list_moved_heads(*, after: int, upto: int) -> tuple[list[Leaf], int]:
    """The heads of the streams that got events between the positions, in the order of names, and how many events."""
    with connection.cursor() as cursor:
        cursor.execute(_MOVED, (after, upto))
        rows = cursor.fetchall()
    leaves = sorted(Leaf(f"{kind}:{key}", number, bytes(hash_).hex()) for kind, key, number, hash_, _ in rows)
    return leaves, sum(row[-1] for row in rows)


def _refuse_to_overwrite(path: Path, each: Seal) -> None:
    if path.exists():
        found = read_seal_file(path)
        if found is None or found.text != each.statement:
            raise SealsInTheWayError(file=str(path), number=each.number)
