"""Playing a case's past: the engine at every step, and the rows and chained events that come of it.

Nothing here asks the database: what a case needs to be known of was looked up by `loading_lookup`, what comes out is
written by `loading_rows`. So it can be done in several processes at once (`loading_workers`).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from attrs import define, field

from zaizao.definition import ProcessDefinition
from zaizao.net import CaseState as State
from zaizao.net import Context, fire, next_due
from zaizao.net import commands as asked
from zaizao.net import events as happened
from zaizao.net import open_case as open_in_engine
from zaizao.net.events import Event
from zaizao.net.saving import event_to_plain, state_to_json
from zaizao.worktime import WorkCalendar
from zaizao_city.casework.enums import ResultStatus
from zaizao_city.casework.events import CASE_TAKEN_IN, RESULT_ISSUED, RESULT_REVOKED
from zaizao_city.casework.kinds import find_kind
from zaizao_city.casework.mapping.records import is_personal, stream_of
from zaizao_city.casework.mapping.rows import case_columns, item_columns, paper_columns, work_columns
from zaizao_city.casework.mapping.times import to_moment, to_official
from zaizao_city.casework.selectors.authority import Seats
from zaizao_city.foundation.record.values import SYSTEM
from zaizao_city.foundation.record.writing_new import Entry, NewStream, Round, Subject, chain_stream, write_body

HERE = ("supplied", "made")
Row = tuple[Any, ...]


class Known(NamedTuple):
    """What several cases of a batch share: a definition, and who its organs are in a territory."""

    definition: ProcessDefinition
    seats: Seats


class Assigned(NamedTuple):
    """A case of the past with everything that had to be looked up for it."""

    reference: str
    known: int
    """Which of the batch's `Known`."""
    opened_at: datetime
    by: str | None
    actor: str
    facts: Mapping[str, object]
    items: tuple[str, ...] | None
    materials: tuple[str, ...]
    steps: Sequence[tuple[datetime, asked.Command, str]]
    columns: Mapping[str, object]
    """Columns of the case's row that are known beforehand."""
    taken_in: Mapping[str, object]
    """What the record keeps of where the case came in: channel, applicant, enterprise, territory, counter."""
    parent: str | None
    """The case above it, by its reference."""
    subject: Subject | None


class Written(NamedTuple):
    """All rows of a case, less the case's own number; people stand in them by their keys."""

    case: Mapping[str, object]
    state: Row
    work: list[dict[str, object]]
    decisions: list[dict[str, object]]
    documents: list[dict[str, object]]
    notices: list[dict[str, object]]
    results: list[dict[str, object]]
    stream: NewStream


class Played(NamedTuple):
    """One step of a case as it came out: when, by whom, the events, and the state before (None: it began) and after."""

    at: datetime
    actor: str
    events: tuple[Event, ...]
    before: State | None
    after: State


@define
class PlayedCase:
    """A case that has run, before its results have their numbers."""

    assigned: Assigned
    known: Known
    played: list[Played] = field(factory=list)

    @property
    def state(self) -> State:
        """Where it stands."""
        return self.played[-1].after

    def list_granted(self) -> Iterator[tuple[int, happened.ItemDecided, str]]:
        """The results that it issued: the step, the decision, the material."""
        for number, step in enumerate(self.played):
            for event in step.events:
                if isinstance(event, happened.ItemDecided) and event.outcome == "granted":
                    activity = self.known.definition.activities.get(event.activity)
                    for material in () if activity is None else activity.gives:
                        yield number, event, material

    def list_years(self) -> list[int]:
        """The year of each result, by which it gets its number."""
        return [self.played[number].at.year for number, _, _ in self.list_granted()]


