"""What is written of a case that has run: its rows, table by table, and its chained events. Nothing asks the database.

A row begins with the place of its case among those that are written together; where it names a person, it ends with
their key. What these are in the database is put in by `loading_rows`, and nothing else is.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from operator import itemgetter
from typing import Any

from msgspec import Struct, field

from zaizao.definition import ProcessDefinition
from zaizao.net import CaseState as State
from zaizao.net import events as happened
from zaizao.net.events import Event
from zaizao.net.saving import event_to_text, state_to_json
from zaizao_city.casework.enums import ResultStatus
from zaizao_city.casework.events import CASE_TAKEN_IN, RESULT_ISSUED, RESULT_REVOKED
from zaizao_city.casework.mapping.records import is_personal, stream_of
from zaizao_city.casework.mapping.results import phrase_issue, phrase_revocation
from zaizao_city.casework.mapping.rows import case_columns, item_columns, paper_columns, work_columns
from zaizao_city.casework.mapping.times import to_official
from zaizao_city.casework.services.loading_playing import Played, PlayedCase
from zaizao_city.casework.services.statements import DECISION, DOCUMENT, WORK
from zaizao_city.foundation.record.writing_new import Entry, Round, chain_stream, write_body

_HERE = ("supplied", "made")
Row = tuple[Any, ...]

CASE = (
    "reference", "kind", "process", "digest", "title", "category", "channel", "applicant_id", "enterprise_id",
    "territory_id", "organisation_id", "counter_id", "owner_id", "parent_id", "child_name", "opened_at", "is_late",
    "is_promise_broken", "length", "is_reported", "visits",
    "status", "outcome", "due_at", "promised_at", "closed_at", "next_due",
)  # fmt: skip
"""Columns of the rows below, each after the case's."""
STATE = ("state", "seats", "length")
WORK_ITEM = ("work", *(name for name in WORK if name != "assignee_id"), "assignee_id")
ITEM_DECISION = ("item", *(name for name in DECISION if name != "decided_by_id"), "decided_by_id")
PAPER = ("material", *DOCUMENT)
NOTICE = ("work", "gaps", "reason", "at", "answered_at", "by_id")
RESULT = (
    "number", "item", "activity", "material", "name", "person_id", "enterprise_id", "organisation_id", "issued_at",
    "status", "revoked_at", "revoked_why", "revoked_basis",
)  # fmt: skip
EMPTY = frozenset(
    {
        "applicant_id", "enterprise_id", "counter_id", "owner_id", "parent_id", "organisation_id", "offered_to_id",
        "assignee_id", "decided_by_id", "by_id", "person_id", "due_at", "promised_at", "closed_at", "next_due", "warn_at",
        "started_at", "ended_at", "supplied_at", "answered_at", "revoked_at",
    }
)  # fmt: skip
"""Columns in which 0 stands for nothing."""
_take_case, _take_work, _take_item = (
    itemgetter(*CASE[-6:]), itemgetter(*WORK_ITEM[1:-1]), itemgetter(*ITEM_DECISION[1:-1])
)  # fmt: skip


class Written(Struct, array_like=True):
    """The rows of some cases, by table."""

    cases: list[Row] = field(default_factory=list)
    states: list[Row] = field(default_factory=list)
    streams: list[tuple[str, str, int, bytearray, str]] = field(default_factory=list)
    events: list[tuple[int, int, str, str, str, str, int, bytearray, bytearray, bytearray]] = field(
        default_factory=list
    )
    work: list[Row] = field(default_factory=list)
    decisions: list[Row] = field(default_factory=list)
    documents: list[Row] = field(default_factory=list)
    notices: list[Row] = field(default_factory=list)
    results: list[Row] = field(default_factory=list)


def phrase_cases(cases: Sequence[PlayedCase], numbers: Iterator[str]) -> Written:
    """The rows of cases that have run; ``numbers`` for their results, in their order."""
    written = Written()
    for place, case in enumerate(cases):
        _phrase_case(written, place, case, numbers)
    return written


