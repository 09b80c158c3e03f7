"""Erasing a person: their key is destroyed, and with it everything that was said about them; every chain still verifies.

What remains is that something happened, when, and who did it. Copies of the database made before still hold the key:
they must be kept no longer than the duty to erase allows.
"""

from __future__ import annotations

from datetime import datetime

from django.db import connection, transaction

from zaizao_city.foundation.record.keys import forget_keys
from zaizao_city.foundation.record.models import SubjectKey
from zaizao_city.foundation.record.values import NewEvent, StreamRef
from zaizao_city.foundation.record.writing import append


def erase_person(key: str, *, actor: str, now: datetime) -> bool:
    """Destroy the key of a person, record that it was done; whether there was one to destroy.

    Afterwards `read_stream` gives None for the bodies about them, and nothing more can be appended about them.
    Whether a person may be erased is decided by the caller.
    """
    with transaction.atomic():
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA secure_delete = ON")  # overwrite, do not merely unlink
        erased = SubjectKey.objects.filter(subject=key, erased_at=None).update(wrapped=None, erased_at=now)
        if erased:
            append(StreamRef("subject", key), [NewEvent("PersonErased", {})], at=now, actor=actor, expected=None)
            transaction.on_commit(_forget)
    return bool(erased)


def _forget() -> None:
    """Also out of the memory and out of SQLite's log of changes."""
    forget_keys()
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
