"""Writing cases that were played elsewhere: table by table, in the caller's transaction, without models in between.

Numbers of rows are given beforehand; everything else was worked out by `loading_phrasing`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from django.db import connection
from django.db.backends.utils import CursorWrapper

from zaizao_city.casework.services import loading_phrasing as phrased
from zaizao_city.casework.services.loading_phrasing import Row, Written
from zaizao_city.casework.services.projecting import find_people
from zaizao_city.foundation.record.writing_new import insert_rows, insert_streams, reserve_ids


def write_cases(written: Written, people: dict[str, int]) -> Sequence[int]:
    """Write cases with all that belongs to them; their row numbers. ``people`` keeps whom we have looked up."""
    named = {row[-1] for row in chain(written.work, written.decisions, written.notices)}
    people |= find_people(key for key in named if key not in people)
    with connection.cursor() as cursor:
        ids = reserve_ids(cursor, "casework_case", len(written.cases))
        _insert(cursor, "casework_case", ("id", *phrased.CASE), _number(written.cases, ids))
        _insert(cursor, "casework_casestate", ("case_id", *phrased.STATE), _number(written.states, ids))
        insert_streams(cursor, written.streams, written.events)
        _insert(cursor, "casework_workitem", ("case_id", *phrased.WORK_ITEM), _name(written.work, ids, people))
        _insert(
            cursor, "casework_itemdecision", ("case_id", *phrased.ITEM_DECISION), _name(written.decisions, ids, people)
        )
        _insert(cursor, "casework_document", ("case_id", *phrased.PAPER), _number(written.documents, ids))
        _insert(cursor, "casework_correctionnotice", ("case_id", *phrased.NOTICE), _name(written.notices, ids, people))
        _insert(cursor, "casework_issuedresult", ("case_id", *phrased.RESULT), _number(written.results, ids))
    return ids


def _insert(cursor: CursorWrapper, table: str, columns: Sequence[str], rows: Iterable[Row]) -> None:
    insert_rows(cursor, table, columns, rows, empty=phrased.EMPTY)


def _number(rows: Iterable[Row], ids: Sequence[int]) -> Iterator[Row]:
    """Rows with the case's row instead of its place."""
    return ((ids[place], *row) for place, *row in rows)


def _name(rows: Iterable[Row], ids: Sequence[int], people: Mapping[str, int]) -> Iterator[Row]:
    """Rows with the person's row, too, instead of their key."""
    return ((ids[place], *row, people.get(key, 0)) for place, *row, key in rows)
