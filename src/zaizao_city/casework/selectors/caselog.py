"""The record of the cases of one process as an event log: what mining, simulation and comparison read (LC12, JN6).

Nobody's name is in it: who did something is told by the first signs of a key, which says only that it was the same person.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from django.db.models import QuerySet
from msgspec import Struct
from msgspec.structs import replace

from zaizao.definition import ProcessDefinition
from zaizao.eventlog import EventLog
from zaizao.mining.record import log_record
from zaizao.net.events import Event
from zaizao_city.casework.errors import ErasedCaseError
from zaizao_city.casework.mapping.records import KIND, to_events
from zaizao_city.casework.models import Case
from zaizao_city.foundation.record.reading import read_streams

SHOWN = 8
"""How much of a person's key is told."""
ZONE = dt.timezone(dt.timedelta(hours=8), "Asia/Shanghai")
"""Official time has no zone of its own; it is this one."""


class CaseLog(Struct, frozen=True):
    """A log, and what could not be in it."""

    log: EventLog
    cases: int
    erased: int
    """Cases whose person was erased: their words are gone, so their steps cannot be told."""


def read_case_log(
    process: str, definition: ProcessDefinition, *, since: dt.datetime, until: dt.datetime, language: str = "zh"
) -> CaseLog:
    """The cases of a process opened in a period, in the words of one of its definitions."""
    rows = {row.reference: row for row in _list_cases(process, since=since, until=until)}
    erased: list[str] = []
    told = _tell_cases(rows, erased)
    return CaseLog(log_record(told, definition, zone=ZONE, language=language), len(rows), len(erased))


def _list_cases(process: str, *, since: dt.datetime, until: dt.datetime) -> QuerySet[Case]:
    found = Case.objects.filter(process=process, opened_at__gte=since, opened_at__lt=until)
    return found.select_related("territory").order_by("opened_at", "id")


def _tell_cases(rows: Mapping[str, Case], erased: list[str]) -> Iterator[tuple[str, list[Event], Mapping[str, object]]]:
    for reference, entries in read_streams(KIND, list(rows)):
        try:
            events = to_events(entries)
        except ErasedCaseError:
            erased.append(reference)
            continue
        yield reference, [_hide_people(event) for event in events], _describe(rows[reference])


def _describe(row: Case) -> dict[str, object]:
    """What may explain a case: what was known at its beginning. That it was late is no reason for its being long."""
    return {"district": row.territory.name, "channel": str(row.get_channel_display())}


def _hide_people(event: Event) -> Event:
    changed: dict[str, object] = {} if event.by is None else {"by": event.by[:SHOWN]}
    people = getattr(event, "people", None)
    if people:
        changed["people"] = tuple(person[:SHOWN] for person in people)
    return replace(event, **changed)
