"""The knobs of the app, with their defaults; what may be set stands in ``config.environment``."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

PENDING_TIME = timedelta(minutes=10)
"""Between the password and the one-time code."""

IDLE_TIME = timedelta(minutes=60)
"""After which a member of staff who did nothing is signed out (GB/T 22239-2019 8.1.4: time-out of sessions)."""

SEEN_EVERY = timedelta(minutes=5)
"""How often the session list notes that somebody is still there."""

CODE_ATTEMPTS = 5
"""Wrong one-time codes in a row, after which codes are refused for ``CODE_LOCK_TIME``."""

CODE_LOCK_TIME = timedelta(minutes=15)

RECOVERY_CODES = 10

DATA_KEY_LENGTH = 32

ACCESS_LOG_TIME = timedelta(days=3 * 365)
"""How long views of personal data are kept by default."""

ACCESS_LOG_FLOOR = timedelta(days=183)
"""Six months at the least (网络安全法, keeping of logs); nobody can set less."""


def is_second_factor_required() -> bool:
    """Whether staff need a one-time code; only a demonstration of made-up people does without."""
    return bool(settings.SECOND_FACTOR_REQUIRED)


def read_data_key() -> bytes:
    """The installation's key for personal data.

    Raises:
        ImproperlyConfigured: it is too short to be one; nothing is sealed with it.
    """
    key = str(settings.DATA_KEY).strip()
    if len(key) < DATA_KEY_LENGTH:
        raise ImproperlyConfigured("the key file identity.key in the home is damaged: restore it from the backup")
    return key.encode()
