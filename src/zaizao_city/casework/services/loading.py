"""Loading history in bulk: cases that have run elsewhere, or are played in memory, written some hundred at a time.

Every case runs through the engine as it would have: commands at their moments, by their people. What is not done again is
what was done then: permissions, guards, notices. The record gets every step with its own time and actor.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice

from attrs import define, field, frozen
from django.db import transaction

from zaizao.definition import ProcessDefinition
from zaizao.net import CaseState as State
from zaizao.net import Context, fire
from zaizao.net import commands as asked
from zaizao.net import events as happened
from zaizao.net import open_case as open_in_engine
from zaizao.net.events import Event
from zaizao.net.saving import state_to_json
from zaizao.worktime import WorkCalendar
from zaizao_city.casework.conf import get_calendar
from zaizao_city.casework.enums import ResultStatus
from zaizao_city.casework.events import CASE_TAKEN_IN, RESULT_ISSUED
from zaizao_city.casework.kinds import find_kind
from zaizao_city.casework.mapping.records import stream_of, to_entries
from zaizao_city.casework.mapping.times import to_moment, to_official
from zaizao_city.casework.models import Case, CaseState, IssuedResult
from zaizao_city.casework.selectors.authority import Matter, Seats
from zaizao_city.casework.services.opening import Opening, make_case, write_taken_in
from zaizao_city.casework.services.projecting import Rows, Stepped, find_people, gather_step
from zaizao_city.casework.services.results import SERIES
from zaizao_city.casework.services.seating import find_seats
from zaizao_city.catalogue.selectors.definitions import choose_version, get_definition
from zaizao_city.foundation.numbering.taking import take_numbers
from zaizao_city.foundation.record.values import Append, NewEvent
from zaizao_city.foundation.record.writing_many import append_many
from zaizao_city.identity.actor import Actor
from zaizao_city.identity.models import Person
from zaizao_city.identity.selectors.permissions import require_somewhere

AT_ONCE = 300
"""Cases in one transaction."""


@frozen(eq=False)
class PastStep:
    """One command of a case's past: when, by whom (a person's key; None: the clock or the system), for which organ."""

    at: datetime
    command: asked.Command
    actor: str = "system"
    """The account that gave it, for the record."""


@frozen(eq=False)
class PastCase:
    """A case's past: how it was opened, and every command since. Commands carry ``by`` and ``acting_for`` themselves."""

    opening: Opening
    opened_at: datetime
    steps: Sequence[PastStep] = ()
    by: str | None = None
    actor: str = "system"


@define
class _Played:
    past: PastCase
    case: Case
    definition: ProcessDefinition
    seats: Seats
    state: State
    rounds: list[tuple[datetime, str, tuple[Event, ...]]] = field(factory=list)
    length: int = 0


def load_history(past: Iterable[PastCase], *, actor: Actor) -> int:
    """Load cases of the past, as many as are given, some hundred in a transaction; how many.

    Raises:
        NotPermittedError: only who may import cases. NoVersionInForceError, NoSeatError; a refusal of the engine, for a
        case that cannot have run so: nothing of its batch is loaded then.
    """
    if not actor.is_system:
        require_somewhere(actor, "casework.import_cases")
    calendar, known = get_calendar(), _Known()
    count = 0
    cases = iter(past)
    while some := list(islice(cases, AT_ONCE)):
        with transaction.atomic():
            applicants = Person.objects.in_bulk({one.opening.applicant_id for one in some} - {None})
            played = [_play(one, reference, known, calendar) for one, reference in _number(some, known)]
            for one in played:
                one.case.applicant = applicants.get(one.case.applicant_id)
            _store(played)
        count += len(some)
    return count


@define
class _Known:
    """Versions and seats, looked up once for each process, day and territory."""

    versions: dict[tuple[str, object, int], str] = field(factory=dict)
    seats: dict[tuple[str, int], Seats] = field(factory=dict)

    def find_definition(self, past: PastCase) -> ProcessDefinition:
        if past.opening.digest is not None:
            return get_definition(past.opening.digest)
        place = (past.opening.process, past.opened_at.date(), past.opening.territory.pk)
        if place not in self.versions:
            version = choose_version(place[0], on=past.opened_at.date(), district=past.opening.territory)
            self.versions[place] = version.digest
        return get_definition(self.versions[place])

    def find_seats(self, past: PastCase, definition: ProcessDefinition) -> Seats:
        if past.opening.seats:
            return find_seats(past.opening.territory, definition, own=past.opening.seats)
        place = (definition.digest, past.opening.territory.pk)
        if place not in self.seats:
            self.seats[place] = find_seats(past.opening.territory, definition)
        return self.seats[place]


