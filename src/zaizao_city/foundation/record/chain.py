"""The arithmetic of a stream's chain: what is hashed, in which form. No database, no keys.

    digest n = SHA-256(subject, newline, payload n)          payload: 12 random bytes, then JSON or ciphertext
    hash n   = SHA-256(hash n-1, header n, digest n)         hash 0: 32 zero bytes

The header holds no personal data: scheme, stream, number, name, times, actor. The random bytes keep a payload from
being guessed by its digest; since the digest is of what is stored, it still holds when nobody can decrypt it any more.
"""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256

SCHEME = "zaizao-1"
FIRST = bytes(32)
"""What stands where the hash of the event before the first would be."""

SALT = 12
OPEN = b"\n"
"""What is hashed before a payload that is about nobody: no key, and the end of that line."""


def digest_payload(payload: bytes, *, subject: str | None) -> bytes:
    """The salted digest by which the header refers to the payload, and to whom it is about."""
    return sha256(f"{subject or ''}\n".encode() + payload).digest()


def phrase_frame(*, stream: str, at: datetime, recorded_at: datetime, actor: str) -> tuple[str, str]:
    """What the headers of events recorded together share: how they begin and how they end.

    Raises:
        ValueError: a line break in a name; headers could then be read in two ways.
    """
    if "\n" in stream or "\n" in actor:
        raise ValueError(f"a line break in {stream!r} or {actor!r}")
    return f"{SCHEME}\n{stream}\n", f"\n{at.isoformat()}\n{recorded_at.isoformat()}\n{actor}\n"


def hash_event(previous: bytes, digest: bytes, *, frame: tuple[str, str], number: int, name: str) -> bytes:
    """The hash of an event after the one before it.

    Raises:
        ValueError: a line break in the name.
    """
    if "\n" in name:
        raise ValueError(f"a line break in {name!r}")
    return sha256(previous + f"{frame[0]}{number}\n{name}{frame[1]}".encode() + digest).digest()
