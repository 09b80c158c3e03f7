"""The one port by which a case changes: one transaction for each command, from the question to the rows.

    once(key), hold the case → may they? → fire → append the events → state, rows → what follows

Nothing else fires the engine on a stored case. What a command means is asked in the services beside this one.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NotRequired, TypedDict

from attrs import frozen
from django.db import transaction

from zaizao.errors import Refusal as EngineRefusal
from zaizao.net import Context, Step, fire
from zaizao.net import commands as asked
from zaizao.net.refusals import CaseClosedError, NotTheHolderError, SupersededWorkError, UnknownWorkError
from zaizao.net.saving import state_to_json
from zaizao.net.telling import tell_event, tell_refusal
from zaizao_city.casework.conf import get_calendar
from zaizao_city.casework.errors import CommandRefusedError, SomebodyWasQuickerError
from zaizao_city.casework.mapping.commands import say_by, write_request
from zaizao_city.casework.mapping.records import stream_of, to_entries, to_events
from zaizao_city.casework.mapping.times import to_moment
from zaizao_city.casework.models import Case, CaseState
from zaizao_city.casework.selectors.authority import Matter, authorise
from zaizao_city.casework.selectors.states import keep_state
from zaizao_city.casework.services.effects import Steps, follow_afterwards, follow_up, look_at
from zaizao_city.casework.services.guards import check_guards
from zaizao_city.casework.services.holding import Held, hold_case, hold_to_append
from zaizao_city.casework.services.projecting import Rows, Stepped, find_people_of, gather_step
from zaizao_city.foundation.direct import Statement
from zaizao_city.foundation.errors import Refusal
from zaizao_city.foundation.record.idempotency import Answered, New, ask_once, read_once
from zaizao_city.foundation.record.reading import read_stream
from zaizao_city.foundation.record.values import NewEvent
from zaizao_city.foundation.record.writing import Found, append, prepare_append
from zaizao_city.identity.actor import Actor
from zaizao_city.identity.models import Person


@frozen
class Done:
    """What a command came to: the case, and the length of its record after it."""

    case_id: int
    reference: str
    length: int
    repeated: bool = False
    """Whether the same request had been answered before, and nothing was done again."""
    is_child_ended: bool = False
    """Whether it is a child case that has ended and is to be reported to its parent."""

    def to_answer(self) -> dict[str, object]:
        """What is kept for the same request sent again; `Done` is made of it then."""
        return {"case_id": self.case_id, "reference": self.reference, "length": self.length}


class Given(TypedDict):
    """What every command is given with: by whom, under which idempotency key, when, and what they had seen."""

    actor: Actor
    key: str
    now: datetime
    seen: NotRequired[int | None]


def carry_out(
    case_id: int, command: asked.Command, *, actor: Actor, key: str | None, now: datetime, seen: int | None = None
) -> Done:
    """Carry out a command on a case, for an actor, at a moment of official time.

    ``key`` is the idempotency key of the form; None for what the application does by itself. ``seen`` is the length of
    the record when the actor looked: where the work is gone since, the refusal says who was quicker.

    Raises:
        NoSuchCaseError, NotPermittedError: as they say.
        CommandRefusedError: the engine refuses, in its own words; nothing has happened, but words are kept.
        SomebodyWasQuickerError: the work has been done since.
        RequestChangedError: the key came before with another request.
    """
    done, refusal = _carry_out(case_id, command, actor=actor, key=key, now=now, seen=seen)
    if done.is_child_ended:
        follow_afterwards(case_id, now=now)
    if refusal is not None:
        raise refusal
    return done


@transaction.atomic
def _carry_out(
    case_id: int, command: asked.Command, *, actor: Actor, key: str | None, now: datetime, seen: int | None
) -> tuple[Done, Refusal | None]:
    given = None
    if key is None:
        held, end, _ = hold_to_append(case_id)
    else:
        asks = {"actor": actor.account_key, "request": f"{case_id} {write_request(command)}"}
        held, end, [answer] = hold_to_append(case_id, after=[ask_once(key, **asks)])
        given = read_once(answer, key, **asks)
        if isinstance(given, Answered):
            return Done(**given.answer, repeated=True), None
    row, matter = held
    organ = authorise(actor, command, matter)
    check_guards(matter, command, actor=actor, now=now)
    by = None if actor.is_system else str(actor.person_key)
    step = fire_on(matter, say_by(command, by=by, acting_for=organ), now=now, seen=seen, length=row.length)
    done = store_step(held, step, end=end, actor=actor, now=now, given=given)
    return done, tell_engine_refusal(step.refusal, matter) if step.refusal is not None else None


def fire_on(matter: Matter, command: asked.Command, *, now: datetime, seen: int | None, length: int) -> Step:
    """The engine's step; a clock that was turned back counts as standing still.

    Raises:
        CommandRefusedError, SomebodyWasQuickerError.
    """
    moment = max(to_moment(now), matter.state.last)
    try:
        return fire(matter.definition, matter.state, command, Context(now=moment, calendar=get_calendar()))
    except (UnknownWorkError, SupersededWorkError, CaseClosedError, NotTheHolderError) as refusal:
        if seen is not None and seen < length:
            raise _tell_who_was_quicker(matter, seen) from refusal
        raise tell_engine_refusal(refusal, matter) from refusal
    except EngineRefusal as refusal:
        raise tell_engine_refusal(refusal, matter) from refusal


def tell_engine_refusal(refusal: EngineRefusal, matter: Matter) -> CommandRefusedError:
    """The engine's refusal in the words of the definition, in both languages."""
    told = {language: tell_refusal(refusal, matter.definition, language=language) for language in ("zh", "en")}
    return CommandRefusedError(code=refusal.code, case=matter.case.reference, **told)


