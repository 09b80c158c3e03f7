"""The counters of the city: where, whether open, who waits, how long that takes; the one where one is done soonest first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from math import ceil

from attrs import frozen
from django.db.models import Avg, Count, DurationField, ExpressionWrapper, F

from zaizao_city.identity.actor import Actor
from zaizao_city.identity.enums import Level, OrganisationKind
from zaizao_city.identity.models import Organisation
from zaizao_city.identity.selectors.permissions import get_reach
from zaizao_city.places.conf import ENOUGH, LOOK_BACK
from zaizao_city.places.errors import CounterUnknownError
from zaizao_city.places.models import Counter, Ticket
from zaizao_city.places.models.ticket import WAITING
from zaizao_city.places.selectors.distance import Point, measure_distance
from zaizao_city.places.selectors.opening import find_next_opening, is_open

SERVICE = ExpressionWrapper(F("served_at") - F("called_at"), output_field=DurationField())


@frozen
class CounterLine:
    """A counter at a moment. ``minutes`` until one's turn if one drew a number now; None: not known, or closed.

    ``opens_at`` only where it is closed; ``kilometres`` only where it is known from where.
    """

    counter: Counter
    waiting: int
    minutes: int | None
    is_open: bool
    opens_at: datetime | None
    kilometres: float | None
    is_home: bool = False
    """Whether it stands in the district asked for."""


def list_counters(*, now: datetime, near: Point | None = None, home: Organisation | None = None) -> list[CounterLine]:
    """All counters, the one where one is done soonest first; three queries, however many there are.

    ``near``: from where the distance is measured. ``home``: the district whose counters are marked; without ``near``
    the distance is measured from the first of them.
    """
    counters = list(Counter.objects.select_related("organisation").order_by("organisation__path"))
    waiting, means = count_waiting(now=now), measure_service(now=now)
    at_home = [one for one in counters if home is not None and one.organisation.path.startswith(home.path)]
    if near is None and at_home:
        near = locate(at_home[0])
    lines = [
        _describe(one, waiting.get(one.pk, 0), means.get(one.pk), now=now, near=near, is_home=one in at_home)
        for one in counters
    ]
    return sorted(lines, key=_rank)


def _describe(
    counter: Counter, waiting: int, mean: timedelta | None, *, now: datetime, near: Point | None, is_home: bool
) -> CounterLine:
    is_on = is_open(counter, now=now)
    return CounterLine(
        counter=counter,
        waiting=waiting if is_on else 0,
        minutes=estimate_minutes(waiting, mean, desks=counter.desks) if is_on else None,
        is_open=is_on,
        opens_at=None if is_on else find_next_opening(counter, now=now),
        kilometres=None if near is None else measure_distance(near, locate(counter)),
        is_home=is_home,
    )


def _rank(line: CounterLine) -> tuple[object, ...]:
    """Soonest done first: by minutes, then by how many wait at a desk, then by when it opens; the way decides a tie."""
    expected = line.minutes if line.minutes is not None else 0
    opens = line.opens_at or datetime.max
    crowd = line.waiting / line.counter.desks
    far = line.kilometres if line.kilometres is not None else 0.0
    unknown = line.minutes is None and line.waiting > 0
    return (
        not line.is_open,
        unknown,
        expected,
        crowd,
        opens if not line.is_open else datetime.min,
        far,
        line.counter.pk,
    )


def locate(counter: Counter) -> Point:
    """Where the counter stands."""
    return Point(counter.longitude, counter.latitude)


def count_waiting(*, now: datetime) -> dict[int, int]:
    """How many wait today, by counter; one query."""
    rows = Ticket.objects.filter(WAITING, day=now.date()).values_list("counter_id").annotate(n=Count("pk"))
    return dict(rows)


def measure_service(*, now: datetime, counters: Iterable[int] | None = None) -> Mapping[int, timedelta]:
    """The mean time from the call to the end, by counter, where enough were served lately to say; one query."""
    rows = Ticket.objects.filter(served_at__gt=now - LOOK_BACK, served_at__lte=now, called_at__isnull=False)
    if counters is not None:
        rows = rows.filter(counter_id__in=counters)
    found = rows.values_list("counter_id").annotate(n=Count("pk"), mean=Avg(SERVICE))
    return {pk: mean for pk, count, mean in found if count >= ENOUGH}


def estimate_minutes(waiting: int, mean: timedelta | None, *, desks: int) -> int | None:
    """Minutes until it is one's turn behind so many, rounded up; None where the time of service is not known."""
    return None if mean is None else ceil(mean.total_seconds() / 60 * waiting / desks)


def get_counter(code: str) -> Counter:
    """The counter of the organisation with that code.

    Raises:
        CounterUnknownError: there is none.
    """
    found = Counter.objects.select_related("organisation").filter(organisation__code=code).first()
    if found is None:
        raise CounterUnknownError(counter=code)
    return found


def list_served(actor: Actor) -> list[Counter]:
    """The counters at which the actor calls people; one query."""
    reach = get_reach(actor, "places.serve_ticket")
    if reach.is_empty:
        return []
    rows = Counter.objects.filter(reach.to_filter("organisation__path")).select_related("organisation")
    return list(rows.order_by("organisation__path"))


def list_districts() -> list[Organisation]:
    """The districts to choose from, by their place in the tree; one query."""
    return list(Organisation.objects.filter(kind=OrganisationKind.TERRITORY, level=Level.DISTRICT).order_by("path"))
