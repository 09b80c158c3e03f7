"""Cases in lists beside the work in hand: hotline orders, reviews of refusals."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from msgspec import Struct

from zaizao_city.casework.enums import CaseStatus, KindCode
from zaizao_city.casework.models import Case
from zaizao_city.casework.selectors.cases import CaseFilter, list_cases, list_helped_cases
from zaizao_city.casework.services.own_processes import HOTLINE, REVIEW
from zaizao_city.catalogue.errors import NoVersionInForceError
from zaizao_city.catalogue.selectors.definitions import choose_version, get_definition
from zaizao_city.desk.selectors.deadlines import Mark, mark_due
from zaizao_city.desk.selectors.wording import say_option
from zaizao_city.identity.actor import Actor
from zaizao_city.identity.models import Person

ROWS = 25


class CaseRow(Struct, frozen=True):
    """One case as a list shows it."""

    reference: str
    title: str
    who: str
    organisation: str
    category: str
    opened: dt.datetime
    mark: Mark


class CaseList(Struct, frozen=True):
    """A page of cases, and where the next begins."""

    rows: Sequence[CaseRow]
    later: str
    status: str
    category: str
    is_late: bool


def list_orders(actor: Actor, asked: Mapping[str, str], *, now: dt.datetime) -> CaseList:
    """Hotline orders, newest first, narrowed by category, status and lateness; three queries at most."""
    return _list(actor, asked, kind=KindCode.HOTLINE_ORDER, process=None, now=now)


def list_reviews(actor: Actor, asked: Mapping[str, str], *, now: dt.datetime) -> CaseList:
    """Reviews of refusals, newest first; three queries at most."""
    return _list(actor, asked, kind=KindCode.MATTER, process=REVIEW, now=now)


def list_helped(actor: Actor, asked: Mapping[str, str], *, now: dt.datetime) -> CaseList:
    """The cases that the reader owns as their helper, newest first; two queries."""
    status = read_status(asked)
    page = list_helped_cases(actor, status=status or None, after=asked.get("after"), limit=ROWS)
    names = {row.applicant_id: row.applicant.name for row in page.rows if row.applicant is not None}
    later = f"?{urlencode({'status': status, 'after': page.after})}" if page.after else ""
    return CaseList([_show(row, names, now=now) for row in page.rows], later, status, "", is_late=False)


def read_status(asked: Mapping[str, str]) -> str:
    """The status that an address asks for; nothing where it is none."""
    status = asked.get("status", "")
    return status if status in CaseStatus.values else ""


def _list(actor: Actor, asked: Mapping[str, str], *, kind: str, process: str | None, now: dt.datetime) -> CaseList:
    status = read_status(asked)
    category, is_late = asked.get("category", "")[:60], asked.get("late") == "yes"
    narrow = CaseFilter(kind=kind, status=status or None, process=process, category=category or None, late=is_late)
    page = list_cases(actor, narrow=narrow, after=asked.get("after"), limit=ROWS)
    names = dict(Person.objects.filter(pk__in={row.applicant_id for row in page.rows}).values_list("pk", "name"))
    kept = {"status": status, "category": category, "late": "yes" if is_late else "", "after": page.after or ""}
    query = urlencode({name: value for name, value in kept.items() if value})
    rows = [_show(row, names, now=now) for row in page.rows]
    return CaseList(rows, f"?{query}" if page.after else "", status, category, is_late)


def _show(case: Case, names: Mapping[int, str], *, now: dt.datetime) -> CaseRow:
    return CaseRow(
        reference=case.reference, title=case.title, who=names.get(case.applicant_id or 0, ""),
        organisation=case.organisation.name, category=say_option(case.category), opened=case.opened_at, mark=mark_row(case, now=now),
    )  # fmt: skip


def mark_row(case: Case, *, now: dt.datetime) -> Mark:
    """How a case stands in a list."""
    if case.status == CaseStatus.CLOSED:
        return Mark("done", "")
    if case.is_late:
        return Mark("overdue", "")
    due = case.promised_at or case.due_at
    return mark_due(due, now=now) if due is not None else Mark("in-time", "")


def list_categories(*, now: dt.datetime) -> list[tuple[str, str]]:
    """The categories that orders can have, as the definition in force names them."""
    try:
        digest = choose_version(HOTLINE, on=now.date()).digest
    except NoVersionInForceError:
        return []
    field = get_definition(digest).fields.get("category")
    return [(one, say_option(one)) for one in field.options] if field is not None else []
