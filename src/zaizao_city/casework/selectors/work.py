"""Work in hand: mine, my organisation's, what is offered to it; by deadline, and counted by chain."""

from __future__ import annotations

from datetime import datetime
from functools import reduce
from operator import or_

from attrs import frozen
from django.db import connection
from django.db.models import Q, QuerySet

from zaizao_city.casework.conf import PAGE
from zaizao_city.casework.models import Case, WorkItem
from zaizao_city.casework.selectors.paging import Page, cut_merged
from zaizao_city.foundation.statements import link_rows
from zaizao_city.identity.actor import Actor
from zaizao_city.identity.enums import Role
from zaizao_city.identity.models import Organisation, Person

HANDLING = frozenset({Role.WINDOW_CLERK, Role.APPROVER, Role.DISPATCHER, Role.ARBITER, Role.HELPER})
ORDER = ("sort_at", "id")
COUNTED = 10_000
"""Pieces of work that are counted at most, where a page says how many there are."""


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
    """Open work by deadline: of the actor's organisations, or with ``mine`` what is the actor's own; three queries, and
    one for each of the actor's organisations.

    Each row comes with its case and organisation.
    """
    rows = [of_person(actor)] if mine else _split(actor, "organisation_id")
    branches = [narrow_work(one, narrow or WorkFilter(), now=now) for one in rows]
    return _link(cut_merged(branches, order=ORDER, after=after, limit=limit))


def list_offers(actor: Actor, *, after: str | None = None, limit: int = PAGE) -> Page[WorkItem]:
    """Work offered to the actor's organisations and not answered yet, by deadline; queries as `list_work`."""
    return _link(cut_merged(_split(actor, "offered_to_id"), order=ORDER, after=after, limit=limit))


def has_offers(actor: Actor) -> bool:
    """Whether something is offered to the actor's organisations; one query."""
    return WorkItem.objects.filter(offered_to_id__in=_organisations(actor)).exists()


def _split(actor: Actor, column: str) -> list[QuerySet[WorkItem]]:
    """The work of each organisation by itself, so that an index gives the first of it."""
    return [WorkItem.objects.filter(**{column: one}) for one in _organisations(actor)] or [WorkItem.objects.none()]


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


_FIRST = (
    "SELECT * FROM (SELECT case_id, is_warned, due_at FROM casework_workitem WHERE {column} = %s"
    " ORDER BY sort_at, id LIMIT {limit}) AS one"
)
_BY_CHAIN = (
    "SELECT c.process, COUNT(*), COUNT(*) FILTER (WHERE w.is_warned), COUNT(*) FILTER (WHERE w.due_at <= %s)"
    " FROM ({first}) AS w JOIN casework_case AS c ON c.id = w.case_id GROUP BY c.process"
)


def count_by_chain(actor: Actor, *, now: datetime, mine: bool = False) -> list[ChainCount]:
    """Open work in reach counted by process, the most urgent first; one query.

    Of an organisation with more than `COUNTED` pieces of work in hand only that many are counted, those due first: so
    a page costs the same however much lies there.
    """
    column, keys = ("assignee_id", [actor.person_id]) if mine else ("organisation_id", _organisations(actor))
    if not keys:
        return []
    first = " UNION ALL ".join([_FIRST.format(column=column, limit=COUNTED)] * len(keys))
    with connection.cursor() as cursor:
        cursor.execute(_BY_CHAIN.format(first=first), [connection.ops.adapt_datetimefield_value(now), *keys])
        found = [ChainCount(*row) for row in cursor.fetchall()]
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
    return reduce(or_, split_own_cases(actor, prefix))


def split_own_cases(actor: Actor, prefix: str = "") -> list[Q]:
    """The same one after the other: the actor's own in person, and those of each enterprise."""
    person = Q(**{f"{prefix}applicant_id": actor.person_id, f"{prefix}enterprise__isnull": True})
    return [person, *(Q(**{f"{prefix}enterprise_id": held.enterprise_id}) for held in actor.enterprises)]
