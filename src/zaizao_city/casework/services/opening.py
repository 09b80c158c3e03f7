"""Opening a case: the version that serves today, the organs that are seated here, a number, the first events."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from attrs import field, frozen
from django.db import transaction

from zaizao.definition import ProcessDefinition
from zaizao.errors import Refusal as EngineRefusal
from zaizao.net import Context
from zaizao.net import commands as asked
from zaizao.net import open_case as open_in_engine
from zaizao.net.saving import state_to_json
from zaizao.net.telling import tell_refusal
from zaizao_city.casework.conf import get_calendar
from zaizao_city.casework.enums import Channel
from zaizao_city.casework.errors import CommandRefusedError
from zaizao_city.casework.events import CASE_TAKEN_IN
from zaizao_city.casework.kinds import find_kind
from zaizao_city.casework.mapping.records import stream_of
from zaizao_city.casework.mapping.times import to_moment
from zaizao_city.casework.models import Case, CaseState
from zaizao_city.casework.selectors.authority import Matter, Seats, list_desks
from zaizao_city.casework.selectors.states import keep_state
from zaizao_city.casework.services.commands import Done, list_entries
from zaizao_city.casework.services.effects import follow_up
from zaizao_city.casework.services.elsewhere import may_take_in
from zaizao_city.casework.services.projecting import Rows, Stepped, find_people_of, gather_step
from zaizao_city.casework.services.seating import find_seats
from zaizao_city.catalogue.selectors.definitions import choose_version, get_definition
from zaizao_city.foundation.numbering.taking import take_number
from zaizao_city.foundation.record.idempotency import Answered, once
from zaizao_city.foundation.record.values import NewEvent
from zaizao_city.foundation.record.writing import append
from zaizao_city.identity.actor import Actor
from zaizao_city.identity.errors import NotPermittedError
from zaizao_city.identity.models import Organisation
from zaizao_city.identity.selectors.permissions import get_reach
from zaizao_city.places.models import Counter


@frozen(eq=False)
class Opening:
    """What is asked when a case is opened. ``items``: those applied for; None for all of the definition's.

    ``digest`` names a version where it is not the one that serves today. ``owner_id``: the helper who owns the case.
    """

    process: str
    territory: Organisation
    facts: Mapping[str, object] = field(factory=dict)
    items: tuple[str, ...] | None = None
    materials: tuple[str, ...] = ()
    applicant_id: int | None = None
    enterprise_id: int | None = None
    channel: Channel = Channel.PORTAL
    owner_id: int | None = None
    parent_id: int | None = None
    child_name: str = ""
    digest: str | None = None
    seats: Mapping[str, int] = field(factory=dict)
    """Organs that are somebody else here than the territory says: organisations by organ."""
    counter: Counter | None = None
    """The counter at which it comes in, with its organisation; it may be another district's than the territory."""


@transaction.atomic
def open_case(opening: Opening, *, actor: Actor, key: str | None, now: datetime) -> Done:
    """Open a case; the same request sent again opens none and answers as the first did.

    Raises:
        NotPermittedError, NoVersionInForceError, NoSeatError: as they say.
        CommandRefusedError: the engine refuses: unknown items, materials or facts.
    """
    given = None
    if key is not None:
        given = once(key, actor=actor.account_key, request=_write_request(opening))
        if isinstance(given, Answered):
            return Done(**given.answer, repeated=True)
    digest = opening.digest or choose_version(opening.process, on=now.date(), district=opening.territory).digest
    definition = get_definition(digest)
    seats = find_seats(opening.territory, definition, own=opening.seats)
    _check_actor(opening, definition, seats, actor)
    done = _store_case(opening, definition, seats, actor=actor, now=now)
    if given is not None:
        given.keep(done.to_answer(), at=now)
    return done


def _write_request(opening: Opening) -> str:
    facts = sorted((name, repr(value)) for name, value in opening.facts.items())
    asked_for = (opening.process, opening.territory.code, facts, opening.items, opening.materials)
    return repr(
        (
            *asked_for,
            opening.applicant_id,
            opening.enterprise_id,
            opening.parent_id,
            opening.child_name,
            opening.counter and opening.counter.pk,
        )
    )


