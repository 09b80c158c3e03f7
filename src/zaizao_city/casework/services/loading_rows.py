"""Writing cases that were played elsewhere: table by table, in the caller's transaction, without models in between.

Numbers of rows are given beforehand; everything else was worked out by `loading_playing`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from operator import itemgetter

from django.db import connection
from django.db.backends.utils import CursorWrapper

from zaizao_city.casework.services.loading_playing import Written
from zaizao_city.casework.services.projecting import find_people
from zaizao_city.casework.services.statements import DECISION, DOCUMENT, WORK
from zaizao_city.foundation.record.writing_new import insert_rows, insert_streams, reserve_ids

_CASE = (
    "reference", "kind", "process", "digest", "title", "category", "channel", "applicant_id", "enterprise_id",
    "territory_id", "organisation_id", "counter_id", "owner_id", "parent_id", "child_name", "status", "outcome",
    "opened_at", "due_at", "promised_at", "closed_at", "is_late", "is_promise_broken", "length", "next_due",
)  # fmt: skip
_RESULT = (
    "number", "item", "activity", "material", "name", "person_id", "enterprise_id", "organisation_id", "issued_at",
    "status", "revoked_at",
)  # fmt: skip
_NOTICE = ("work", "gaps", "reason", "at", "by_id", "answered_at")
_STILL: Mapping[str, Mapping[str, object]] = {
    "casework_case": {"is_reported": False, "visits": 0},
    "casework_document": {"result": ""},
    "casework_issuedresult": {"revoked_why": "", "revoked_basis": ""},
}
"""Columns that are the same for every case that is loaded."""
_PEOPLE = ("assignee_id", "decided_by_id", "by_id")

Rows = Iterable[tuple[int, Mapping[str, object]]]


def write_cases(written: Sequence[Written], people: dict[str, int]) -> list[int]:
    """Write cases with all that belongs to them; their row numbers. ``people`` keeps whom we have looked up."""
    _find_missing(written, people)
    with connection.cursor() as cursor:
        ids = list(reserve_ids(cursor, "casework_case", len(written)))
        both = list(zip(ids, written, strict=True))
        cases = ((pk, one.case) for pk, one in both)
        _insert(cursor, "casework_case", "id", _CASE, cases, people)
        states = ((pk, *one.state) for pk, one in both)
        insert_rows(cursor, "casework_casestate", ("case_id", "state", "seats", "length"), states)
        insert_streams(cursor, [one.stream for one in written])
        _insert(cursor, "casework_workitem", "case_id", ("work", *WORK), _each(both, "work"), people)
        _insert(cursor, "casework_itemdecision", "case_id", ("item", *DECISION), _each(both, "decisions"), people)
        _insert(cursor, "casework_document", "case_id", ("material", *DOCUMENT), _each(both, "documents"), people)
        _insert(cursor, "casework_correctionnotice", "case_id", _NOTICE, _each(both, "notices"), people)
        _insert(cursor, "casework_issuedresult", "case_id", _RESULT, _each(both, "results"), people)
    return ids


def _each(cases: Iterable[tuple[int, Written]], table: str) -> Rows:
    return ((pk, row) for pk, one in cases for row in getattr(one, table))


def _find_missing(written: Sequence[Written], people: dict[str, int]) -> None:
    """Look up the people that rows name and that we have not met."""
    named = {
        row[column]
        for one in written
        for rows in (one.work, one.decisions, one.notices)
        for row in rows
        for column in _PEOPLE
        if row.get(column) is not None
    }
    people |= find_people(str(key) for key in named if key not in people)


def _insert(
    cursor: CursorWrapper, table: str, key: str, columns: Sequence[str], rows: Rows, people: Mapping[str, int]
) -> None:
    still = _STILL.get(table, {})
    own = [column for column in columns if column not in still]
    named = [place for place, column in enumerate(own) if column in _PEOPLE]
    take, fixed = itemgetter(*own), tuple(still.values())
    made = (_make_row(pk, take(row), fixed, named, people) for pk, row in rows)
    insert_rows(cursor, table, (key, *own, *still), made)


def _make_row(
    pk: int, values: tuple[object, ...], fixed: tuple[object, ...], named: Sequence[int], people: Mapping[str, int]
) -> list[object]:
    row = [str(value) if type(value) is datetime else value for value in values]
    for place in named:
        row[place] = people.get(str(row[place]))
    return [pk, *row, *fixed]
