"""Keys: the installation's own, in files of its home, and one for each person, wrapped by the installation's.

What is encrypted with them is said in `payload`. A lost installation key cannot be replaced: it belongs in the backup.
"""

from __future__ import annotations

import functools
import os
import secrets
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from zaizao_city.foundation.record.errors import RecordKeyLostError

NONCE = 12
KEY = 32


def find_key_folder() -> Path:
    """Where the keys of the installation lie: ``keys`` in its home."""
    return Path(settings.HOME) / "keys"


def make_subject_key(subject: str) -> bytes:
    """A new key for a person, wrapped."""
    nonce = secrets.token_bytes(NONCE)
    return nonce + _open_wrapping(find_key_folder()).encrypt(nonce, secrets.token_bytes(KEY), subject.encode())


def open_subject_key(wrapped: bytes, *, subject: str) -> AESGCM:
    """The cipher of a person.

    Raises:
        RecordKeyLostError: the key was not wrapped by this installation.
    """
    return _open_wrapped(bytes(wrapped), subject, settings.HOME)


def open_signing_key() -> Ed25519PrivateKey:
    """The key that signs the seals."""
    return Ed25519PrivateKey.from_private_bytes(_keep_key(find_key_folder() / "seal.key"))


def forget_keys() -> None:
    """Drop every key held in the memory of this process."""
    _open_wrapped.cache_clear()
    _open_wrapping.cache_clear()


@functools.lru_cache(maxsize=4096)
def _open_wrapped(wrapped: bytes, subject: str, home: Path) -> AESGCM:
    # Cached by what the database gives: once that is gone, the cached cipher cannot be asked for any more.
    folder = find_key_folder()
    try:
        return AESGCM(_open_wrapping(folder).decrypt(wrapped[:NONCE], wrapped[NONCE:], subject.encode()))
    except InvalidTag as error:
        raise RecordKeyLostError(file=str(folder / "record.key")) from error


@functools.lru_cache(maxsize=8)
def _open_wrapping(folder: Path) -> AESGCM:
    return AESGCM(_keep_key(folder / "record.key"))


def _keep_key(path: Path) -> bytes:
    """The 32 bytes in the file; made there, readable by the owner alone, if there is no file."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = path.with_suffix(f".{os.getpid()}-{secrets.token_hex(4)}")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
            file.write(secrets.token_hex(KEY))
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(draft, path)  # never over a key that another process made meanwhile
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return bytes.fromhex(path.read_text(encoding="ascii").strip())
