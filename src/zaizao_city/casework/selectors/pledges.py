"""Pledges whose check is due, and what stands on somebody's credit record."""

from __future__ import annotations

from datetime import datetime

from zaizao_city.casework.conf import PAGE
from zaizao_city.casework.enums import PledgeResult
from zaizao_city.casework.models import CreditEntry, Pledge
from zaizao_city.casework.selectors.cases import in_reach
from zaizao_city.casework.selectors.paging import Page, cut_page
from zaizao_city.identity.actor import Actor


def list_pledges_to_check(actor: Actor, *, after: str | None = None, limit: int = PAGE) -> Page[Pledge]:
    """Pledges taken and not checked yet, the earliest day first, in cases whose organisations the actor reaches."""
    rows = Pledge.objects.filter(result=PledgeResult.UNCHECKED, check_at__isnull=False)
    mine = rows.filter(in_reach(actor, "casework.check_pledge", prefix="case__"))
    return cut_page(mine.select_related("case", "signed_by"), order=("check_at", "id"), after=after, limit=limit)


def list_credit(person_id: int, *, now: datetime) -> list[CreditEntry]:
    """What counts against a person now: entries that were not mended; one query."""
    rows = CreditEntry.objects.filter(person_id=person_id, mended_at__isnull=True, at__lte=now)
    return list(rows.select_related("pledge__case").order_by("-at", "-id")[:PAGE])
