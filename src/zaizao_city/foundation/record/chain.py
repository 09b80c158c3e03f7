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
LINES = 7


def digest_payload(payload: bytes, *, subject: str | None) -> bytes:
    """The salted digest by which the header refers to the payload, and to whom it is about."""
    return sha256(f"{subject or ''}\n".encode() + payload).digest()


def hash_event(
    previous: bytes, *, stream: str, number: int, name: str, at: datetime, recorded_at: datetime, actor: str,
    digest: bytes,
) -> bytes:  # fmt: skip
    """The hash of an event after the one before it.

    Raises:
        ValueError: a line break in a name; headers could then be read in two ways.
    """
    header = f"{SCHEME}\n{stream}\n{number}\n{name}\n{at.isoformat()}\n{recorded_at.isoformat()}\n{actor}\n"
    if header.count("\n") != LINES:
        raise ValueError(f"a line break in a name of {header!r}")
    return sha256(previous + header.encode() + digest).digest()
