"""Personal numbers at rest: sealed with AES-256-GCM, found again by a keyed digest. Whom they belong to is said elsewhere.

Both keys are derived from the installation's data key, each for its own use (HKDF-SHA256, RFC 5869).
"""

from __future__ import annotations

import functools
import hashlib
import hmac
import os
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from zaizao_city.identity.conf import read_data_key

VERSION = b"\x01"
NONCE_BYTES = 12


class SealBrokenError(Exception):
    """A sealed text was changed, moved to another person or field, or sealed under another key: a bug or a break-in."""


def seal_text(text: str, *, owner: UUID, field: str) -> bytes:
    """The text, sealed for this field of this owner: moved elsewhere it no longer opens."""
    nonce = os.urandom(NONCE_BYTES)
    return VERSION + nonce + _read_cipher().encrypt(nonce, text.encode(), _bind(owner, field))


def open_text(sealed: bytes, *, owner: UUID, field: str) -> str:
    """The text that was sealed.

    Raises:
        SealBrokenError: it does not open.
    """
    nonce, body = bytes(sealed[1 : 1 + NONCE_BYTES]), bytes(sealed[1 + NONCE_BYTES :])
    try:
        return _read_cipher().decrypt(nonce, body, _bind(owner, field)).decode()
    except InvalidTag as error:
        raise SealBrokenError(field) from error


def digest_text(text: str, *, field: str) -> str:
    """By what a text is found without being readable: nobody who lacks the key can try numbers out."""
    return hmac.new(_derive_key(b"digest"), f"{field}\0{text}".encode(), hashlib.sha256).hexdigest()


def _bind(owner: UUID, field: str) -> bytes:
    return VERSION + owner.bytes + field.encode()


@functools.cache
def _read_cipher() -> AESGCM:
    return AESGCM(_derive_key(b"seal"))


@functools.cache
def _derive_key(use: bytes) -> bytes:
    derivation = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"zaizao identity " + use)
    return derivation.derive(read_data_key())
