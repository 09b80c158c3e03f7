"""From a step of the engine to the rows that lists read: only what has changed is written, one statement a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from zaizao.net import CaseState as State
from zaizao.net import events as happened
from zaizao.net.events import Event
from zaizao_city.casework.mapping.rows import case_columns, item_columns, paper_columns, work_columns
from zaizao_city.casework.mapping.times import to_official
from zaizao_city.casework.models import Case, CorrectionNotice, Document, ItemDecision, WorkItem
from zaizao_city.casework.selectors.authority import Matter
from zaizao_city.identity.models import Person

_HERE = ("supplied", "made")


def project_step(
    matter: Matter, before: State | None, after: State, events: Sequence[Event], *, length: int, now: datetime
) -> None:
    """Bring the rows of a case to its new state; ``before`` is None when the case is new."""
    people = _find_people(events, after, before)
    _project_case(matter, after, events, length=length)
    _project_work(matter, before, after, events, people)
    _project_items(matter, before, after, events, people)
    _project_papers(matter, before, after, now=now)
    _project_notices(matter, events, people)


def _find_people(events: Sequence[Event], after: State, before: State | None) -> dict[str, int]:
    """The rows of the people who decided, told, or were given work in this step; no query where there are none."""
    keys = {event.by for event in events if isinstance(event, (happened.ItemDecided, happened.CorrectionRequested))}
    for name, work in after.work.sorted_items():
        if work.assignees and (before is None or before.work.get(name) != work):
            keys.add(work.assignees[0])
    return find_people(keys)


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


def _project_case(matter: Matter, after: State, events: Sequence[Event], *, length: int) -> None:
    columns = {**case_columns(after), "length": length, "digest": after.digest}
    if any(isinstance(event, happened.ItemOverdue) for event in events):
        columns["is_late"] = True
    if any(isinstance(event, happened.PromiseBroken) for event in events):
        columns["is_promise_broken"] = True
    Case.objects.filter(pk=matter.case.pk).update(**columns)
    for name, value in columns.items():
        setattr(matter.case, name, value)


def _project_work(
    matter: Matter, before: State | None, after: State, events: Sequence[Event], people: Mapping[str, int]
) -> None:
    gone = [name for name, _ in before.work.sorted_items() if name not in after.work] if before is not None else []
    if gone:
        WorkItem.objects.filter(case_id=matter.case.pk, work__in=gone).delete()
    warned = {event.work for event in events if isinstance(event, happened.Escalated)}
    rows = []
    for name, work in after.work.sorted_items():
        if before is not None and name not in warned and before.work.get(name) == work:
            continue
        columns = work_columns(matter.definition, after, work, matter.seats)
        columns["assignee_id"] = people.get(work.assignees[0]) if work.assignees else None
        columns["is_warned"] = name in warned or _has_rung(matter, after, name)
        rows.append(WorkItem(case_id=matter.case.pk, work=name, **columns))
    if rows:
        WorkItem.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["case", "work"], update_fields=_WORK_FIELDS
        )


def _has_rung(matter: Matter, after: State, name: str) -> bool:
    """Whether a warning about the work item has rung already: fewer alarms are set than the definition has."""
    work = after.work.get(name)
    activity = matter.definition.activities.get(work.activity) if work is not None else None
    if work is None or activity is None or work.status == "paused":
        return False
    left = sum(timer.kind == "alarm" and timer.subject == name for timer in after.timers.values())
    return left < len(activity.escalate)


_WORK_FIELDS = [
    "activity", "does", "item", "organ", "organisation_id", "offered_organ", "offered_to_id", "assignee_id", "status",
    "due_at", "warn_at", "is_warned", "sort_at",
]  # fmt: skip


def _project_items(
    matter: Matter, before: State | None, after: State, events: Sequence[Event], people: Mapping[str, int]
) -> None:
    deciders = {event.item: event.by for event in events if isinstance(event, happened.ItemDecided)}
    rows = [
        ItemDecision(
            case_id=matter.case.pk,
            item=name,
            decided_by_id=people.get(deciders.get(name) or ""),
            **item_columns(matter.definition, name, item, matter.seats),
        )
        for name, item in after.items.items()
        if before is None or before.items.get(name) != item
    ]
    if rows:
        ItemDecision.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["case", "item"], update_fields=_ITEM_FIELDS
        )


_ITEM_FIELDS = [
    "organisation_id", "outcome", "decided_by_id", "started_at", "due_at", "promised_at", "ended_at", "is_stopped",
    "is_late",
]  # fmt: skip


def _project_papers(matter: Matter, before: State | None, after: State, *, now: datetime) -> None:
    rows = []
    for name, paper in after.papers.sorted_items():
        if before is not None and before.papers.get(name) == paper:
            continue
        supplied = now if paper.status in _HERE else None
        rows.append(Document(case_id=matter.case.pk, material=name, supplied_at=supplied, **paper_columns(after, name)))
    if rows:
        Document.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["case", "material"],
            update_fields=["status", "due_at", "supplied_at"],
        )


def _project_notices(matter: Matter, events: Sequence[Event], people: Mapping[str, int]) -> None:
    for event in events:
        if isinstance(event, happened.CorrectionRequested):
            CorrectionNotice.objects.create(
                case_id=matter.case.pk, work=event.work, gaps=list(event.gaps), reason=event.reason,
                at=to_official(event.at), by_id=people.get(event.by or ""),
            )  # fmt: skip
        elif isinstance(event, happened.Supplied) and event.answered:
            rows = CorrectionNotice.objects.filter(
                case_id=matter.case.pk, work__in=event.answered, answered_at__isnull=True
            )
            rows.update(answered_at=to_official(event.at))
