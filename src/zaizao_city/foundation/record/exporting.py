"""The record as an event log: plain rows for mining, in the columns that event logs have (IEEE 1849: case, name, time)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from attrs import frozen
from django.db import connection

from zaizao_city.foundation.record.reading import EVENTS, make_recorded

AT_ONCE = 2000
_SOME = EVENTS + "WHERE s.kind IN ({}) AND (e.stream_id, e.number) > (%s, %s) ORDER BY e.stream_id, e.number LIMIT %s"


@frozen
class LogRow:
    """One event of one case; ``number`` orders events of equal time; ``body`` is None once the person was erased."""

    kind: str
    case: str
    number: int
    activity: str
    at: datetime
    actor: str
    body: dict[str, Any] | None


def export_log(*kinds: str) -> Iterator[LogRow]:
    """All events of the streams of these kinds, case by case in their order, without holding them in memory."""
    statement, after = _SOME.format(", ".join(["%s"] * len(kinds))), (0, 0)
    while rows := _read_some(statement, kinds, after):
        for *_, row in rows:
            each = make_recorded(row)
            stream = each.stream
            yield LogRow(stream.kind, stream.key, each.number, each.name, each.at, each.actor, each.body)
        after = (rows[-1][0], rows[-1][1])


def _read_some(statement: str, kinds: tuple[str, ...], after: tuple[int, int]) -> list[tuple[int, int, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, (*kinds, *after, AT_ONCE))
        return [(row[-1], row[3], row) for row in cursor.fetchall()]
