"""What an event says, as the bytes that are stored: 12 random bytes, then JSON, or JSON encrypted (AES-256-GCM).

The random bytes salt the digest of an open payload and are the nonce of an encrypted one.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from zaizao_city.foundation.record.chain import SALT

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode


def pack_body(body: Mapping[str, Any] | bytes, *, salt: bytes, place: str, cipher: AESGCM | None) -> bytes:
    """The stored bytes of a body, or of its text; an encrypted one opens only in its ``place`` (stream and number).

    The ``salt`` is random bytes that nothing else was packed with.
    """
    text = body if isinstance(body, bytes) else _encode(body).encode()
    return salt + (cipher.encrypt(salt, text, place.encode()) if cipher else text)


def unpack_body(payload: bytes, *, place: str, cipher: AESGCM | None) -> dict[str, Any]:
    """The body again.

    Raises:
        ValueError: the bytes are not what was stored there; `verifying` says more.
    """
    salt, text = payload[:SALT], payload[SALT:]
    try:
        return dict(json.loads(cipher.decrypt(salt, text, place.encode()) if cipher else text))
    except InvalidTag as error:
        raise ValueError(f"the payload of {place} was changed") from error