def _phrase_case(written: Written, place: int, case: PlayedCase, numbers: Iterator[str]) -> None:
    results, told = _write_results(case, numbers)
    rounds = list(_list_rounds(case, told))
    head, chained = chain_stream(
        stream_of(case.assigned.reference), rounds, subject=case.assigned.intake.subject, place=place
    )
    length = len(chained)
    events = [event for step in case.played for event in step.events]
    kinds = set(map(type, events))
    written.cases.append((place, *_write_case(case, kinds, length=length)))
    written.states.append((place, state_to_json(case.state), case.known.seats_text, length))
    written.streams.append(head)
    written.events += chained
    tables = (
        (written.work, _write_work(case)), (written.decisions, _write_decisions(case, events)),
        (written.documents, _write_documents(case)),
        (written.notices, _write_notices(events) if happened.CorrectionRequested in kinds else ()),
        (written.results, results),
    )  # fmt: skip
    for table, rows in tables:
        table += [(place, *row) for row in rows]


def _write_case(case: PlayedCase, kinds: Collection[type[Event]], *, length: int) -> Row:
    one, known, intake = case.assigned, case.known, case.assigned.intake
    definition, kind = known.definition, known.kind
    return (
        one.reference, str(kind.code), definition.process, case.state.digest, kind.make_title(definition, one.facts),
        kind.make_category(definition, one.facts), intake.channel, intake.applicant.id if intake.applicant else 0,
        intake.enterprise.id if intake.enterprise else 0, known.territory_id, known.seats[definition.competent][0],
        intake.counter[0] if intake.counter else 0, intake.owner_id or 0, intake.parent_id or 0, intake.child_name,
        one.opened_at.isoformat(" "), int(happened.ItemOverdue in kinds), int(happened.PromiseBroken in kinds), length,
        0, 0, *_tell_all(_take_case(case_columns(case.state))),
    )  # fmt: skip


def _tell_all(values: Iterable[object]) -> Iterator[object]:
    """Values as `insert_rows` takes them: moments as text, nothing as 0, truth as a number."""
    for value in values:
        kind = type(value)
        if kind is datetime:
            yield value.isoformat(" ")  # type: ignore[attr-defined] - a moment
        elif kind is bool or value is None:
            yield 1 if value else 0
        else:
            yield value


# -- the record


def _list_rounds(case: PlayedCase, told: Mapping[int, list[Entry]]) -> Iterator[Round]:
    for number, step in enumerate(case.played):
        entries = [(type(event).__name__, event_to_text(event), is_personal(event)) for event in step.events]
        if number == 0:
            entries.insert(0, (CASE_TAKEN_IN, _write_taken_in(case), False))
        yield Round(step.at, step.actor, entries + told.get(number, []))


def _write_taken_in(case: PlayedCase) -> bytes:
    """What `opening.write_taken_in` writes of a case's row, from what was looked up."""
    known, intake = case.known, case.assigned.intake
    counter = intake.counter
    return write_body(
        {
            "kind": str(known.kind.code), "channel": intake.channel,
            "applicant": intake.applicant and intake.applicant.key, "enterprise": intake.enterprise and intake.enterprise.key,
            "territory": known.territory, "counter": counter and counter[1], "counter_name": counter and counter[2],
            "seats": known.seats_told, "parent": intake.parent, "child_name": intake.child_name,
        }
    )  # fmt: skip


# -- results


def _write_results(case: PlayedCase, numbers: Iterator[str]) -> tuple[list[Row], dict[int, list[Entry]]]:
    """The rows of the results a case issued or took back, and the entries for each step."""
    granted = case.granted
    if not granted:
        return [], {}
    rows: list[dict[str, object]] = []
    told: dict[int, list[Entry]] = {}
    for number, event, material in granted:
        reference = next(numbers)
        rows.append(_write_result(case, number, event, material, reference=reference))
        body = phrase_issue(case.known.definition, event, material, reference)
        told.setdefault(number, []).append((RESULT_ISSUED, write_body(body), False))
    for number, names in _list_taken_back(case):
        at = case.played[number].at.isoformat(" ")
        for row in rows:
            if row["material"] in names and row["status"] == ResultStatus.VALID.value and str(row["issued_at"]) <= at:
                row |= {"status": ResultStatus.REVOKED.value, "revoked_at": at}
                body = phrase_revocation(row["number"], row["name"])
                told.setdefault(number, []).append((RESULT_REVOKED, write_body(body), False))
    return [tuple(_tell_all(row[name] for name in RESULT)) for row in rows], told


