"""The one-time codes of made-up people, for whoever tries the city and has none of their telephones."""

from __future__ import annotations

from datetime import datetime

import pyotp

from zaizao_city.foundation.clock import SHANGHAI
from zaizao_city.identity.models import OneTimeCodeDevice

STEP = 30
"""Seconds for which a code is shown (RFC 6238)."""


def find_code(login: str, *, now: datetime) -> str | None:
    """The code that opens the door next: one that was used already opens nothing, so then it is the following one."""
    device = OneTimeCodeDevice.objects.select_related("account").filter(account__login=login).first()
    if device is None or device.confirmed_at is None:
        return None
    present = int(now.replace(tzinfo=SHANGHAI).timestamp()) // STEP
    return pyotp.TOTP(device.open_secret()).generate_otp(max(present, device.last_step + 1))
