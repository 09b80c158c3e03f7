"""From steps of the engine to the rows that lists read: gathered for one command or many, then written at once.

Only what a step changed is written; what is gone and what is new cancel each other within one batch.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from attrs import define, field, frozen

from zaizao.net import CaseState as State
from zaizao.net import events as happened
from zaizao.net.events import Event
from zaizao_city.casework.mapping.rows import case_columns, item_columns, paper_columns, work_columns
from zaizao_city.casework.mapping.times import to_official
from zaizao_city.casework.models import CorrectionNotice
from zaizao_city.casework.selectors.authority import Matter
from zaizao_city.casework.services.statements import (
    DECISION,
    DELETE_WORK,
    DOCUMENT,
    UPDATE_CASE,
    UPDATE_STATE,
    UPSERT_DECISION,
    UPSERT_DOCUMENT,
    UPSERT_WORK,
    WORK,
)
from zaizao_city.foundation.direct import Statement, execute_all, open_cursor
from zaizao_city.identity.actor import Actor
from zaizao_city.identity.models import Person

_HERE = ("supplied", "made")
Place = tuple[int, str]


@define
class Rows:
    """What is to be written for some steps, by table; later steps of a case go before earlier ones."""

    states: dict[int, tuple[str, int, int]] = field(factory=dict)
    cases: dict[int, list[object]] = field(factory=dict)
    gone: set[Place] = field(factory=set)
    work: dict[Place, list[object]] = field(factory=dict)
    decisions: dict[Place, list[object]] = field(factory=dict)
    documents: dict[Place, list[object]] = field(factory=dict)
    notices: list[CorrectionNotice] = field(factory=list)
    answered: list[tuple[int, Sequence[str], datetime | None]] = field(factory=list)

    def write(self, *beside: Statement) -> None:
        """Write everything, table by table, and what goes with it."""
        with open_cursor() as cursor:
            execute_all(cursor, [*self.list_statements(), *beside])
        self.write_notices()

    def list_statements(self) -> list[Statement]:
        """Everything but the notices, table by table, to travel with what else the command writes."""
        tables = (
            (UPDATE_STATE, self.states.values()),
            (UPDATE_CASE, self.cases.values()),
            (DELETE_WORK, self.gone),
            (UPSERT_WORK, self.work.values()),
            (UPSERT_DECISION, self.decisions.values()),
            (UPSERT_DOCUMENT, self.documents.values()),
        )
        return [(statement, row) for statement, rows in tables for row in rows]

    def write_notices(self) -> None:
        """The notices of gaps, which few steps have."""
        if self.notices:
            CorrectionNotice.objects.bulk_create(self.notices)
        for case_id, work, at in self.answered:
            rows = CorrectionNotice.objects.filter(case_id=case_id, work__in=work, answered_at__isnull=True)
            rows.update(answered_at=at)


@frozen
class Stepped:
    """A step to be shown in rows: the states before (None: the case is new) and after, events, text and length."""

    before: State | None
    after: State
    events: Sequence[Event]
    text: str
    length: int


def gather_step(rows: Rows, matter: Matter, stepped: Stepped, *, now: datetime, people: Mapping[str, int]) -> None:
    """Put what a step changed into ``rows``; ``people`` are the rows of those it names, by their keys."""
    case_id, before, after, events = matter.case.pk, stepped.before, stepped.after, stepped.events
    rows.states[case_id] = (stepped.text, stepped.length, case_id)
    rows.cases[case_id] = _case_row(matter, after, events, length=stepped.length, earlier=rows.cases.get(case_id))
    _gather_work(rows, matter, before, after, events, people)
    _gather_items(rows, matter, before, after, events, people)
    _gather_papers(rows, case_id, before, after, now=now)
    _gather_notices(rows, case_id, after, events, people)


def find_people_of(stepped: Stepped, actor: Actor | None = None) -> Mapping[str, int]:
    """The rows of the people who decided, told, or were given work in a step; no query where it was the actor."""
    naming = (happened.ItemDecided, happened.CorrectionRequested)
    keys = {event.by for event in stepped.events if isinstance(event, naming)}
    before = stepped.before
    for work in stepped.after.work.values():
        if work.assignees and (before is None or before.work.get(work.id) != work):
            keys.add(work.assignees[0])
    known = {} if actor is None or actor.is_system else {str(actor.person_key): actor.person_id}
    return {**find_people(keys - known.keys()), **known}


def find_people(keys: Iterable[str | None]) -> dict[str, int]:
    """The rows of people by their keys; what is not a key is left out."""
    wanted = {key for key in keys if key is not None and _is_key(key)}
    if not wanted:
        return {}
    return {str(key): pk for key, pk in Person.objects.filter(key__in=wanted).values_list("key", "pk")}


def _is_key(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _case_row(
    matter: Matter, after: State, events: Sequence[Event], *, length: int, earlier: Sequence[object] | None
) -> list[object]:
    late = any(isinstance(event, happened.ItemOverdue) for event in events)
    broken = any(isinstance(event, happened.PromiseBroken) for event in events)
    if earlier is not None:
        late, broken = late or bool(earlier[8]), broken or bool(earlier[9])
    return [*case_columns(after).values(), length, after.digest, late, broken, matter.case.pk]


def _gather_work(
    rows: Rows, matter: Matter, before: State | None, after: State, events: Sequence[Event], people: Mapping[str, int]
) -> None:
    case_id = matter.case.pk
    for name in [name for name in before.work if name not in after.work] if before else ():
        rows.work.pop((case_id, name), None)
        rows.gone.add((case_id, name))
    warned = {event.work for event in events if isinstance(event, happened.Escalated)}
    for name, work in after.work.sorted_items():
        if before is not None and name not in warned and before.work.get(name) == work:
            continue
        columns = work_columns(matter.definition, after, work, matter.seats)
        columns["assignee_id"] = people.get(work.assignees[0]) if work.assignees else None
        columns["is_warned"] = name in warned or _has_rung(matter, after, name)
        rows.gone.discard((case_id, name))
        rows.work[case_id, name] = [case_id, name, *(columns[each] for each in WORK)]


def _has_rung(matter: Matter, after: State, name: str) -> bool:
    """Whether a warning about the work item has rung already: fewer alarms are set than the definition has."""
    work = after.work.get(name)
    activity = matter.definition.activities.get(work.activity) if work is not None else None
    if work is None or activity is None or work.status == "paused":
        return False
    left = sum(timer.kind == "alarm" and timer.subject == name for timer in after.timers.values())
    return left < len(activity.escalate)


def _gather_items(
    rows: Rows, matter: Matter, before: State | None, after: State, events: Sequence[Event], people: Mapping[str, int]
) -> None:
    case_id = matter.case.pk
    deciders = {event.item: event.by for event in events if isinstance(event, happened.ItemDecided)}
    for name, item in after.items.items():
        if before is None or before.items.get(name) != item:
            columns = item_columns(matter.definition, name, item, matter.seats)
            columns["decided_by_id"] = people.get(deciders.get(name) or "")
            rows.decisions[case_id, name] = [case_id, name, *(columns[each] for each in DECISION)]


def _gather_papers(rows: Rows, case_id: int, before: State | None, after: State, *, now: datetime) -> None:
    if before is not None and before.papers is after.papers:
        return
    for name, paper in after.papers.sorted_items():
        if before is None or before.papers.get(name) != paper:
            columns = {**paper_columns(after, name), "supplied_at": now if paper.status in _HERE else None}
            columns["result"] = ""
            rows.documents[case_id, name] = [case_id, name, *(columns[each] for each in DOCUMENT)]


def _gather_notices(rows: Rows, case_id: int, after: State, events: Sequence[Event], people: Mapping[str, int]) -> None:
    for event in events:
        if isinstance(event, happened.CorrectionRequested):
            rows.notices.append(
                CorrectionNotice(
                    case_id=case_id, work=event.work, gaps=list(event.gaps), reason=event.reason,
                    at=to_official(event.at), by_id=people.get(event.by or ""),
                )
            )  # fmt: skip
        elif isinstance(event, happened.Supplied) and event.answered:
            whole = [name for name in event.answered if (work := after.work.get(name)) is None or not work.asked]
            if whole:
                rows.answered.append((case_id, whole, to_official(event.at)))