def _list_taken_back(case: PlayedCase) -> Iterator[tuple[int, set[str]]]:
    """The materials that each step took back."""
    for number, step in enumerate(case.played):
        papers = step.after.papers.sorted_items() if step.before is not None else []
        yield (
            number,
            {
                name
                for name, paper in papers
                if paper.status == "revoked"
                and step.before is not None
                and (old := step.before.papers.get(name)) is not None
                and old.status != "revoked"
            },
        )


def _write_result(
    case: PlayedCase, number: int, event: happened.ItemDecided, material: str, *, reference: str
) -> dict[str, object]:
    definition, seats, intake = case.known.definition, case.known.seats, case.assigned.intake
    organ, name = definition.items[event.item].organ, definition.materials[material].name.zh
    return {
        "number": reference, "item": event.item, "activity": event.activity, "material": material, "name": name,
        "person_id": intake.applicant and intake.applicant.id, "enterprise_id": intake.enterprise and intake.enterprise.id,
        "organisation_id": seats[organ][0] if organ in seats else None, "issued_at": case.played[number].at.isoformat(" "),
        "status": ResultStatus.VALID.value, "revoked_at": None,
        "revoked_why": "", "revoked_basis": "",
    }  # fmt: skip


# -- what lists read


def _write_work(case: PlayedCase) -> Iterator[Row]:
    """Open work, each as it stood after the last step that touched it."""
    definition = case.known.definition
    for name, work in case.state.work.sorted_items():
        step = next(step for step in reversed(case.played) if _touches(step, name))
        columns = work_columns(definition, step.after, work, case.known.seats)
        columns["is_warned"] = _is_warned(step, name) or _has_rung(definition, step.after, name)
        yield name, *_tell_all(_take_work(columns)), work.assignees[0] if work.assignees else None


def _touches(step: Played, name: str) -> bool:
    return step.before is None or step.before.work.get(name) != step.after.work.get(name) or _is_warned(step, name)


def _is_warned(step: Played, name: str) -> bool:
    return any(isinstance(event, happened.Escalated) and event.work == name for event in step.events)


def _has_rung(definition: ProcessDefinition, state: State, name: str) -> bool:
    """Whether a warning about the work has rung already: fewer alarms are set than the definition has."""
    work = state.work.get(name)
    activity = definition.activities.get(work.activity) if work is not None else None
    if work is None or activity is None or work.status == "paused":
        return False
    left = sum(timer.kind == "alarm" and timer.subject == name for timer in state.timers.values())
    return left < len(activity.escalate)


def _write_decisions(case: PlayedCase, events: Sequence[Event]) -> Iterator[Row]:
    definition, seats = case.known.definition, case.known.seats
    for name, item in case.state.items.items():
        columns = item_columns(definition, name, item, seats)
        yield name, *_tell_all(_take_item(columns)), _find_decider(events, name)


def _find_decider(events: Sequence[Event], item: str) -> str | None:
    deciders = (event.by for event in reversed(events) if type(event) is happened.ItemDecided and event.item == item)
    return next((by for by in deciders if by), None)


def _write_documents(case: PlayedCase) -> Iterator[Row]:
    """Materials, each with the moment of the step that last changed it."""
    if not len(case.state.papers):
        return
    for name, paper in case.state.papers.sorted_items():
        step = next(
            step for step in reversed(case.played) if step.before is None or step.before.papers.get(name) != paper
        )
        columns = paper_columns(step.after, name)
        supplied_at = step.at if paper.status in _HERE else None
        yield name, *_tell_all((columns["status"], columns["due_at"], supplied_at)), ""


def _write_notices(events: Iterable[Event]) -> list[Row]:
    notices: list[dict[str, object]] = []
    for event in events:
        if isinstance(event, happened.CorrectionRequested):
            notices.append(
                {
                    "work": event.work, "gaps": json.dumps(list(event.gaps)), "reason": event.reason,
                    "at": to_official(event.at), "answered_at": None, "by_id": event.by,
                }
            )  # fmt: skip
        elif isinstance(event, happened.Supplied) and event.answered:
            for one in notices:
                if one["work"] in event.answered and one["answered_at"] is None:
                    one["answered_at"] = to_official(event.at)
    return [(*_tell_all(one[name] for name in NOTICE[:-1]), one["by_id"]) for one in notices]
