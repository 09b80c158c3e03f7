"""The whole city in one go: catalogue, organisations, people, a year of cases; and how far a city is, by its own record."""

from __future__ import annotations

import enum
from collections.abc import Callable
from datetime import datetime, time

from django.db import transaction
from django.db.models import Max

from zaizao_city.catalogue.models import ServiceItem
from zaizao_city.demo.invented.geography import CITY
from zaizao_city.demo.planning import find_beginning
from zaizao_city.demo.services.filling import fill_year
from zaizao_city.demo.services.founding import found_city
from zaizao_city.demo.services.queueing import fill_counters, open_counters
from zaizao_city.demo.services.stocking import stock_catalogue
from zaizao_city.foundation.record.models import Event, Subscription
from zaizao_city.foundation.record.reading import read_stream
from zaizao_city.foundation.record.subscribing import list_subscribers
from zaizao_city.foundation.record.values import NewEvent, StreamRef
from zaizao_city.foundation.record.writing import append
from zaizao_city.identity.models import Organisation

STREAM = StreamRef("demo", CITY)
BEGUN, BUILT = "DemoCityBegun", "DemoCityBuilt"
CASES, CITIZENS, ITEMS = 2100, 160, 48
"""Of a whole city: cases, citizens, and how many of the unmapped items people come for."""


class Standing(enum.Enum):
    """How far the city in the database is."""

    EMPTY = "empty"
    BROKEN_OFF = "broken off"
    BUILT = "built"
    OTHERS = "somebody else's"


def find_standing() -> Standing:
    """Whether there is a demo city, half of one, nothing, or a city that is no demo."""
    names = {entry.name for entry in read_stream(STREAM)}
    if BUILT in names:
        return Standing.BUILT
    if BEGUN in names:
        return Standing.BROKEN_OFF
    return Standing.OTHERS if Organisation.objects.exists() else Standing.EMPTY


def build_city(
    *,
    now: datetime,
    cases: int = CASES,
    citizens: int = CITIZENS,
    items: int | None = None,
    tell: Callable[[str], None] = lambda text: None,
) -> int:
    """Build the city with a year of cases up to the beginning of today; the same day gives the same city. How many cases.

    The queues at the counters alone are those of the moment.

    ``items``: only the first so many of the catalogue's real items.
    """
    until = datetime.combine(now.date(), time())
    begins = datetime.combine(find_beginning(until), time(8))
    _note(BEGUN, {"until": until.isoformat()}, at=begins)
    with transaction.atomic():
        count = stock_catalogue(now=begins, items=items)
    tell("catalogue")
    cast = found_city(citizens=citizens, now=begins, on=until)
    open_counters(now=begins)
    tell("people")
    unmapped = list(ServiceItem.objects.filter(unmapped=True).order_by("code").values_list("process", flat=True))
    chosen = unmapped[:: max(1, count // ITEMS)]
    played = fill_year(cast, cases=cases, items=chosen, until=until, before_news=pass_over_the_past)
    fill_counters(now=now)
    _note(BUILT, {"cases": played}, at=until)
    return played


def _note(name: str, body: dict[str, object], *, at: datetime) -> None:
    with transaction.atomic():
        append(STREAM, [NewEvent(name, body)], at=at, actor="system", expected=None)


@transaction.atomic
def pass_over_the_past() -> None:
    """Let everybody who listens to the record begin here: of the year before, people were told in their time."""
    last = Event.objects.aggregate(last=Max("position"))["last"] or 0
    for one in list_subscribers():
        Subscription.objects.update_or_create(name=one.name, defaults={"position": last})
