"""A table between its trial and its taking over: kept in the home folder under its own digest, one day at most."""

from __future__ import annotations

import re
from hashlib import sha256
from pathlib import Path

from django.conf import settings

from zaizao_city.identity.actor import Actor

DAY = 24 * 3600
_DIGEST = re.compile(r"[0-9a-f]{64}")


def keep_table(content: bytes, *, actor: Actor, now: float) -> str:
    """Keep a table for its owner; its digest. Tables left over from before are dropped."""
    folder = _folder(actor)
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        if old.stat().st_mtime < now - DAY:
            old.unlink(missing_ok=True)
    digest = sha256(content).hexdigest()
    (folder / digest).write_bytes(content)
    return digest


def take_table(digest: str, *, actor: Actor) -> bytes | None:
    """The table that its owner tried before; none where it is gone or was never theirs."""
    path = _folder(actor) / digest
    return path.read_bytes() if _DIGEST.fullmatch(digest) and path.is_file() else None


def drop_table(digest: str, *, actor: Actor) -> None:
    """Forget a table that was taken over."""
    if _DIGEST.fullmatch(digest):
        (_folder(actor) / digest).unlink(missing_ok=True)


def _folder(actor: Actor) -> Path:
    return Path(settings.HOME) / "imports" / sha256(actor.account_key.encode()).hexdigest()[:32]
