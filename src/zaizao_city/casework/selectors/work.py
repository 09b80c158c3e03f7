"""Work in hand: mine, my organisation's, what is offered to it; by deadline, and counted by chain."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import reduce
from operator import itemgetter, or_

from attrs import frozen
from django.db import connection
from django.db.models import Q, QuerySet

from zaizao_city.casework.conf import PAGE
from zaizao_city.casework.models import WorkItem
from zaizao_city.casework.selectors.paging import Page
from zaizao_city.casework.selectors.work_lines import ORDER, Column, WorkFilter, WorkLine, list_lines
from zaizao_city.identity.actor import Actor
from zaizao_city.identity.enums import Role

HANDLING = frozenset({Role.WINDOW_CLERK, Role.APPROVER, Role.DISPATCHER, Role.ARBITER, Role.HELPER})
COUNTED = 500
"""Pieces of work that are counted at most, where a page says how many there are."""


@frozen
class ChainCount:
    """How much work of one process there is, and how much of it is warned about or late."""

    process: str
    count: int
    warned: int
    late: int
    digest: str = ""
    """The version by which the latest of these cases runs: what the process is called."""


def list_work(
    actor: Actor,
    *,
    narrow: WorkFilter | None = None,
    mine: bool = False,
    after: str | None = None,
    limit: int = PAGE,
) -> Page[WorkLine]:
    """Open work by deadline: of the actor's organisations, or with ``mine`` what is the actor's own; one query."""
    column, keys = _choose(actor, mine=mine)
    return list_lines(column, keys, narrow=narrow or WorkFilter(), after=after, limit=limit)


def list_offers(actor: Actor, *, after: str | None = None, limit: int = PAGE) -> Page[WorkLine]:
    """Work offered to the actor's organisations and not answered yet, by deadline; one query."""
    keys = _organisations(actor)
    return list_lines("offered_to_id", keys, narrow=WorkFilter(), after=after, limit=limit)


def has_offers(actor: Actor) -> bool:
    """Whether something is offered to the actor's organisations; one query."""
    return WorkItem.objects.filter(offered_to_id__in=_organisations(actor)).exists()


def _choose(actor: Actor, *, mine: bool) -> tuple[Column, list[int]]:
    return ("assignee_id", [actor.person_id]) if mine else ("organisation_id", _organisations(actor))


def list_work_of_applicant(actor: Actor) -> list[WorkItem]:
    """Work that waits for the applicant, in the actor's own cases: a correction, something only they can do."""
    rows = WorkItem.objects.filter(own_cases(actor, "case__"), case__status="open")
    waiting = rows.filter(Q(organisation__isnull=True) | Q(status="correcting"))
    return list(waiting.select_related("case").order_by(*ORDER)[:PAGE])


_FIRST = (
    "SELECT * FROM (SELECT {wanted} FROM casework_workitem WHERE {column} = %s"
    " ORDER BY sort_at, id LIMIT {limit}) AS first_{place}"
)
_BY_CHAIN = (
    "SELECT casework_case.process, COUNT(*), COUNT(*) FILTER (WHERE work.is_warned),"
    " COUNT(*) FILTER (WHERE work.due_at <= %s), casework_case.digest, MAX(casework_case.id)"
    " FROM ({first}) AS work JOIN casework_case ON casework_case.id = work.case_id"
    " GROUP BY casework_case.process, casework_case.digest"
)
_ALL = "SELECT COUNT(*) FROM ({first}) AS work"


def count_by_chain(actor: Actor, *, now: datetime, mine: bool = False) -> list[ChainCount]:
    """Open work in reach counted by process, the most urgent first; one query.

    Of an organisation with more than `COUNTED` pieces of work in hand only that many are counted, those due first: so
    a page costs the same however much lies there, and what is late is counted before anything else.
    """
    column, keys = _choose(actor, mine=mine)
    if not keys:
        return []
    first = _write_first(column, "case_id, is_warned, due_at", len(keys))
    with connection.cursor() as cursor:
        cursor.execute(_BY_CHAIN.format(first=first), [connection.ops.adapt_datetimefield_value(now), *keys])
        found = _unite(ChainCount(*row[:5]) for row in sorted(cursor.fetchall(), key=itemgetter(5)))
    return sorted(found, key=lambda one: (-one.late, -one.warned, -one.count, one.process))


def _unite(counts: Iterable[ChainCount]) -> Iterable[ChainCount]:
    """The versions of a process together; the last one gives the name."""
    found: dict[str, ChainCount] = {}
    for one in counts:
        before = found.get(one.process)
        found[one.process] = one if before is None else _add(before, one)
    return found.values()


def _add(one: ChainCount, later: ChainCount) -> ChainCount:
    sums = (one.count + later.count, one.warned + later.warned, one.late + later.late)
    return ChainCount(one.process, *sums, later.digest)


def count_open(actor: Actor) -> int:
    """Open work in reach, of each organisation at most `COUNTED` pieces; one query that reads an index alone."""
    keys = _organisations(actor)
    if not keys:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(_ALL.format(first=_write_first("organisation_id", "sort_at", len(keys))), keys)
        return int(cursor.fetchone()[0])


def _write_first(column: Column, wanted: str, count: int) -> str:
    """The first rows of each of so many organisations, one below the other."""
    return " UNION ALL ".join(
        _FIRST.format(wanted=wanted, column=column, limit=COUNTED, place=place) for place in range(count)
    )


def of_organisations(actor: Actor) -> QuerySet[WorkItem]:
    """Work of the organisations in which the actor has a role that handles work."""
    return WorkItem.objects.filter(organisation_id__in=_organisations(actor))


def _organisations(actor: Actor) -> list[int]:
    return sorted({held.organisation_id for held in actor.roles if held.role in HANDLING})


def own_cases(actor: Actor, prefix: str = "") -> Q:
    """Cases of which the actor is the applicant, in person or for an enterprise."""
    return reduce(or_, split_own_cases(actor, prefix))


def split_own_cases(actor: Actor, prefix: str = "") -> list[Q]:
    """The same one after the other: the actor's own in person, and those of each enterprise."""
    person = Q(**{f"{prefix}applicant_id": actor.person_id, f"{prefix}enterprise__isnull": True})
    return [person, *(Q(**{f"{prefix}enterprise_id": held.enterprise_id}) for held in actor.enterprises)]
