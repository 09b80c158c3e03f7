"""Pledges that an organisation relies on: to be checked, checked, and what stands on somebody's credit record."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from zaizao_city.casework.conf import PAGE
from zaizao_city.casework.enums import PledgeResult
from zaizao_city.casework.errors import NoSuchPledgeError
from zaizao_city.casework.models import CreditEntry, Pledge
from zaizao_city.casework.selectors.cases import list_in_reach, split_by_organisation
from zaizao_city.casework.selectors.paging import Page, cut_merged
from zaizao_city.identity.actor import Actor
from zaizao_city.identity.selectors.permissions import get_reach

PERMISSIONS = ("casework.check_pledge", "casework.mend_credit")
"""Who checks pledges, and who may mend what a broken one left, read them."""


def list_pledges(
    actor: Actor, *, result: str = PledgeResult.UNCHECKED, after: str | None = None, limit: int = PAGE
) -> Page[Pledge]:
    """Pledges taken whose check came to a result, the earliest last day first, of organisations the actor reaches.

    As many queries as `cases.list_cases`.
    """
    rows = Pledge.objects.filter(result=result, check_at__isnull=False)
    rows = rows.select_related("case", "signed_by", "organisation", "credit_entry")
    branches = split_by_organisation(rows, _list_reached(actor))
    return cut_merged(branches, order=("check_at", "id"), after=after, limit=limit)


def get_pledge(actor: Actor, number: int) -> Pledge:
    """One pledge with its case, its signer and what followed.

    Raises:
        NoSuchPledgeError: there is none, it was not taken, or it is none of the actor's business.
    """
    rows = _within(actor).filter(pk=number, taken_at__isnull=False)
    found = rows.select_related(
        "case", "signed_by", "organisation", "checked_by", "credit_entry__by", "revocation"
    ).first()
    if found is None:
        raise NoSuchPledgeError
    return found


def _within(actor: Actor) -> QuerySet[Pledge]:
    found = _list_reached(actor)
    return Pledge.objects.all() if found is None else Pledge.objects.filter(organisation_id__in=found)


def _list_reached(actor: Actor) -> list[int] | None:
    """The organisations whose pledges the actor reads; None for all there are."""
    reached = [list_in_reach(get_reach(actor, permission)) for permission in PERMISSIONS]
    if any(one is None for one in reached):
        return None
    return sorted({organisation for one in reached for organisation in one or ()})


def list_credit(person_id: int, *, now: datetime) -> list[CreditEntry]:
    """What counts against a person now: entries that were not mended; one query."""
    rows = CreditEntry.objects.filter(person_id=person_id, mended_at__isnull=True, at__lte=now)
    return list(rows.select_related("pledge__case").order_by("-at", "-id")[:PAGE])
