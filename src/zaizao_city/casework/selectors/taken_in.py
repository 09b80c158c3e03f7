"""What a counter took in for other districts: that it came in, and how far it is; nothing of what the case holds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from attrs import frozen
from django.db.models import F

from zaizao_city.casework.conf import PAGE
from zaizao_city.casework.enums import CaseStatus
from zaizao_city.casework.models import Case, WorkItem
from zaizao_city.identity.actor import Actor
from zaizao_city.identity.selectors.permissions import get_reach


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

    Two queries.
    """
    reach = get_reach(actor, "casework.read_taken_in")
    if reach.is_empty:
        return []
    rows = Case.objects.filter(reach.to_filter("counter__organisation__path"), counter__isnull=False)
    rows = rows.exclude(counter__organisation__path__startswith=F("territory__path"))
    cases = list(rows.select_related("territory").order_by("-opened_at", "-id")[:limit])
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
