"""“办不成事”: every refusal opens a review by somebody else, in the transaction of the refusal (JN15)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from zaizao.net import commands as asked
from zaizao.net import events as happened
from zaizao_city.casework.enums import Channel
from zaizao_city.casework.errors import OwnRefusalError
from zaizao_city.casework.events import REVIEW_OPENED
from zaizao_city.casework.models import Seat
from zaizao_city.casework.selectors.authority import Matter
from zaizao_city.casework.services.effects import Steps, looks_at_steps
from zaizao_city.casework.services.guards import guards
from zaizao_city.casework.services.opening import Opening, open_case
from zaizao_city.casework.services.own_processes import REVIEW, ensure_process
from zaizao_city.foundation.record.values import NewEvent
from zaizao_city.identity.actor import SYSTEM, Actor

WINDOW = "review-window"


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
    seated = (
        Seat.objects.filter(organ=WINDOW, territory=case.territory).values_list("organisation_id", flat=True).first()
    )
    opening = Opening(
        process=REVIEW,
        territory=case.territory,
        facts={
            "reference": case.reference,
            "item": event.item,
            "refused_by": event.by or "",
            **{name: str(words.get(name, "")) for name in ("reasons", "remedy", "way_forward")},
        },
        applicant_id=case.applicant_id,
        enterprise_id=case.enterprise_id,
        channel=Channel.SYSTEM,
        seats={WINDOW: seated or matter.seats[matter.definition.competent][0]},
    )
    done = open_case(opening, actor=SYSTEM, key=None, now=now)
    return NewEvent(REVIEW_OPENED, {"review": done.reference, "item": event.item})


@guards(asked.Complete)
def check_reviewer(matter: Matter, command: asked.Complete, actor: Actor, now: datetime) -> None:
    """Whoever refused does not review the refusal."""
    if matter.definition.process == REVIEW and matter.state.facts.get("refused_by") == str(actor.person_key):
        raise OwnRefusalError