def _tell_who_was_quicker(matter: Matter, seen: int) -> SomebodyWasQuickerError:
    entries = read_stream(stream_of(matter.case.reference), after=seen)
    by_people = [event for event in to_events(entries) if event.by is not None]
    if not by_people:
        return SomebodyWasQuickerError(who="", what="")
    name = Person.objects.filter(key=by_people[0].by).values_list("name", flat=True).first() or ""
    return SomebodyWasQuickerError(who=name, what=tell_event(by_people[0], matter.definition).sentence)


def store_step(held: Held, step: Step, *, end: Found, actor: Actor, now: datetime, given: New | None = None) -> Done:
    """Append a step's events, bring state and rows after them, and see to what follows; a step of nothing costs nothing.

    ``end`` is that of the case's record, read when the case was held; ``given`` is the request that is answered. Events,
    rows and answer travel to the database together.
    """
    row, matter = held
    reference = matter.case.reference
    if not step.events:
        done = Done(matter.case.pk, reference, row.length)
        if given is not None:
            given.keep(done.to_answer(), at=now)
        return done
    # Numbers are taken here: where they are not taken ahead, others wait from now on.
    [(entries, beside)] = list_entries([(matter, step)], actor=actor, now=now)
    account = actor.account_key
    appended = prepare_append(stream_of(reference), entries, at=now, actor=account, expected=row.length, found=end)
    rows = Rows()
    after = gather_after(rows, matter, step, length=appended.length, actor=actor, now=now)
    ended = step.state.status == "closed" and matter.case.parent_id is not None
    done = Done(matter.case.pk, reference, appended.length, is_child_ended=ended)
    kept = [] if given is None else [given.phrase_kept(done.to_answer(), at=now)]
    appended.write(*rows.list_statements(), *beside, *kept)
    rows.write_notices()
    follow_up(after, step, actor=actor, now=now)
    return done


def list_entries(steps: Steps, *, actor: Actor, now: datetime) -> list[tuple[list[NewEvent], list[Statement]]]:
    """What each step puts into the record, the engine's events and the application's own; and what is written beside."""
    looked = look_at(steps, actor=actor, now=now)
    told = []
    for (matter, step), own in zip(steps, looked, strict=True):
        entries = to_entries(step.events, subject=tell_subject(matter.case))
        entries += [one for one in own if isinstance(one, NewEvent)]
        told.append((entries, [one for one in own if not isinstance(one, NewEvent)]))
    return told


def tell_subject(case: Case) -> str | None:
    """Under whose key the record keeps what it says of a person."""
    return None if case.applicant is None else str(case.applicant.key)


def gather_after(rows: Rows, matter: Matter, step: Step, *, length: int, actor: Actor, now: datetime) -> Matter:
    """Gather the rows of a step; the matter as it is after it."""
    text = state_to_json(step.state)
    keep_state(matter.case.pk, text, step.state)
    stepped = Stepped(matter.state, step.state, step.events, text, length)
    gather_step(rows, matter, stepped, now=now, people=find_people_of(stepped, actor))
    matter.case.length, matter.case.status = length, step.state.status
    return Matter(matter.case, step.state, matter.definition, matter.seats)


@transaction.atomic
def note_entries(case_id: int, entries: Sequence[NewEvent], *, actor: Actor, now: datetime) -> int:
    """Put entries of the application's own into a case's record; the record's new length. Who may is asked before."""
    row, matter = hold_case(case_id)
    stream = stream_of(matter.case.reference)
    length = append(stream, entries, at=now, actor=actor.account_key, expected=row.length)
    CaseState.objects.filter(pk=case_id).update(length=length)
    Case.objects.filter(pk=case_id).update(length=length)
    return length
