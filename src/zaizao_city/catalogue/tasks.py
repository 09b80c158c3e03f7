"""The duty of the catalogue: what the ledger says of today becomes what the list of items says."""

from __future__ import annotations

from zaizao_city.catalogue.models import LedgerEntry
from zaizao_city.catalogue.services.ledger import effect_transfers
from zaizao_city.foundation.clock import read_clock
from zaizao_city.foundation.jobs.defining import every, job


def has_due_entries() -> bool:
    """Whether the day of an entry has come."""
    return LedgerEntry.objects.filter(effected_at=None, on__lte=read_clock().date()).exists()


@every(minutes=10, needed=has_due_entries)
@job()
def carry_out_transfers() -> int:
    """Bring the list of items up to date; how many entries took effect."""
    return effect_transfers(now=read_clock())
