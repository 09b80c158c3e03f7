"""What rows say of a state: plain values by column, so that two states can be compared row by row."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from zaizao.definition import ProcessDefinition
from zaizao.net import CaseState, ItemState, Work, next_due
from zaizao_city.casework.conf import FAR
from zaizao_city.casework.mapping.times import to_official

Columns = dict[str, object]
Seats = Mapping[str, tuple[int, str]]
"""The organs of a definition, and the organisation that each is here: its row and its path."""


def find_seat(seats: Seats, organ: str | None) -> int | None:
    """The organisation that an organ is here; None for a party of the case."""
    seat = seats.get(organ) if organ is not None else None
    return None if seat is None else seat[0]


def case_columns(state: CaseState) -> Columns:
    """The columns of the case's own row that follow from its state."""
    running = [item.due for item in state.items.values() if item.running and item.due is not None]
    return {
        "status": state.status,
        "outcome": state.ending or "",
        "due_at": to_official(min(running, default=None)),
        "promised_at": to_official(state.promise),
        "closed_at": to_official(state.closed),
        "next_due": to_official(next_due(state)) if state.status == "open" else None,
    }


def work_columns(definition: ProcessDefinition, state: CaseState, work: Work, seats: Seats) -> Columns:
    """The columns of one work item; ``organisation_id`` is None where a party of the case has it."""
    activity = definition.activities.get(work.activity)
    added = state.added.get(work.activity)
    holder = work.delegated_to or work.holder or ""
    due = to_official(work.due)
    return {
        "activity": work.activity,
        "does": activity.does if activity is not None else added.does if added is not None else "",
        "item": (activity.item or "") if activity is not None else "",
        "organ": holder,
        "organisation_id": find_seat(seats, holder),
        "offered_organ": work.offered_to or "",
        "offered_to_id": find_seat(seats, work.offered_to),
        "status": work.status,
        "opened_at": to_official(work.opened),
        "due_at": due,
        "warn_at": to_official(warn_moment(state, work)),
        "sort_at": due or FAR,
    }


def warn_moment(state: CaseState, work: Work) -> datetime | None:
    """When the next warning about a work item rings, or rang last if none is left."""
    alarms = [timer.at for timer in state.timers.values() if timer.kind == "alarm" and timer.subject == work.id]
    return min(alarms, default=None)


def item_columns(definition: ProcessDefinition, name: str, item: ItemState, seats: Seats) -> Columns:
    """The columns of one item applied for."""
    return {
        "organisation_id": find_seat(seats, definition.items[name].organ),
        "outcome": item.outcome or "",
        "started_at": to_official(item.started),
        "due_at": to_official(item.due),
        "promised_at": to_official(item.promised),
        "ended_at": to_official(item.ended),
        "is_stopped": item.stopped,
        "is_late": item.overdue,
    }


def paper_columns(state: CaseState, name: str) -> Columns:
    """The columns of one material that the state knows of."""
    paper = state.papers.get(name)
    assert paper is not None
    return {"status": paper.status, "due_at": to_official(paper.due)}
