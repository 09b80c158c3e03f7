"""Rows that hold from a day to a day, both included: checked when written, ended at once when taken back."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from zaizao_city.identity.errors import PeriodReversedError
from zaizao_city.identity.models import EnterpriseAgent, Mandate, RoleAssignment


def check_period(from_on: date, until_on: date | None) -> None:
    """Pass, or refuse a period that ends before it begins.

    Raises:
        PeriodReversedError: it does.
    """
    if until_on is not None and until_on < from_on:
        raise PeriodReversedError(from_on=from_on, until_on=until_on)


def end_now(row: RoleAssignment | Mandate | EnterpriseAgent, *, now: datetime) -> None:
    """Let the row hold no longer, today included; what never held a whole day leaves no row (the record has it)."""
    yesterday = now.date() - timedelta(days=1)
    if row.from_on > yesterday:
        row.delete()
    elif row.until_on is None or row.until_on > yesterday:
        row.until_on = yesterday
        row.save(update_fields=["until_on"])
