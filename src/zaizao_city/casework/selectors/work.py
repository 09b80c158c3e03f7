"""Work in hand: mine, my organisation's, what is offered to it; by deadline, and counted by chain."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from attrs import frozen
from django.db.models import Count, Q, QuerySet

from zaizao_city.casework.conf import PAGE
from zaizao_city.casework.models import Case, WorkItem
from zaizao_city.casework.selectors.paging import Page, cut_page
from zaizao_city.foundation.statements import link_rows
from zaizao_city.identity.actor import Actor
from zaizao_city.identity.enums import Role
from zaizao_city.identity.models import Organisation, Person

HANDLING = frozenset({Role.WINDOW_CLERK, Role.APPROVER, Role.DISPATCHER, Role.ARBITER, Role.HELPER})
ORDER = ("sort_at", "id")


@frozen
class WorkFilter:
    """What a list of work is narrowed to; nothing set: everything in reach."""

    process: str | None = None
    activity: str | None = None
    kind: str | None = None
    overdue: bool = False
    due_before: datetime | None = None
    unassigned: bool = False
    """Only what nobody in particular has yet."""


@frozen
class ChainCount:
    """How much work of one process there is, and how much of it is warned about or late."""

    process: str
    count: int
    warned: int
    late: int


def list_work(
    actor: Actor,
    *,
    now: datetime,
    narrow: WorkFilter | None = None,
    mine: bool = False,
    after: str | None = None,
    limit: int = PAGE,
) -> Page[WorkItem]:
    """Open work by deadline: of the actor's organisations, or with ``mine`` what is the actor's own; four queries.

    Each row comes with its case and organisation.
    """
    rows = of_person(actor) if mine else of_organisations(actor)
    return _link(cut_page(narrow_work(rows, narrow or WorkFilter(), now=now), order=ORDER, after=after, limit=limit))


def list_offers(actor: Actor, *, after: str | None = None, limit: int = PAGE) -> Page[WorkItem]:
    """Work offered to the actor's organisations and not answered yet, by deadline; four queries."""
    rows = WorkItem.objects.filter(offered_to_id__in=_organisations(actor))
    return _link(cut_page(rows, order=ORDER, after=after, limit=limit))


def has_offers(actor: Actor) -> bool:
    """Whether something is offered to the actor's organisations; one query."""
    return WorkItem.objects.filter(offered_to_id__in=_organisations(actor)).exists()


def _link(page: Page[WorkItem]) -> Page[WorkItem]:
    link_rows(page.rows, Case, "case")
    link_rows(page.rows, Organisation, "organisation")
    link_rows(page.rows, Person, "assignee")
    return page


def list_work_of_applicant(actor: Actor) -> list[WorkItem]:
    """Work that waits for the applicant, in the actor's own cases: a correction, something only they can do."""
    rows = WorkItem.objects.filter(own_cases(actor, "case__"), case__status="open")
    waiting = rows.filter(Q(organisation__isnull=True) | Q(status="correcting"))
    return list(waiting.select_related("case").order_by(*ORDER)[:PAGE])


def count_by_chain(actor: Actor, *, now: datetime, mine: bool = False) -> list[ChainCount]:
    """Open work in reach counted by process, the most urgent first; one query."""
    rows = of_person(actor) if mine else of_organisations(actor)
    counted = rows.values("case__process").annotate(
        count=Count("pk"), warned=Count("pk", filter=Q(is_warned=True)), late=Count("pk", filter=Q(due_at__lte=now))
    )
    found = [ChainCount(row["case__process"], row["count"], row["warned"], row["late"]) for row in counted]
    return sorted(found, key=lambda one: (-one.late, -one.warned, -one.count, one.process))


def of_person(actor: Actor) -> QuerySet[WorkItem]:
    """Work assigned to the actor."""
    return WorkItem.objects.filter(assignee_id=actor.person_id)


def of_organisations(actor: Actor) -> QuerySet[WorkItem]:
    """Work of the organisations in which the actor has a role that handles work."""
    return WorkItem.objects.filter(organisation_id__in=_organisations(actor))


def narrow_work(rows: QuerySet[WorkItem], narrow: WorkFilter, *, now: datetime) -> QuerySet[WorkItem]:
    """The rows that a filter leaves."""
    equal = {"case__process": narrow.process, "activity": narrow.activity, "case__kind": narrow.kind}
    rows = rows.filter(**{name: value for name, value in equal.items() if value})
    if narrow.overdue:
        rows = rows.filter(sort_at__lte=now)
    if narrow.due_before is not None:
        rows = rows.filter(sort_at__lt=narrow.due_before)
    return rows.filter(assignee__isnull=True) if narrow.unassigned else rows


def _organisations(actor: Actor) -> list[int]:
    return sorted({held.organisation_id for held in actor.roles if held.role in HANDLING})


def own_cases(actor: Actor, prefix: str = "") -> Q:
    """Cases of which the actor is the applicant, in person or for an enterprise."""
    enterprises: Iterable[int] = [held.enterprise_id for held in actor.enterprises]
    person = Q(**{f"{prefix}applicant_id": actor.person_id, f"{prefix}enterprise__isnull": True})
    return person | Q(**{f"{prefix}enterprise_id__in": enterprises}) if enterprises else person
