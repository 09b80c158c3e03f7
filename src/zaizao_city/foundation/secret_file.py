"""Secrets of an installation that nobody set: made once, kept in its home, readable by the owner alone.

What a secret is for, and whether production may start on one made here, is said where it is used.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path

LENGTH = 32


def keep_secret(path: Path) -> str:
    """The secret in the file; 32 random bytes, written as 64 hexadecimal digits, are made there if there is no file.

    The file appears whole: neither another process nor a crash ever finds half a secret, and none is written over.
    """
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = path.with_suffix(f".{os.getpid()}-{secrets.token_hex(4)}")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
            file.write(secrets.token_hex(LENGTH))
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(draft, path)  # never over a secret that another process made meanwhile
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text(encoding="ascii")
