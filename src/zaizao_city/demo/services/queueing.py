"""The counters of the city and who came to them: the last working day whole, and today as far as it has gone.

Today's queue is the one thing in the city that depends on the hour at which it is built: numbers drawn yesterday are worth
nothing today, and a hall in which nobody waits shows nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.db import transaction

from zaizao.worktime.office_hours import Intervals
from zaizao_city.demo.dice import Dice
from zaizao_city.demo.invented.halls import HALLS, WEEKDAYS, Hall
from zaizao_city.identity.actor import SYSTEM
from zaizao_city.identity.models import Organisation
from zaizao_city.places.models import Counter
from zaizao_city.places.selectors.opening import list_known_spans
from zaizao_city.places.services.counters import CounterSetting, set_counter
from zaizao_city.places.services.loading import PastTicket, load_tickets

WINDOW = "window"
SHORTEST, LONGEST, USUAL = 4, 22, 8
"""Minutes at the desk."""
NO_SHOW = 0.05
FARTHEST = 15
"""Days back in which the last working day is looked for."""


@transaction.atomic
def open_counters(*, now: datetime) -> None:
    """Set the counter of every district's window."""
    for hall in HALLS:
        setting = CounterSetting(
            address=hall.address, longitude=hall.longitude, latitude=hall.latitude, phone=hall.phone, desks=hall.desks,
            weekly=[WEEKDAYS] * 5 + [hall.saturday, ""],
        )  # fmt: skip
        set_counter(Organisation.objects.get(code=f"{hall.district}-{WINDOW}"), setting, actor=SYSTEM, now=now)


@transaction.atomic
def fill_counters(*, now: datetime) -> int:
    """Who came on the last working day, and today until now; how many numbers."""
    counters = {one.organisation.code: one for one in Counter.objects.select_related("organisation")}
    count = 0
    for hall in HALLS:
        counter = counters[f"{hall.district}-{WINDOW}"]
        count += load_tickets(counter, list(_play(hall, counter, now=now)), actor=SYSTEM)
    return count


def _play(hall: Hall, counter: Counter, *, now: datetime) -> Iterator[PastTicket]:
    days = [now.date() - timedelta(days=back) for back in range(1, FARTHEST)]
    last = next((day for day in days if list_known_spans(counter, day)), None)
    if last is not None:
        yield from _play_day(hall, last, list_known_spans(counter, last))
    for one in _play_day(hall, now.date(), list_known_spans(counter, now.date())):
        if one.taken_at <= now:
            ended = one.served_at or one.given_up_at
            yield one if ended is not None and ended <= now else PastTicket(one.taken_at)


def _play_day(hall: Hall, day: date, spans: Intervals) -> Iterator[PastTicket]:
    """A day at the desks: visitors come one after the other, and each takes the desk that is free first."""
    dice = Dice(f"hall/{hall.district}/{day.isoformat()}")
    midnight = datetime.combine(day, time())
    for opens, closes in spans:
        free = [float(opens)] * hall.desks
        comes = opens + dice.draw(0, 3, 1)
        while comes < closes:
            desk = min(range(hall.desks), key=free.__getitem__)
            called = max(comes, free[desk])
            stays = dice.draw(SHORTEST, LONGEST, USUAL)
            missing = dice.happens(NO_SHOW)
            free[desk] = called + (1 if missing else stays)
            taken, begun, ended = (_at(midnight, minutes) for minutes in (comes, called, free[desk]))
            yield PastTicket(taken, begun, None if missing else ended, ended if missing else None)
            comes += dice.draw(*hall.bustle, hall.bustle[0] + 1)


def _at(midnight: datetime, minutes: float) -> datetime:
    return midnight + timedelta(seconds=round(minutes * 60))
