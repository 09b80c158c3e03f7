"""Numbers that are drawn: one's own with how many are before it, and the queue of a counter for those who call."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from attrs import frozen
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from zaizao_city.identity.actor import Actor
from zaizao_city.places.models import Counter, Ticket
from zaizao_city.places.models.ticket import IN_HAND, WAITING
from zaizao_city.places.selectors.counters import estimate_minutes, measure_service

SHOWN = 100


@frozen
class OwnTicket:
    """A number of one's own: how many are before it, and in how many minutes it is its turn (None: not known)."""

    ticket: Ticket
    ahead: int
    minutes: int | None

    @property
    def is_called(self) -> bool:
        """Whether it has been called."""
        return self.ticket.called_at is not None


@frozen
class Queue:
    """A counter's day so far: who waits, whom the reader called and has not ended, whom others have at their desks."""

    waiting: Sequence[Ticket]
    count: int
    mine: Ticket | None
    others: Sequence[Ticket]
    served: int
    gone: int


def list_own_tickets(actor: Actor, *, now: datetime) -> list[OwnTicket]:
    """What the actor drew today and is not done with, in the order drawn; two queries at most, none for a visitor."""
    if not actor.is_signed_in:
        return []
    before = Ticket.objects.filter(
        WAITING, counter=OuterRef("counter"), day=OuterRef("day"), number__lt=OuterRef("number")
    )
    counted = before.order_by().values("counter").annotate(n=Count("pk")).values("n")
    rows = Ticket.objects.filter(WAITING | IN_HAND, person_id=actor.person_id, day=now.date())
    tickets = list(
        rows.annotate(ahead=Coalesce(Subquery(counted), 0)).select_related("counter__organisation").order_by("taken_at")
    )
    means = measure_service(now=now, counters=[one.counter_id for one in tickets]) if tickets else {}
    return [
        OwnTicket(one, one.ahead, estimate_minutes(one.ahead, means.get(one.counter_id), desks=one.counter.desks))
        for one in tickets
    ]


def get_queue(counter: Counter, *, actor: Actor, now: datetime) -> Queue:
    """The day of a counter so far; three queries."""
    today = Ticket.objects.filter(counter=counter, day=now.date()).select_related("person", "called_by")
    waiting = today.filter(WAITING).order_by("number")
    in_hand = list(today.filter(IN_HAND).order_by("called_at"))
    counts = today.aggregate(
        waiting=Count("pk", filter=WAITING),
        served=Count("pk", filter=Q(served_at__isnull=False)),
        gone=Count("pk", filter=Q(given_up_at__isnull=False)),
    )
    mine = next((one for one in in_hand if one.called_by_id == actor.person_id), None)
    return Queue(
        waiting=list(waiting[:SHOWN]),
        count=counts["waiting"],
        mine=mine,
        others=[one for one in in_hand if one is not mine],
        served=counts["served"],
        gone=counts["gone"],
    )
