"""Work as lists show it, read in one statement however many organisations it lies at; no rows of models are made.

The statement is written here because a list of work stands beside every case: composing it anew would cost more than
answering it. Each organisation's part walks an index to its first rows; only those are joined with their cases.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from operator import attrgetter
from typing import Literal

from attrs import frozen
from django.db import connection

from zaizao_city.casework.models import WorkItem
from zaizao_city.casework.selectors.paging import Page, read_cursor, write_cursor

ORDER = ("sort_at", "id")
Column = Literal["organisation_id", "offered_to_id", "assignee_id"]


@frozen
class WorkLine:
    """One piece of work with what a list says of its case; ``assignee`` is empty where nobody in particular has it."""

    id: int
    sort_at: datetime
    due_at: datetime | None
    is_warned: bool
    status: str
    work: str
    activity: str
    organisation_id: int | None
    reference: str
    title: str
    digest: str
    assignee: str


@frozen
class WorkFilter:
    """What a list of work is narrowed to; nothing set: everything in reach."""

    process: str | None = None
    activity: str | None = None
    kind: str | None = None
    does: str | None = None
    late_at: datetime | None = None
    """Only what is late at this moment."""
    due_before: datetime | None = None
    unassigned: bool = False
    """Only what nobody in particular has yet."""


_WANTED = ("sort_at", "due_at", "is_warned", "status", "work", "activity", "organisation_id", "case_id", "assignee_id")
_BRANCH = (
    "SELECT * FROM (SELECT casework_workitem.id, {wanted} FROM casework_workitem{joined} WHERE {narrowed}"
    " ORDER BY casework_workitem.sort_at, casework_workitem.id LIMIT {limit}) AS first_{place}"
).replace("{wanted}", ", ".join(f"casework_workitem.{name}" for name in _WANTED))
_LINES = (
    "SELECT work.id, work.sort_at, work.due_at, work.is_warned, work.status, work.work, work.activity,"
    " work.organisation_id, casework_case.reference, casework_case.title, casework_case.digest,"
    " COALESCE(identity_person.name, '') FROM ({branches}) AS work"
    " JOIN casework_case ON casework_case.id = work.case_id"
    " LEFT JOIN identity_person ON identity_person.id = work.assignee_id"
)
_JOINED = " JOIN casework_case ON casework_case.id = casework_workitem.case_id"


def list_lines(
    column: Column, keys: Sequence[int], *, narrow: WorkFilter, after: str | None, limit: int
) -> Page[WorkLine]:
    """Work by deadline of all whose key stands in the column, narrowed; one query, none where there are no keys."""
    if not keys:
        return Page((), None)
    clauses, values = _narrow(narrow)
    _begin_after(after, clauses, values)
    narrowed = " AND ".join([f"casework_workitem.{column} = %s", *clauses])
    joined = _JOINED if narrow.process or narrow.kind else ""
    branches = [
        _BRANCH.format(joined=joined, narrowed=narrowed, limit=limit + 1, place=place) for place in range(len(keys))
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            _LINES.format(branches=" UNION ALL ".join(branches)), [one for key in keys for one in (key, *values)]
        )
        found = sorted((WorkLine(*row) for row in cursor.fetchall()), key=attrgetter(*ORDER))
    return Page(tuple(found[:limit]), write_cursor(found[limit - 1], ORDER) if len(found) > limit else None)


def make_line(row: WorkItem) -> WorkLine:
    """The line of a row that is at hand with its case and whoever has it."""
    assignee = row.assignee.name if row.assignee is not None else ""
    own = (getattr(row, name) for name in ("id", *_WANTED[:7]))
    return WorkLine(*own, row.case.reference, row.case.title, row.case.digest, assignee)


def _narrow(narrow: WorkFilter) -> tuple[list[str], list[object]]:
    """The conditions of a filter and their values."""
    asked = {
        "casework_case.process = %s": narrow.process,
        "casework_case.kind = %s": narrow.kind,
        "casework_workitem.activity = %s": narrow.activity,
        "casework_workitem.does = %s": narrow.does,
        "casework_workitem.sort_at <= %s": _adapt(narrow.late_at) if narrow.late_at is not None else None,
        "casework_workitem.sort_at < %s": _adapt(narrow.due_before) if narrow.due_before is not None else None,
    }
    kept = {clause: value for clause, value in asked.items() if value}
    return [*kept, *(["casework_workitem.assignee_id IS NULL"] if narrow.unassigned else [])], list(kept.values())


def _begin_after(after: str | None, clauses: list[str], values: list[object]) -> None:
    """Add that rows come after a place; the first bound lets an index begin there."""
    key = read_cursor(after, count=len(ORDER))
    if key is None or not isinstance(key[0], datetime):
        return
    at, last = _adapt(key[0]), key[1]
    clauses += [
        "casework_workitem.sort_at >= %s",
        "(casework_workitem.sort_at > %s OR casework_workitem.id > %s)",
    ]
    values += [at, at, last]


def _adapt(moment: datetime) -> object:
    return connection.ops.adapt_datetimefield_value(moment)