def play_case(one: Assigned, known: Known, calendar: WorkCalendar) -> PlayedCase:
    """Run one case through the engine; the clock rings at its own moments in between, as it would have here.

    Raises what the engine refuses.
    """
    definition, played = known.definition, PlayedCase(one, known)
    command = asked.Open(one.reference, one.facts, one.items, one.materials, by=one.by)
    step = open_in_engine(definition, command, Context(now=to_moment(one.opened_at), calendar=calendar))
    played.played.append(Played(one.opened_at, one.actor, step.events, None, step.state))
    for at, wanted, actor in one.steps:
        _let_clock_ring(played, to_moment(at), calendar)
        before = played.state
        moment = max(to_moment(at), before.last)
        step = fire(definition, before, wanted, Context(now=moment, calendar=calendar))
        if step.events:
            played.played.append(Played(at, actor, step.events, before, step.state))
    return played


def _let_clock_ring(played: PlayedCase, until: datetime, calendar: WorkCalendar) -> None:
    """Carry out what was due before a step, each at its own moment and by nobody."""
    while (state := played.state).next_at is not None and state.next_at < until and state.status == "open":
        due = next_due(state)
        if due is None or due >= until:
            return
        moment = max(due, state.last)
        step = fire(played.known.definition, state, asked.Tick(), Context(now=moment, calendar=calendar))
        if not step.events:
            return
        at = to_official(moment)
        assert at is not None
        played.played.append(Played(at, SYSTEM, step.events, state, step.state))


def write_case(case: PlayedCase, numbers: Iterator[str]) -> Written:
    """The rows and the chained events of a case that has run; ``numbers`` for its results, in their order."""
    one, definition, seats = case.assigned, case.known.definition, case.known.seats
    results, told = _write_results(case, numbers)
    stream = chain_stream(stream_of(one.reference), list(_list_rounds(case, told)), subject=one.subject)
    events = [event for step in case.played for event in step.events]
    return Written(
        _write_case_row(case, events, length=stream.length),
        (state_to_json(case.state), json.dumps(seats), stream.length),
        list(_write_work(case, events)),
        [
            {"item": name, **item_columns(definition, name, item, seats), "decided_by_id": _find_decider(events, name)}
            for name, item in case.state.items.items()
        ],
        list(_write_documents(case)),
        _write_notices(events),
        results,
        stream,
    )


def _write_case_row(case: PlayedCase, events: Sequence[Event], *, length: int) -> dict[str, object]:
    one, definition, seats = case.assigned, case.known.definition, case.known.seats
    kind = find_kind(definition)
    return {
        **one.columns,
        **case_columns(case.state),
        "reference": one.reference,
        "kind": str(kind.code),
        "process": definition.process,
        "digest": case.state.digest,
        "title": kind.make_title(definition, one.facts),
        "category": kind.make_category(definition, one.facts),
        "organisation_id": seats[definition.competent][0],
        "opened_at": one.opened_at,
        "is_late": any(type(event) is happened.ItemOverdue for event in events),
        "is_promise_broken": any(type(event) is happened.PromiseBroken for event in events),
        "length": length,
    }


# -- the record


def _list_rounds(case: PlayedCase, told: Mapping[int, list[Entry]]) -> Iterator[Round]:
    for number, step in enumerate(case.played):
        entries = [_write_event(event) for event in step.events]
        if number == 0:
            entries.insert(0, (CASE_TAKEN_IN, _write_taken_in(case), False))
        yield Round(step.at, step.actor, entries + told.get(number, []))


def _write_event(event: Event) -> Entry:
    body = event_to_plain(event)
    return str(body.pop("event")), write_body(body), is_personal(event)


def _write_taken_in(case: PlayedCase) -> bytes:
    """What `opening.write_taken_in` writes of a case's row, from what was looked up."""
    known, kind = case.assigned.taken_in, str(find_kind(case.known.definition).code)
    seats = {organ: list(seat) for organ, seat in sorted(case.known.seats.items())}
    above = {"parent": case.assigned.parent, "child_name": case.assigned.columns["child_name"]}
    return write_body({"kind": kind, **known, "seats": seats, **above})


# -- results


