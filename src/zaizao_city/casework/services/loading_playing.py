"""Playing a case's past: the engine at every step. What is written of it is phrased by `loading_phrasing`.

Nothing here asks the database: what a case needs to be known of was looked up by `loading_lookup`. So it can be done in
several processes at once (`loading_workers`).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from attrs import define, field
from msgspec import Raw

from zaizao.definition import ProcessDefinition
from zaizao.net import CaseState as State
from zaizao.net import Context, fire, next_due
from zaizao.net import commands as asked
from zaizao.net import events as happened
from zaizao.net import open_case as open_in_engine
from zaizao.net.events import Event
from zaizao.net.scripts.forms import fit_facts
from zaizao.worktime import WorkCalendar
from zaizao_city.casework.kinds import Kind, find_kind
from zaizao_city.casework.mapping.times import to_moment, to_official
from zaizao_city.casework.selectors.authority import Seats
from zaizao_city.casework.services.loading_quick import decode_line, make_command, read_official
from zaizao_city.foundation.record.values import SYSTEM
from zaizao_city.foundation.record.writing_new import Subject, write_body

Accounts = Mapping[str, tuple[str, str]]
"""The keys of the person and of the account, by what lines call them."""


@define(eq=False)
class Known:
    """What many cases share: a definition, and who its organs are in a territory."""

    number: int
    definition: ProcessDefinition
    seats: Seats
    territory_id: int
    territory: str
    """Its code."""

    @cached_property
    def kind(self) -> Kind:
        """The kind of the cases."""
        return find_kind(self.definition)

    @cached_property
    def seats_text(self) -> str:
        """The seats as the row of a state holds them."""
        return json.dumps(self.seats)

    @cached_property
    def seats_told(self) -> Raw:
        """The seats as the record tells them."""
        return Raw(write_body({organ: list(seat) for organ, seat in sorted(self.seats.items())}))


class Party(NamedTuple):
    """A person or an enterprise: the row and the key."""

    id: int
    key: str


class Intake(NamedTuple):
    """How a case came in, as far as it had to be looked up."""

    channel: str
    applicant: Party | None
    enterprise: Party | None
    subject: Subject | None
    """The applicant's key in the record."""
    counter: tuple[int, str, str] | None = None
    """The row of the counter, its organisation's code and name."""
    owner_id: int | None = None
    parent_id: int | None = None
    parent: str | None = None
    """The case above it, by its reference."""
    child_name: str = ""


class Assigned(NamedTuple):
    """A case of the past with everything that had to be looked up for it."""

    reference: str
    known: int
    """The number of its `Known`."""
    opened_at: datetime
    by: str | None
    actor: str
    facts: Mapping[str, object]
    items: tuple[str, ...] | None
    materials: tuple[str, ...]
    steps: Sequence[tuple[datetime, asked.Command, str]]
    intake: Intake


class AssignedLine(NamedTuple):
    """A line that was found faultless, with everything that had to be looked up for it."""

    text: str
    known: int
    reference: str
    applicant: Party | None
    enterprise: Party | None
    subject: Subject | None


def read_line(one: AssignedLine, known: Known, accounts: Accounts) -> Assigned:
    """What the line says; nothing in it is doubted any more."""
    line, definition = decode_line(one.text), known.definition
    by, actor = _find_actor(line.by, accounts)
    steps = []
    for step in line.steps:
        person, account = _find_actor(step.by, accounts)
        at = read_official(step.at)
        assert at is not None
        steps.append((at, make_command(step, by=person, definition=definition), account))
    opened_at = read_official(line.opened)
    assert opened_at is not None
    facts = fit_facts(definition, line.facts) if line.facts else {}
    intake = Intake(line.channel, one.applicant, one.enterprise, one.subject)
    return Assigned(one.reference, one.known, opened_at, by, actor, facts, line.items, line.materials, steps, intake)


def _find_actor(named: str | None, accounts: Accounts) -> tuple[str | None, str]:
    return (None, SYSTEM) if named is None else accounts[named]


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

    @cached_property
    def granted(self) -> list[tuple[int, happened.ItemDecided, str]]:
        """The results that it issued: the step, the decision, the material."""
        return list(self._list_granted())

    def _list_granted(self) -> Iterator[tuple[int, happened.ItemDecided, str]]:
        for number, step in enumerate(self.played):
            for event in step.events:
                if type(event) is happened.ItemDecided and event.outcome == "granted":
                    activity = self.known.definition.activities.get(event.activity)
                    for material in () if activity is None else activity.gives:
                        yield number, event, material

    def list_years(self) -> list[int]:
        """The year of each result, by which it gets its number."""
        return [self.played[number].at.year for number, _, _ in self.granted]


def play_case(one: Assigned, known: Known, calendar: WorkCalendar) -> PlayedCase:
    """Run one case through the engine; the clock rings at its own moments in between, as it would have here.

    Raises what the engine refuses.
    """
    definition, played = known.definition, PlayedCase(one, known)
    command = asked.Open(one.reference, one.facts, one.items, one.materials, by=one.by)
    step = open_in_engine(definition, command, Context(now=to_moment(one.opened_at), calendar=calendar))
    played.played.append(Played(one.opened_at, one.actor, step.events, None, step.state))
    for at, wanted, actor in one.steps:
        moment = to_moment(at)
        _let_clock_ring(played, moment, calendar)
        before = played.state
        moment = max(moment, before.last)
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
