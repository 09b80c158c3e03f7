"""What a counter took in for other districts: that it came in, and how far it is; nothing of what the case holds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from attrs import frozen
from django.db.models import F

from zaizao_city.casework.conf import PAGE
from zaizao_city.casework.enums import CaseStatus
from zaizao_city.casework.models import Case, WorkItem
from zaizao_city.casework.selectors.cases import FEW, NEWEST_FIRST
from zaizao_city.casework.selectors.paging import cut_merged
from zaizao_city.identity.actor import Actor
from zaizao_city.identity.selectors.permissions import get_reach
from zaizao_city.places.models import Counter


@frozen
class TakenIn:
    """One case that came in at a counter: its number, its item, where it is decided, when it came, where it is now."""

    reference: str
    process: str
    digest: str
    territory: str
    opened_at: datetime
    due_at: datetime | None
    is_closed: bool
    closed_at: datetime | None
    outcome: str
    at: Sequence[str]
    """The organisations that have work in it now."""


def list_taken_in(actor: Actor, *, limit: int = PAGE) -> list[TakenIn]:
    """What came in at the actor's counters and is decided by organs that the actor does not reach, newest first.

    Three queries, and one for each of `FEW` counters.
    """
    reach = get_reach(actor, "casework.read_taken_in")
    if reach.is_empty:
        return []
    counters = list(Counter.objects.filter(reach.to_filter("organisation__path")).values_list("pk", flat=True))
    rows = Case.objects.exclude(counter__organisation__path__startswith=F("territory__path"))
    rows = rows.select_related("territory")
    few = [rows.filter(counter_id=one) for one in counters]
    branches = few if 0 < len(few) <= FEW else [rows.filter(counter_id__in=counters)]
    cases = cut_merged(branches, order=NEWEST_FIRST, limit=limit).rows
    places: dict[int, list[str]] = {}
    work = WorkItem.objects.filter(case__in=cases, organisation__isnull=False).order_by("sort_at", "id")
    for case_id, name in work.values_list("case_id", "organisation__name"):
        places.setdefault(case_id, []).append(name)
    return [_describe(case, places.get(case.pk, [])) for case in cases]


def _describe(case: Case, at: Sequence[str]) -> TakenIn:
    return TakenIn(
        reference=case.reference,
        process=case.process,
        digest=case.digest,
        territory=case.territory.name,
        opened_at=case.opened_at,
        due_at=case.due_at,
        is_closed=case.status == CaseStatus.CLOSED,
        closed_at=case.closed_at,
        outcome=case.outcome,
        at=tuple(dict.fromkeys(at)),
    )
