"""Numbers of a counter: drawn, called, ended. Each act answers one form once, and holds the counter while it acts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from zaizao_city.foundation.record.idempotency import Answered, once
from zaizao_city.identity.actor import Actor
from zaizao_city.identity.selectors.permissions import get_reach, require
from zaizao_city.places.errors import (
    AlreadyWaitingError,
    CounterClosedError,
    CounterUnknownError,
    NobodyWaitsError,
    StillServingError,
    TicketGoneError,
    TicketUnknownError,
)
from zaizao_city.places.models import Counter, Ticket
from zaizao_city.places.models.ticket import IN_HAND, WAITING
from zaizao_city.places.selectors.opening import find_next_opening, is_open

WORDS = 80


@transaction.atomic
def take_ticket(
    counter_id: int, *, actor: Actor, key: str, now: datetime, what_for: str = "", for_visitor: bool = False
) -> Ticket:
    """Draw the next number of the day; the same form sent again draws none and answers as the first did.

    ``for_visitor``: a clerk of the counter draws it for somebody who stands there, so that it is nobody's.

    Raises:
        CounterUnknownError, NotPermittedError: as they say.
        CounterClosedError: it is not open now; says when it opens next.
        AlreadyWaitingError: the person waits there today already.
    """
    given = once(key, actor=actor.account_key, request=f"take {counter_id} {what_for} {for_visitor}")
    if isinstance(given, Answered):
        return Ticket.objects.get(pk=given.answer)
    counter = _hold(counter_id)
    require(actor, "places.take_ticket", counter.organisation if for_visitor else None, own=not for_visitor)
    if not is_open(counter, now=now):
        raise CounterClosedError(counter=counter.organisation.name, opens=find_next_opening(counter, now=now))
    today = Ticket.objects.filter(counter=counter, day=now.date())
    person_id = None if for_visitor else actor.person_id
    if person_id is not None and (waiting := today.filter(WAITING, person_id=person_id).first()):
        raise AlreadyWaitingError(counter=counter.organisation.name, number=waiting.number)
    last = today.aggregate(last=Max("number"))["last"] or 0
    ticket = Ticket.objects.create(
        counter=counter, day=now.date(), number=last + 1, person_id=person_id, what_for=what_for[:WORDS], taken_at=now
    )
    given.keep(ticket.pk, at=now)
    return ticket


@transaction.atomic
def call_next(counter_id: int, *, actor: Actor, key: str, now: datetime) -> Ticket:
    """Call whoever waits longest; no number is called twice, however many clerks call at once.

    Raises:
        CounterUnknownError, NotPermittedError: as they say.
        StillServingError: the clerk has not ended the one called before.
        NobodyWaitsError: there is nobody to call.
    """
    given = once(key, actor=actor.account_key, request=f"call {counter_id}")
    if isinstance(given, Answered):
        return Ticket.objects.get(pk=given.answer)
    counter = _hold(counter_id)
    require(actor, "places.serve_ticket", counter.organisation)
    today = Ticket.objects.filter(counter=counter, day=now.date())
    if (before := today.filter(IN_HAND, called_by_id=actor.person_id).first()) is not None:
        raise StillServingError(number=before.number)
    ticket = today.filter(WAITING).order_by("number").first()
    if ticket is None or not today.filter(WAITING, pk=ticket.pk).update(called_at=now, called_by_id=actor.person_id):
        raise NobodyWaitsError
    ticket.called_at, ticket.called_by_id = now, actor.person_id
    given.keep(ticket.pk, at=now)
    return ticket


@transaction.atomic
def finish_ticket(ticket_id: int, *, actor: Actor, key: str, now: datetime) -> None:
    """What the person called came for is done.

    Raises:
        TicketUnknownError, TicketGoneError: as they say.
    """
    _end_call(ticket_id, "served_at", actor=actor, key=key, now=now)


@transaction.atomic
def mark_no_show(ticket_id: int, *, actor: Actor, key: str, now: datetime) -> None:
    """Nobody came to the call.

    Raises:
        TicketUnknownError, TicketGoneError: as they say.
    """
    _end_call(ticket_id, "given_up_at", actor=actor, key=key, now=now)


def _end_call(ticket_id: int, column: str, *, actor: Actor, key: str, now: datetime) -> None:
    reach = get_reach(actor, "places.serve_ticket")
    rows = Ticket.objects.filter(IN_HAND)
    _end(ticket_id, column, rows.filter(pk=ticket_id).update, lambda one: reach.covers(one.counter.organisation.path),
         actor=actor, key=key, now=now)  # fmt: skip


@transaction.atomic
def give_up_ticket(ticket_id: int, *, actor: Actor, key: str, now: datetime) -> None:
    """Whoever drew the number does not wait any longer.

    Raises:
        TicketUnknownError, TicketGoneError: as they say.
    """
    reach = get_reach(actor, "places.give_up_ticket")
    rows = Ticket.objects.filter(WAITING, pk=ticket_id)
    _end(ticket_id, "given_up_at", rows.update, lambda one: reach.covers(None, own=_is_own(one, actor)),
         actor=actor, key=key, now=now)  # fmt: skip


def _is_own(ticket: Ticket, actor: Actor) -> bool:
    return ticket.person_id is not None and ticket.person_id == actor.person_id


def _end(
    ticket_id: int, column: str, update: Callable[..., int], may: Callable[[Ticket], bool], *, actor: Actor, key: str,
    now: datetime,
) -> None:  # fmt: skip
    """One conditional update: of two who end the same number, the second finds it gone."""
    given = once(key, actor=actor.account_key, request=f"{column} {ticket_id}")
    if isinstance(given, Answered):
        return
    ticket = Ticket.objects.select_related("counter__organisation").filter(pk=ticket_id).first()
    if ticket is None or not may(ticket):
        raise TicketUnknownError
    if not update(**{column: now}):
        raise TicketGoneError(number=ticket.number)
    given.keep(ticket_id, at=now)


def _hold(counter_id: int) -> Counter:
    """The counter, locked until the transaction ends where the database locks rows; SQLite has one writer at a time."""
    rows = Counter.objects.select_for_update(of=("self",)).select_related("organisation")
    counter = rows.filter(pk=counter_id).first()
    if counter is None:
        raise CounterUnknownError(counter=counter_id)
    return counter
