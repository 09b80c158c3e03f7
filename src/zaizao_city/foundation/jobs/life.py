"""The sign of life of a worker: a lock that goes when its process goes, however it went.

No clock is involved: a slow worker is not taken for a dead one. On PostgreSQL it is an advisory lock of a session of its
own (so workers may run on many machines; a pooler between must keep sessions together), otherwise a locked file in the
home folder (SQLite: one machine).
"""

from __future__ import annotations

import contextlib
import fcntl
import zlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection, transaction

LOCK_CLASS = 0x5A5A01
"""Sets our advisory locks apart from others' in the same database."""

Probe = Callable[[], None]
"""Raises when the sign of life is lost although the process lives."""


def stay_alive(name: str) -> AbstractContextManager[Probe]:
    """Be known as alive within the block; the value, called, raises if the sign was lost."""
    return _hold_session_lock(name) if connection.vendor == "postgresql" else _hold_file_lock(name)


def mark_presence(name: str) -> AbstractContextManager[Probe]:
    """Be known, within the block and on this machine, as one who uses the home."""
    return _hold_file_lock(name)


def list_present() -> list[str]:
    """Who uses the home of this machine now."""
    folder = Path(settings.HOME) / "alive"
    return sorted(path.name for path in folder.glob("*") if _is_file_locked(path.name))


def is_alive(name: str) -> bool:
    """Whether a process holds the sign of life of that name now."""
    return _is_session_locked(name) if connection.vendor == "postgresql" else _is_file_locked(name)


@contextmanager
def _hold_file_lock(name: str) -> Iterator[Probe]:
    path = _find_lock_file(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        try:
            yield lambda: None
        finally:
            path.unlink(missing_ok=True)


def _is_file_locked(name: str) -> bool:
    try:
        file = _find_lock_file(name).open("r", encoding="utf-8")
    except FileNotFoundError:
        return False
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def _find_lock_file(name: str) -> Path:
    return Path(settings.HOME) / "alive" / name


@contextmanager
def _hold_session_lock(name: str) -> Iterator[Probe]:
    session = connection.copy()
    session.inc_thread_sharing()

    def probe() -> None:
        with session.cursor() as cursor:
            cursor.execute("SELECT 1")

    try:
        with session.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s, %s)", [LOCK_CLASS, _number_name(name)])
        backend = session.connection

        def confirm() -> None:
            probe()
            if session.connection is not backend:
                raise ConnectionError("the session that stood for this worker's life was lost")

        yield confirm
    finally:
        with contextlib.suppress(DatabaseError), session.cursor() as cursor:  # the server may notice an end late
            cursor.execute("SELECT pg_advisory_unlock_all()")
        session.close()


def _is_session_locked(name: str) -> bool:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", [LOCK_CLASS, _number_name(name)])
        (free,) = cursor.fetchone()
    return not free


def _number_name(name: str) -> int:
    return zlib.crc32(name.encode()) - 2**31
