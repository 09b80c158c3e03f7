"""The statements by which cases are held and written: by hand, since every command of the city waits for them.

Both databases understand them. What stands in the rows is said in `projecting`; who calls them, in `commands`.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import connection

from zaizao_city.casework.mapping.records import KIND
from zaizao_city.casework.models import Case, CaseState
from zaizao_city.foundation.direct import Statement, ask_all, open_cursor
from zaizao_city.foundation.record.writing import ask_end
from zaizao_city.foundation.statements import make_row
from zaizao_city.identity.models import Person

_NEEDED = {
    "id", "reference", "kind", "process", "digest", "title", "applicant_id", "enterprise_id", "territory_id",
    "organisation_id", "owner_id", "parent_id", "child_name", "is_reported", "status", "visits", "length",
}  # fmt: skip
_CASE = [field.attname for field in Case._meta.concrete_fields if field.attname in _NEEDED]  # noqa: SLF001 - documented
"""In the model's own order: `Case.from_db` takes values by it."""
_SELECT = (
    "SELECT s.case_id, s.state, s.seats, s.length, p.key, "  # noqa: S608 - constants
    + ", ".join(f"c.{name}" for name in _CASE)
    + " FROM casework_casestate AS s JOIN casework_case AS c ON c.id = s.case_id"
    " LEFT JOIN identity_person AS p ON p.id = c.applicant_id WHERE s.case_id IN ({}) ORDER BY s.case_id{}"
)
_PARTS_OF_KEY = ((1, 8), (9, 4), (13, 4), (17, 4), (21, 12))
_STATE = ["case_id", "state", "seats", "length"]
_APPLICANT, _OF_STATE = Case._meta.get_field("applicant"), CaseState._meta.get_field("case")  # noqa: SLF001 - documented
_STREAM = (
    "SELECT c.reference AS key, {} AS subject FROM casework_case AS c"
    " LEFT JOIN identity_person AS p ON p.id = c.applicant_id WHERE c.id = %s"
)
_NAMED = {
    "sqlite": _STREAM.format(" || '-' || ".join(f"substr(p.key, {at}, {length})" for at, length in _PARTS_OF_KEY)),
    "postgresql": _STREAM.format("p.key::text"),
}
"""The stream of a case and its person's key with hyphens, as the record knows people; SQLite has it without."""
_LOCK = {"sqlite": "", "postgresql": " FOR UPDATE OF s"}

Answer = list[tuple[Any, ...]]
"""The rows that a statement answers."""

UPDATE_STATE = "UPDATE casework_casestate SET state = %s, length = %s WHERE case_id = %s"
"""The new text and length of a state: text, length, case."""
UPDATE_CASE = (
    "UPDATE casework_case SET status = %s, outcome = %s, due_at = %s, promised_at = %s, closed_at = %s, next_due = %s,"
    " length = %s, digest = %s, is_late = (is_late OR %s), is_promise_broken = (is_promise_broken OR %s) WHERE id = %s"
)
"""The columns of `mapping.rows.case_columns`, length, digest, what stays true once it is, and the case."""
DELETE_WORK = "DELETE FROM casework_workitem WHERE case_id = %s AND work = %s"
"""Work that is gone: case and name."""

WORK = (
    "activity", "does", "item", "organ", "organisation_id", "offered_organ", "offered_to_id", "assignee_id", "status",
    "opened_at", "due_at", "warn_at", "is_warned", "sort_at",
)  # fmt: skip
DECISION = (
    "organisation_id", "outcome", "decided_by_id", "started_at", "due_at", "promised_at", "ended_at", "is_stopped",
    "is_late",
)  # fmt: skip
DOCUMENT = ("status", "due_at", "supplied_at", "result")


RESULT = (
    "number", "case_id", "item", "activity", "material", "name", "person_id", "enterprise_id", "organisation_id",
    "issued_at", "status", "revoked_why", "revoked_basis",
)  # fmt: skip


def _insert(table: str, names: Sequence[str]) -> str:
    return f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join(['%s'] * len(names))})"  # noqa: S608 - constants


def _upsert(table: str, key: str, columns: Sequence[str], *, kept: Sequence[str] = ()) -> str:
    """Insert, or put in place of what is there; ``kept`` columns are not overwritten with nothing."""
    names = ["case_id", key, *columns]
    puts = [
        f"{name} = COALESCE(excluded.{name}, {table}.{name})" if name in kept else f"{name} = excluded.{name}"
        for name in columns
    ]
    return f"{_insert(table, names)} ON CONFLICT (case_id, {key}) DO UPDATE SET {', '.join(puts)}"


UPSERT_WORK = _upsert("casework_workitem", "work", WORK)
"""Like the two after it: case, name, and the columns named above."""
UPSERT_DECISION = _upsert("casework_itemdecision", "item", DECISION, kept=["decided_by_id"])
UPSERT_DOCUMENT = _upsert("casework_document", "material", DOCUMENT)
INSERT_RESULT = _insert("casework_issuedresult", RESULT)
"""A result that is issued: the columns named above."""


def select_states(
    case_ids: Sequence[int], *, after: Sequence[Statement] = (), then: Sequence[Statement] = ()
) -> tuple[list[CaseState], list[Answer]]:
    """The state rows of cases with what a command needs of their own rows, locked until the transaction ends.

    The applicant comes with their key; whatever else of case or applicant is asked for is read then. What else is asked
    travels with them: the statements ``after`` which they are locked, those asked ``then``, and the rows that all of those
    answer.
    """
    with open_cursor() as cursor:
        select = _phrase_select(len(case_ids), cursor.db.vendor), case_ids
        answers = ask_all(cursor, [*after, select, *then])
    return [_make_state(row) for row in answers.pop(len(after))], answers


def ask_end_of(case_id: int) -> Statement:
    """The question for the end of a case's record; its answer is for `read_end`."""
    vendor = connection.vendor
    return ask_end(KIND, _NAMED[vendor], [case_id], vendor=vendor)


@functools.cache
def _phrase_select(cases: int, vendor: str) -> str:
    return _SELECT.format(", ".join(["%s"] * cases), _LOCK[vendor])


def _make_state(row: Sequence[Any]) -> CaseState:
    case = make_row(Case, _CASE, row[5:])
    if case.applicant_id is not None:
        key = row[4] if isinstance(row[4], UUID) else _read_key(row[4])
        _APPLICANT.set_cached_value(case, make_row(Person, ("id", "key"), (case.applicant_id, key)))
    state = make_row(CaseState, _STATE, row[:4])
    _OF_STATE.set_cached_value(state, case)
    return state


_read_key = functools.lru_cache(maxsize=4_096)(UUID)
"""The same people apply again and again."""
