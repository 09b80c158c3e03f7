"""Keys: the installation's own, in files of its home, and one for each person, wrapped by the installation's.

What is encrypted with them is said in `payload`. A lost installation key cannot be replaced: it belongs in the backup.
"""

from __future__ import annotations

import functools
import secrets
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from zaizao_city.foundation.record.errors import RecordKeyLostError
from zaizao_city.foundation.secret_file import keep_secret

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
    return bytes.fromhex(keep_secret(path).strip())
