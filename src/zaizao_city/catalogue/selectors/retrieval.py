"""The search port: the items in whose words any of the terms stands, by the index of the database at hand.

Nothing is ranked for people here: the database only picks the candidates, `search` puts them in order, so that both
databases answer alike.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection

CANDIDATES = 300

_SQLITE = """
SELECT rowid FROM catalogue_search_index WHERE catalogue_search_index MATCH %s
ORDER BY bm25(catalogue_search_index, 4.0, 1.0), rowid LIMIT %s
"""
_POSTGRESQL = """
SELECT item_id FROM catalogue_searchdocument, to_tsquery('simple', %s) AS asked
WHERE vector @@ asked ORDER BY ts_rank(vector, asked) DESC, item_id LIMIT %s
"""


def retrieve_items(terms: Sequence[str], *, limit: int = CANDIDATES) -> list[int]:
    """The keys of the items with any of the terms, the best filled first. Terms are words without any punctuation."""
    if not terms:
        return []
    if connection.vendor == "sqlite":
        statement, asked = _SQLITE, " OR ".join(f'"{term}"' for term in terms)
    else:
        statement, asked = _POSTGRESQL, " | ".join(f"'{term}'" for term in terms)
    with connection.cursor() as cursor:
        cursor.execute(statement, [asked, limit])
        return [row[0] for row in cursor.fetchall()]