def _write_results(case: PlayedCase, numbers: Iterator[str]) -> tuple[list[dict[str, object]], dict[int, list[Entry]]]:
    """The rows of the results a case issued or took back, and the entries for each step."""
    granted = list(case.list_granted())
    taken_back = [(number, names) for number, names in _list_taken_back(case) if names] if granted else []
    rows: list[dict[str, object]] = []
    told: dict[int, list[Entry]] = {}
    for number, event, material in granted:
        row, body = _write_result(case, number, event, material, reference=next(numbers))
        rows.append(row)
        told.setdefault(number, []).append((RESULT_ISSUED, write_body(body), False))
    for number, names in taken_back:
        for row in rows:
            if row["material"] in names and row["status"] == ResultStatus.VALID.value and _is_issued(row, case, number):
                row |= {"status": ResultStatus.REVOKED.value, "revoked_at": case.played[number].at}
                body = {"number": row["number"], "name": row["name"], "reason": "", "basis": ""}
                told.setdefault(number, []).append((RESULT_REVOKED, write_body(body), False))
    return rows, told


def _is_issued(row: Mapping[str, object], case: PlayedCase, number: int) -> bool:
    issued = row["issued_at"]
    return isinstance(issued, datetime) and issued <= case.played[number].at


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
) -> tuple[dict[str, object], dict[str, object]]:
    definition, seats, columns = case.known.definition, case.known.seats, case.assigned.columns
    organ, name = definition.items[event.item].organ, definition.materials[material].name.zh
    row: dict[str, object] = {
        "number": reference, "item": event.item, "activity": event.activity, "material": material, "name": name,
        "person_id": columns["applicant_id"], "enterprise_id": columns["enterprise_id"],
        "organisation_id": seats[organ][0] if organ in seats else None, "issued_at": case.played[number].at,
        "status": ResultStatus.VALID.value, "revoked_at": None,
    }  # fmt: skip
    body = {"number": reference, "name": name, "material": material, "item": event.item, "by": event.by or ""}
    return row, body


# -- what lists read


def _write_work(case: PlayedCase, events: Iterable[Event]) -> Iterator[dict[str, object]]:
    """Open work, each as it stood after the last step that touched it."""
    for name, work in case.state.work.sorted_items():
        step = next(step for step in reversed(case.played) if _touches(step, name))
        columns = work_columns(case.known.definition, step.after, work, case.known.seats)
        columns["assignee_id"] = work.assignees[0] if work.assignees else None
        columns["is_warned"] = _is_warned(step, name) or _has_rung(case.known.definition, step.after, name)
        yield {"work": name, **columns}


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


def _find_decider(events: Iterable[Event], item: str) -> str | None:
    deciders = [event.by for event in events if type(event) is happened.ItemDecided and event.item == item and event.by]
    return deciders[-1] if deciders else None


def _write_documents(case: PlayedCase) -> Iterator[dict[str, object]]:
    """Materials, each with the moment of the step that last changed it."""
    if not len(case.state.papers):
        return
    for name, paper in case.state.papers.sorted_items():
        step = next(
            step for step in reversed(case.played) if step.before is None or step.before.papers.get(name) != paper
        )
        columns = paper_columns(step.after, name)
        yield {"material": name, **columns, "supplied_at": step.at if paper.status in HERE else None}


def _write_notices(events: Iterable[Event]) -> list[dict[str, object]]:
    notices: list[dict[str, object]] = []
    for event in events:
        if isinstance(event, happened.CorrectionRequested):
            notices.append(
                {
                    "work": event.work, "gaps": json.dumps(list(event.gaps)), "reason": event.reason,
                    "at": to_official(event.at), "by_id": event.by, "answered_at": None,
                }
            )  # fmt: skip
        elif isinstance(event, happened.Supplied) and event.answered:
            for one in notices:
                if one["work"] in event.answered and one["answered_at"] is None:
                    one["answered_at"] = to_official(event.at)
    return notices
