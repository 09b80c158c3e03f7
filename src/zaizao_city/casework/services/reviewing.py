"""“办不成事”: a review by somebody else (JN15), opened by every refusal in its transaction, or by an applicant who is stuck."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from zaizao.net import commands as asked
from zaizao.net import events as happened
from zaizao_city.casework.enums import Channel
from zaizao_city.casework.errors import (
    NotStuckError,
    OwnHandlingError,
    OwnRefusalError,
    ReasonMissingError,
    ReviewOpenError,
)
from zaizao_city.casework.events import REVIEW_ASKED, REVIEW_OPENED
from zaizao_city.casework.mapping.records import stream_of
from zaizao_city.casework.models import Case, WorkItem
from zaizao_city.casework.selectors.authority import Matter, is_own
from zaizao_city.casework.selectors.own_definitions import WINDOW
from zaizao_city.casework.selectors.stuck import find_grounds, find_open_review
from zaizao_city.casework.services.commands import Done, note_entries
from zaizao_city.casework.services.effects import Steps, looks_at_steps
from zaizao_city.casework.services.guards import guards
from zaizao_city.casework.services.holding import hold_case
from zaizao_city.casework.services.opening import Opening, open_case
from zaizao_city.casework.services.own_processes import REVIEW, ensure_process
from zaizao_city.casework.services.seating import find_seat
from zaizao_city.foundation.record.idempotency import Answered, once
from zaizao_city.foundation.record.reading import read_stream
from zaizao_city.foundation.record.values import NewEvent
from zaizao_city.identity.actor import SYSTEM, Actor
from zaizao_city.identity.selectors.permissions import require

LONGEST = 1000
"""Signs of what an applicant says."""


@looks_at_steps
def open_reviews(steps: Steps, actor: Actor, now: datetime) -> list[list[NewEvent]]:
    """A review for every item refused; where no such window is seated, the organ that answers for all has it."""
    return [_open_for_step(matter, step.events, now) for matter, step in steps]


def _open_for_step(matter: Matter, events: Sequence[happened.Event], now: datetime) -> list[NewEvent]:
    refused = [event for event in events if isinstance(event, happened.ItemDecided) and event.outcome == "refused"]
    said = {event.activity: event.said for event in events if isinstance(event, happened.ActivityDone)}
    return [_open_review(matter, event, said.get(event.activity, {}), now) for event in refused]


def _open_review(matter: Matter, event: happened.ItemDecided, said: object, now: datetime) -> NewEvent:
    ensure_process(REVIEW, now=now)
    words = dict(said) if hasattr(said, "keys") else {}  # type: ignore[call-overload]
    case = matter.case
    facts = {
        "reference": case.reference,
        "item": event.item,
        "refused_by": event.by or "",
        **{name: str(words.get(name, "")) for name in ("reasons", "remedy", "way_forward")},
    }
    done = _open(matter, facts, channel=Channel.SYSTEM, now=now)
    return NewEvent(REVIEW_OPENED, {"review": done.reference, "item": event.item})


def _open(matter: Matter, facts: Mapping[str, object], *, channel: Channel, now: datetime) -> Done:
    case = matter.case
    seated = find_seat(case.territory, WINDOW)
    opening = Opening(
        process=REVIEW,
        territory=case.territory,
        facts=facts,
        applicant_id=case.applicant_id,
        enterprise_id=case.enterprise_id,
        channel=channel,
        seats={WINDOW: seated or matter.seats[matter.definition.competent][0]},
    )
    return open_case(opening, actor=SYSTEM, key=None, now=now)


@transaction.atomic
def ask_for_review(case_id: int, *, complaint: str, actor: Actor, key: str, now: datetime) -> str:
    """The applicant has a case that is stuck looked at by somebody who had no part in it; the number of the review.

    Raises:
        NoSuchCaseError: there is none. NotPermittedError: it is not the actor's own.
        ReasonMissingError: nothing is said. NotStuckError: it goes on in its time.
        ReviewOpenError: somebody is looking at it already.
    """
    given = once(key, actor=actor.account_key, request=f"review {case_id} {complaint}")
    if isinstance(given, Answered):
        return str(given.answer)
    _row, matter = hold_case(case_id)
    case = matter.case
    require(actor, "casework.ask_for_review", own=is_own(actor, "casework.ask_for_review", case))
    if not complaint.strip():
        raise ReasonMissingError(what=_("办不成的情况"))
    grounds = find_grounds(matter, now=now)
    if not grounds:
        raise NotStuckError(case=case.reference)
    if (review := find_open_review(case)) is not None:
        raise ReviewOpenError(case=case.reference, review=review.reference)
    ensure_process(REVIEW, now=now)
    facts = {
        "reference": case.reference, "complaint": complaint.strip()[:LONGEST], "grounds": grounds,
        "handled_by": list_handlers(case, but=actor),
    }  # fmt: skip
    done = _open(matter, facts, channel=Channel.PORTAL, now=now)
    body = {"by": str(actor.person_key), "review": done.reference, "grounds": grounds}
    note_entries(case_id, [NewEvent(REVIEW_ASKED, body)], actor=actor, now=now)
    given.keep(done.reference, at=now)
    return done.reference


def list_handlers(case: Case, *, but: Actor) -> tuple[str, ...]:
    """Whoever did something in a case or has work in it now, by their keys; not its own people."""
    entries = read_stream(stream_of(case.reference))
    acted = {str((entry.body or {}).get("by") or "") for entry in entries}
    has_work = WorkItem.objects.filter(case=case, assignee__isnull=False).values_list("assignee__key", flat=True)
    own = {"", str(but.person_key), *(str(one.key) for one in (case.applicant, case.owner) if one is not None)}
    return tuple(sorted({*acted, *map(str, has_work)} - own))


@guards(asked.Complete)
def check_reviewer(matter: Matter, command: asked.Complete, actor: Actor, now: datetime) -> None:
    """Whoever refused does not review the refusal; nor does whoever handled what an applicant complains of."""
    if matter.definition.process != REVIEW:
        return
    facts, person = matter.state.facts, str(actor.person_key)
    if facts.get("refused_by") == person:
        raise OwnRefusalError
    if person in (facts.get("handled_by") or ()):  # type: ignore[operator]
        raise OwnHandlingError
