"""Numbers of days gone by, brought in at once: from the machine that gave them before, or for a made-up city."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from attrs import frozen
from django.db import transaction
from django.db.models import Max

from zaizao_city.identity.actor import Actor
from zaizao_city.identity.selectors.permissions import require
from zaizao_city.places.models import Counter, Ticket


@frozen
class PastTicket:
    """A number as it went: drawn, called, and then served, or nobody came (neither: it is still waiting or at the desk)."""

    taken_at: datetime
    called_at: datetime | None = None
    served_at: datetime | None = None
    given_up_at: datetime | None = None


@transaction.atomic
def load_tickets(counter: Counter, past: Iterable[PastTicket], *, actor: Actor) -> int:
    """Bring in numbers, counted on day by day in the order in which they were drawn; how many.

    Raises:
        NotPermittedError: only a system administrator may.
    """
    require(actor, "places.load_tickets", counter.organisation)
    ordered = sorted(past, key=lambda one: one.taken_at)
    days = {one.taken_at.date() for one in ordered}
    held = Ticket.objects.filter(counter=counter, day__in=days).values_list("day").annotate(last=Max("number"))
    last = dict(held.order_by())
    rows = []
    for one in ordered:
        day = one.taken_at.date()
        last[day] = last.get(day, 0) + 1
        rows.append(
            Ticket(
                counter=counter, day=day, number=last[day], taken_at=one.taken_at, called_at=one.called_at,
                served_at=one.served_at, given_up_at=one.given_up_at,
            )
        )  # fmt: skip
    Ticket.objects.bulk_create(rows)
    return len(rows)
