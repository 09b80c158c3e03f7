"""How the database would answer a list when it is long: from an index, or by reading or sorting all there is."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

LONG = (
    *("casework_case", "casework_casestate", "casework_workitem", "casework_itemdecision", "casework_pledge"),
    *("casework_issuedresult", "casework_document", "notices_notice", "identity_personaldataview", "record_event"),
)
"""Tables that grow with every case."""


def find_long_reads(read: Callable[[], object]) -> list[str]:
    """The steps of the plans of its queries that read a long table from end to end, or sort."""
    with CaptureQueriesContext(connection) as asked:
        read()
    statements = [query["sql"] for query in asked.captured_queries if query["sql"].startswith("SELECT")]
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # short tables are read whole whatever indexes there are
            for way in ("seqscan", "sort", "incremental_sort", "bitmapscan", "hashjoin", "mergejoin"):
                cursor.execute(f"SET LOCAL enable_{way} = off")
        return [step for statement in statements if _is_long(statement) for step in _explain(cursor, statement)]


def _is_long(statement: str) -> bool:
    return any(re.search(rf"\b{table}\b", statement) for table in LONG)


def _explain(cursor: object, statement: str) -> list[str]:
    if connection.vendor == "postgresql":
        cursor.execute(f"EXPLAIN {statement}")
        steps = [row[0].strip(" ->") for row in cursor.fetchall()]
        return [step for step in steps if step.startswith(("Sort", "Incremental Sort")) or _scans(step, "Seq Scan on")]
    cursor.execute(f"EXPLAIN QUERY PLAN {statement}")
    steps = [row[3] for row in cursor.fetchall()]
    return [step for step in steps if "TEMP B-TREE FOR ORDER BY" in step or _scans(step, "SCAN")]


def _scans(step: str, word: str) -> bool:
    return any(step.startswith(f"{word} {table}") for table in LONG)
