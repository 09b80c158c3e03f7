"""The proof that the rows are what the record says, and making them again from it."""

from __future__ import annotations

from attrs import frozen
from django.db import transaction

from zaizao.net import CaseState as State
from zaizao.net import events as happened
from zaizao.net import replay
from zaizao.net.events import Event
from zaizao.net.saving import SavedStateError, state_from_json, state_to_json
from zaizao_city.casework.mapping.records import stream_of, to_events
from zaizao_city.casework.models import Case, CaseState, CorrectionNotice, Document, ItemDecision, WorkItem
from zaizao_city.casework.selectors.authority import Matter
from zaizao_city.casework.selectors.states import keep_state, read_seats
from zaizao_city.casework.services.projecting import Rows, Stepped, find_people_of, gather_step
from zaizao_city.catalogue.selectors.definitions import get_definition
from zaizao_city.foundation.record.reading import read_stream


@frozen
class Proof:
    """What replaying a case gave; ``differences`` is empty when state and record agree to the byte, in the form that is saved now."""

    reference: str
    events: int
    differences: tuple[str, ...]


def prove_case(case_id: int) -> Proof:
    """Replay a case's record and hold the result against what is kept; nothing is changed.

    Raises:
        ErasedCaseError: the person was erased, so nothing can be replayed.
    """
    row = CaseState.objects.select_related("case").get(pk=case_id)
    entries = read_stream(stream_of(row.case.reference))
    events = to_events(entries)
    found = []
    if len(entries) != row.length or row.case.length != row.length:
        found.append(f"length: record {len(entries)}, state {row.length}, case {row.case.length}")
    if state_to_json(replay_events(events)) not in (row.state, _renew(row.state)):
        found.append("state: not what the events amount to")
    return Proof(row.case.reference, len(events), tuple(found))


def _renew(text: str) -> str:
    """A saved state as this version saves it; what cannot be read stays as it is."""
    try:
        return state_to_json(state_from_json(text))
    except SavedStateError:
        return text


def replay_events(events: list[Event]) -> State:
    """The state that a case's events amount to, under every version of the definition it ran on."""
    digests = {event.digest for event in events if isinstance(event, (happened.CaseOpened, happened.Migrated))}
    return replay({digest: get_definition(digest) for digest in digests}, events)


@transaction.atomic
def rebuild_case(case_id: int) -> None:
    """Make state and rows of one case again from its record.

    Raises:
        ErasedCaseError: the person was erased; the rows stay as they are.
    """
    row = CaseState.objects.select_for_update(of=("self",)).select_related("case").get(pk=case_id)
    entries = read_stream(stream_of(row.case.reference))
    events = to_events(entries)
    state = replay_events(events)
    text = state_to_json(state)
    keep_state(case_id, text, state)
    for table in (WorkItem, ItemDecision, CorrectionNotice):
        table.objects.filter(case_id=case_id).delete()
    known = [name for name, _ in state.papers.sorted_items()]
    Document.objects.filter(case_id=case_id, file__isnull=True).exclude(material__in=known).delete()
    matter = Matter(row.case, state, get_definition(state.digest), read_seats(row.seats))
    rows = Rows()
    stepped = Stepped(None, state, events, text, len(entries))
    gather_step(rows, matter, stepped, now=row.case.opened_at, people=find_people_of(stepped))
    rows.write()


def rebuild_all() -> int:
    """Rebuild every case, one transaction each; how many."""
    count = 0
    for pk in Case.objects.order_by("pk").values_list("pk", flat=True).iterator():
        rebuild_case(pk)
        count += 1
    return count
