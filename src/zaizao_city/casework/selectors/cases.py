"""Cases in lists: the applicant's own, the helper's, an organisation's; and one case by its number."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen
from django.db.models import F, QuerySet

from zaizao_city.casework.conf import PAGE
from zaizao_city.casework.errors import NoSuchCaseError
from zaizao_city.casework.models import Case, CaseState
from zaizao_city.casework.selectors.authority import Matter, is_applicant, is_own, list_desks
from zaizao_city.casework.selectors.paging import Page, Row, cut_merged, cut_page
from zaizao_city.casework.selectors.states import make_matter
from zaizao_city.casework.selectors.work import own_cases, split_own_cases
from zaizao_city.foundation.statements import find_row, link_rows
from zaizao_city.identity.actor import Actor
from zaizao_city.identity.models import Enterprise, Organisation
from zaizao_city.identity.selectors.permissions import Reach, get_reach

NEWEST_FIRST = ("-opened_at", "-id")
FEW = 8
"""Organisations whose cases are read one after the other and merged; more are looked for among all."""


@frozen
class CaseFilter:
    """What a list of cases is narrowed to."""

    kind: str | None = None
    status: str | None = None
    process: str | None = None
    category: str | None = None
    organisation_id: int | None = None
    late: bool = False


def list_own_cases(actor: Actor, *, after: str | None = None, limit: int = PAGE) -> Page[Case]:
    """The actor's own applications and orders, newest first; one query for themselves and each enterprise, and two."""
    rows = Case.objects.filter(parent__isnull=True)
    branches = [rows.filter(one) for one in split_own_cases(actor)]
    return _link(cut_merged(branches, order=NEWEST_FIRST, after=after, limit=limit))


def find_last_territory(actor: Actor) -> int | None:
    """Where the actor's newest case is done; none before the first. One query."""
    newest = Case.objects.filter(own_cases(actor), parent__isnull=True).order_by(*NEWEST_FIRST)
    return newest.values_list("territory_id", flat=True).first()


def list_helped_cases(
    actor: Actor, *, status: str | None = None, after: str | None = None, limit: int = PAGE
) -> Page[Case]:
    """The cases the actor owns as helper (帮办), newest first; one query."""
    wanted = {"owner_id": actor.person_id} | ({"status": status} if status else {})
    rows = Case.objects.filter(**wanted).select_related("organisation", "applicant", "enterprise")
    return cut_page(rows, order=NEWEST_FIRST, after=after, limit=limit)


def list_cases(
    actor: Actor, *, narrow: CaseFilter | None = None, after: str | None = None, limit: int = PAGE
) -> Page[Case]:
    """Cases that the actor's organisations answer for, newest first; at most four queries, or one for each of `FEW`."""
    permission = "casework.read_orders" if narrow and narrow.kind == "hotline_order" else "casework.read_case"
    rows = narrow_cases(Case.objects.all(), narrow or CaseFilter())
    branches = split_by_organisation(rows, list_in_reach(get_reach(actor, permission)))
    return _link(cut_merged(branches, order=NEWEST_FIRST, after=after, limit=limit))


def split_by_organisation(rows: QuerySet[Row], found: Sequence[int] | None) -> list[QuerySet[Row]]:
    """The rows of these organisations (None: of all) so that an index gives the first: those of few one by one.

    Those of many are looked for among all in their order; the sum keeps a database from gathering and sorting them.
    """
    if found is None:
        return [rows]
    if len(found) <= FEW:
        return [rows.filter(organisation_id=one) for one in found] or [rows.none()]
    return [rows.alias(answering=F("organisation_id") + 0).filter(answering__in=found)]


def _link(page: Page[Case]) -> Page[Case]:
    link_rows(page.rows, Organisation, "organisation")
    link_rows(page.rows, Enterprise, "enterprise")
    return page


def list_in_reach(reach: Reach) -> list[int] | None:
    """The organisations that a permission reaches; None for all there are. One query at most."""
    if reach.city:
        return None
    wanted = Organisation.objects.filter(reach.to_filter("path")).values_list("pk", flat=True)
    return list(wanted) if reach.organisations or reach.subtrees else []


def narrow_cases(rows: QuerySet[Case], narrow: CaseFilter) -> QuerySet[Case]:
    """The rows that a filter leaves."""
    names = ("kind", "status", "process", "category", "organisation_id")
    rows = rows.filter(**{name: getattr(narrow, name) for name in names if getattr(narrow, name)})
    return rows.filter(is_late=True) if narrow.late else rows


def get_matter(actor: Actor, reference: str) -> tuple[CaseState, Matter]:
    """A case's state row and what is known of the case, if the actor may read it; two queries, three the first time.

    Raises:
        NoSuchCaseError: there is none, or it is none of the actor's business.
    """
    case = find_row(Case, "reference", reference)
    row = find_row(CaseState, "case_id", case.pk) if case is not None else None
    if case is None or row is None:
        raise NoSuchCaseError(case=reference)
    row.case = case
    matter = make_matter(row)
    if not may_read(actor, matter):
        raise NoSuchCaseError(case=reference)
    return row, matter


def may_read(actor: Actor, matter: Matter) -> bool:
    """Whether the case is the actor's business: its own people, and organs that have or had work in it."""
    if is_applicant(actor, matter.case) or is_own(actor, "casework.read_case", matter.case):
        return True
    orders = matter.case.kind == "hotline_order" and get_reach(actor, "casework.read_orders").city
    reach = get_reach(actor, "casework.read_case")
    paths = [matter.seats[organ][1] for organ in list_concerned(matter) if organ in matter.seats]
    return orders or any(reach.covers(path) for path in paths)


def list_concerned(matter: Matter) -> Sequence[str]:
    """The organs that see to the case, that have or had work in it, or that were asked to take some."""
    definition, state = matter.definition, matter.state
    found: list[str | None] = [*list_desks(definition, state)]
    for name, activity in definition.activities.items():
        act = state.acts.get(name)
        if act is not None:
            found += [activity.by, act.more.holder]
        if activity.offer is not None:
            found.append(activity.offer.arbiter)
    for work in state.work.values():
        found += [work.offered_to, work.delegated_to, *work.refusals]
    return tuple(dict.fromkeys(organ for organ in found if organ))