def _check_actor(opening: Opening, definition: ProcessDefinition, seats: Seats, actor: Actor) -> None:
    permission = find_kind(definition).may_open
    reach = get_reach(actor, permission)
    own = opening.applicant_id is not None and opening.applicant_id == actor.person_id
    if opening.enterprise_id is not None:
        own = any(held.enterprise_id == opening.enterprise_id for held in actor.enterprises)
    paths = [seats[organ][1] for organ in list_desks(definition) if organ in seats]
    may = may_take_in(actor, opening.counter, opening.territory, permission=permission)
    if not (may or reach.covers(opening.territory.path, own=own) or any(reach.covers(path) for path in paths)):
        raise NotPermittedError(permission=permission)


def _store_case(opening: Opening, definition: ProcessDefinition, seats: Seats, *, actor: Actor, now: datetime) -> Done:
    kind = find_kind(definition)
    reference = take_number(kind.series, year=now.year)
    by = None if actor.is_system else str(actor.person_key)
    command = asked.Open(reference, opening.facts, opening.items, opening.materials, by=by)
    try:
        step = open_in_engine(definition, command, Context(now=to_moment(now), calendar=get_calendar()))
    except EngineRefusal as refusal:
        told = {language: tell_refusal(refusal, definition, language=language) for language in ("zh", "en")}
        raise CommandRefusedError(code=refusal.code, case=reference, **told) from refusal
    case = make_case(opening, definition, seats, reference=reference, now=now)
    case.save(force_insert=True)
    matter = Matter(case, step.state, definition, seats)
    [(told, beside)] = list_entries([(matter, step)], actor=actor, now=now)
    entries = [NewEvent(CASE_TAKEN_IN, write_taken_in(case, seats)), *told]
    length = append(stream_of(reference), entries, at=now, actor=actor.account_key, expected=0)
    text = state_to_json(step.state)
    CaseState.objects.create(case=case, state=text, seats=seats, length=length)
    keep_state(case.pk, text, step.state)
    rows = Rows()
    stepped = Stepped(None, step.state, step.events, text, length)
    gather_step(rows, matter, stepped, now=now, people=find_people_of(stepped, actor))
    rows.write(*beside)
    follow_up(matter, step, actor=actor, now=now)
    return Done(case.pk, reference, length)


def make_case(opening: Opening, definition: ProcessDefinition, seats: Seats, *, reference: str, now: datetime) -> Case:
    """The row of a case that is about to begin, not written yet."""
    kind = find_kind(definition)
    return Case(
        reference=reference,
        kind=kind.code,
        process=definition.process,
        digest=definition.digest,
        title=kind.make_title(definition, opening.facts),
        category=kind.make_category(definition, opening.facts),
        channel=opening.channel,
        applicant_id=opening.applicant_id,
        enterprise_id=opening.enterprise_id,
        territory=opening.territory,
        organisation_id=seats[definition.competent][0],
        counter=opening.counter,
        owner_id=opening.owner_id,
        parent_id=opening.parent_id,
        child_name=opening.child_name,
        opened_at=now,
    )


def write_taken_in(case: Case, seats: Seats) -> dict[str, object]:
    """What the record keeps of a case beside the engine's events, so that its rows can be made again from it.

    People and enterprises stand there by their keys, which are no personal data; nothing else about them does.
    """
    return {
        "kind": case.kind,
        "channel": case.channel,
        "applicant": None if case.applicant is None else str(case.applicant.key),
        "enterprise": None if case.enterprise is None else str(case.enterprise.key),
        "territory": case.territory.code,
        "counter": None if case.counter is None else case.counter.organisation.code,
        "counter_name": None if case.counter is None else case.counter.organisation.name,
        "seats": {organ: [pk, path] for organ, (pk, path) in sorted(seats.items())},
        "parent": None if case.parent is None else case.parent.reference,
        "child_name": case.child_name,
    }
