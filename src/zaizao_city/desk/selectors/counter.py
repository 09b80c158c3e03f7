"""The clerk's counter: whom one calls next, and what they came for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from msgspec import Struct

from zaizao_city.catalogue.models import DefinitionVersion
from zaizao_city.foundation.ui.words import speak
from zaizao_city.identity.actor import Actor
from zaizao_city.places.models import Counter, Ticket
from zaizao_city.places.selectors.counters import estimate_minutes, measure_service
from zaizao_city.places.selectors.opening import is_open
from zaizao_city.places.selectors.queue import get_queue


class Called(Struct, frozen=True):
    """A number with what its person came for, in words."""

    ticket: Ticket
    what: str


class CounterDay(Struct, frozen=True):
    """The counter as it is now."""

    is_open: bool
    waiting: Sequence[Called]
    count: int
    mine: Called | None
    others: Sequence[Called]
    served: int
    minutes: int | None
    """Until the last of them is served; None where it is not known."""


def show_day(counter: Counter, *, actor: Actor, now: dt.datetime) -> CounterDay:
    """The day of a counter so far; five queries."""
    queue = get_queue(counter, actor=actor, now=now)
    shown = [*queue.waiting, *queue.others, *([queue.mine] if queue.mine else [])]
    names = list_process_names(one.what_for for one in shown)
    mean = measure_service(now=now, counters=[counter.pk]).get(counter.pk)
    return CounterDay(
        is_open=is_open(counter, now=now),
        waiting=[Called(one, names.get(one.what_for, "")) for one in queue.waiting],
        count=queue.count,
        mine=Called(queue.mine, names.get(queue.mine.what_for, "")) if queue.mine else None,
        others=[Called(one, names.get(one.what_for, "")) for one in queue.others],
        served=queue.served,
        minutes=estimate_minutes(queue.count, mean, desks=counter.desks),
    )


def list_process_names(processes: Iterable[str]) -> dict[str, str]:
    """The names of processes in the language in force; one query, none for none."""
    wanted = {process for process in processes if process}
    rows = DefinitionVersion.objects.filter(process__in=wanted).order_by("effective_from", "pk")
    found = rows.values_list("process", "name", "name_en") if wanted else []
    return {process: (name_en or name) if speak() == "en" else name for process, name, name_en in found}
