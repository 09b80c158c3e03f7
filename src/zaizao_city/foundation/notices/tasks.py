"""The jobs of the room."""

from __future__ import annotations

import uuid

from zaizao_city.foundation.clock import read_clock
from zaizao_city.foundation.jobs.defining import job
from zaizao_city.foundation.notices.delivering import carry_delivery


@job(outside=True, attempts=14)
def deliver(key: str) -> str:
    """Send one delivery; tried for about six hours."""
    return carry_delivery(uuid.UUID(key), now=read_clock())