def _number(some: Sequence[PastCase], known: _Known) -> Iterator[tuple[PastCase, str]]:
    """Each case with its number, taken for the whole batch by series and year."""
    series = [(find_kind(known.find_definition(one)).series, one.opened_at.year) for one in some]
    taken = {key: iter(take_numbers(key[0], year=key[1], count=series.count(key))) for key in sorted(set(series))}
    for one, key in zip(some, series, strict=True):
        yield one, next(taken[key])


def _play(past: PastCase, reference: str, known: _Known, calendar: WorkCalendar) -> _Played:
    """Run one case in memory."""
    definition = known.find_definition(past)
    seats = known.find_seats(past, definition)
    opening = past.opening
    command = asked.Open(reference, opening.facts, opening.items, opening.materials, by=past.by)
    step = open_in_engine(definition, command, Context(now=to_moment(past.opened_at), calendar=calendar))
    case = make_case(opening, definition, seats, reference=reference, now=past.opened_at)
    played = _Played(past, case, definition, seats, step.state, [(past.opened_at, past.actor, step.events)])
    for one in past.steps:
        moment = max(to_moment(one.at), played.state.last)
        step = fire(definition, played.state, one.command, Context(now=moment, calendar=calendar))
        played.state = step.state
        if step.events:
            played.rounds.append((one.at, one.actor, step.events))
    return played


def _store(played: Sequence[_Played]) -> None:
    Case.objects.bulk_create([one.case for one in played])
    results = _make_results(played)
    for round_ in range(max(len(one.rounds) for one in played)):
        there = [one for one in played if round_ < len(one.rounds)]
        lengths = append_many([_make_append(one, round_, results) for one in there])
        for one, length in zip(there, lengths, strict=True):
            one.length = length
    texts = [state_to_json(one.state) for one in played]
    CaseState.objects.bulk_create(
        [
            CaseState(case=one.case, state=text, seats=one.seats, length=one.length)
            for one, text in zip(played, texts, strict=True)
        ]
    )
    rows, people = Rows(), find_people({event.by for one in played for _, _, some in one.rounds for event in some})
    for one, text in zip(played, texts, strict=True):
        events = [event for _, _, some in one.rounds for event in some]
        matter = Matter(one.case, one.state, one.definition, one.seats)
        stepped = Stepped(None, one.state, events, text, one.length)
        gather_step(rows, matter, stepped, now=one.past.opened_at, people=people)
    rows.states.clear()
    rows.write()


def _make_append(one: _Played, round_: int, results: Mapping[int, list[tuple[int, NewEvent]]]) -> Append:
    at, actor, events = one.rounds[round_]
    subject = None if one.case.applicant is None else str(one.case.applicant.key)
    entries = to_entries(events, subject=subject)
    if round_ == 0:
        entries.insert(0, NewEvent(CASE_TAKEN_IN, write_taken_in(one.case, one.seats)))
    entries += [entry for number, entry in results.get(one.case.pk, ()) if number == round_]
    return Append(stream_of(one.case.reference), entries, at, actor, None if round_ else 0)


def _make_results(played: Sequence[_Played]) -> dict[int, list[tuple[int, NewEvent]]]:
    """The results that the past issued, and the entries for each case's record with the step they belong to."""
    granted = [
        (one, round_, event, material)
        for one in played
        for round_, (_, _, events) in enumerate(one.rounds)
        for event in events
        if isinstance(event, happened.ItemDecided) and event.outcome == "granted"
        for material in one.definition.activities[event.activity].gives
    ]
    years = [event.at.year for _, _, event, _ in granted]
    numbers = {year: iter(take_numbers(SERIES, year=year, count=years.count(year))) for year in sorted(set(years))}
    found: dict[int, list[tuple[int, NewEvent]]] = {}
    rows = []
    for one, round_, event, material in granted:
        number, name = next(numbers[event.at.year]), one.definition.materials[material].name.zh
        rows.append(_make_result(one, event, material, number=number, name=name))
        body = {"number": number, "name": name, "material": material, "item": event.item, "by": event.by or ""}
        found.setdefault(one.case.pk, []).append((round_, NewEvent(RESULT_ISSUED, body)))
    IssuedResult.objects.bulk_create(rows)
    return found


def _make_result(one: _Played, event: happened.ItemDecided, material: str, *, number: str, name: str) -> IssuedResult:
    organ = one.definition.items[event.item].organ
    return IssuedResult(
        number=number, case=one.case, item=event.item, activity=event.activity, material=material, name=name,
        person_id=one.case.applicant_id, enterprise_id=one.case.enterprise_id,
        organisation_id=one.seats[organ][0] if organ in one.seats else None, issued_at=to_official(event.at),
        status=ResultStatus.VALID,
    )  # fmt: skip
