"""What somebody tried that was not theirs: into the record of their account. A visitor has none."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from zaizao_city.identity import events
from zaizao_city.identity.actor import Actor
from zaizao_city.identity.models import Account
from zaizao_city.identity.services.recording import record_account

LONGEST = 300
"""Characters of an address that are kept."""


@transaction.atomic
def note_attempt(
    account: Account, *, code: str, method: str, path: str, address: str, actor: Actor, now: datetime
) -> None:
    """Note a refused attempt (``AttemptRefused``): what refused it, what was asked for, and from where."""
    body = {"code": code, "method": method, "path": path[:LONGEST], "address": address}
    record_account(account, events.ATTEMPT_REFUSED, body, actor=actor, now=now)
