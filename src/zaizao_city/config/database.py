"""The one setting that chooses the database: a PostgreSQL address, or SQLite in the home folder.

No other database is accepted: the tests run on these two.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

SQLITE_PRAGMAS = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
"""FULL: what was answered is on the disk, also after the power failed."""

BUSY_SECONDS = 20


def configure_database(address: str, *, home: Path) -> dict[str, Any]:
    """Django's description of the database at ``address`` (empty: SQLite).

    Raises:
        ImproperlyConfigured: the address is neither empty nor PostgreSQL's.
    """
    if not address:
        return _configure_sqlite(home / "city.sqlite3")
    parts = urlsplit(address)
    if parts.scheme not in {"postgresql", "postgres"} or not parts.path.strip("/"):
        raise ImproperlyConfigured(
            "ZAIZAO_DATABASE_URL must read postgresql://user:password@host:port/name, or be empty."
        )
    return {
        "ENGINE": "zaizao_city.foundation.direct.postgresql_engine",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }


def _configure_sqlite(path: Path) -> dict[str, Any]:
    path.parent.mkdir(parents=True, exist_ok=True)
    return {
        "ENGINE": "zaizao_city.foundation.direct.sqlite_engine",
        "NAME": str(path),
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "init_command": SQLITE_PRAGMAS,
            "transaction_mode": "IMMEDIATE",  # a writer waits its turn at the beginning instead of failing in the middle
            "timeout": BUSY_SECONDS,
        },
        "TEST": {"NAME": ":memory:"},
    }
