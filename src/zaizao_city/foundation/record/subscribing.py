"""Who wants to know what happened: functions that the apps above name, called by the worker in the order of commits.

A subscriber's place moves in the transaction of what it writes, so it sees every event once; after a failure it sees the
same events again, and so must not mind that what it does outside the database is done twice.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Sequence

from attrs import frozen
from django.db import connection, transaction

from zaizao_city.foundation.record.models import Subscription
from zaizao_city.foundation.record.reading import scan_after
from zaizao_city.foundation.record.values import Recorded

Handle = Callable[[Sequence[Recorded]], None]

AT_ONCE = 500
"""Events looked at in one transaction: on SQLite everybody else waits for it."""

_log = logging.getLogger(__name__)


@frozen
class Subscriber:
    """A function, the events it wants, and the name under which its place is kept."""

    name: str
    events: frozenset[str]
    handle: Handle


_SUBSCRIBERS: dict[str, Subscriber] = {}


def subscriber(*, name: str, events: Collection[str]) -> Callable[[Handle], Handle]:
    """Call the function with the events of these names, several at once, in the order of commits.

    Stands in an app's ``subscribers.py``. The name is for ever: under another one it begins from the beginning.
    """

    def register(handle: Handle) -> Handle:
        if name in _SUBSCRIBERS:
            raise ValueError(f"two subscribers are called {name}")
        _SUBSCRIBERS[name] = Subscriber(name, frozenset(events), handle)
        return handle

    return register


def list_subscribers() -> list[Subscriber]:
    """All subscribers, by name."""
    return sorted(_SUBSCRIBERS.values(), key=lambda each: each.name)


def run_subscribers(*, limit: int = AT_ONCE) -> int:
    """Give every subscriber its next events; how many were looked at in all, 0 when nobody has anything to do.

    One that fails keeps its place and the reason, and does not hold the others up.
    """
    return sum(_advance_or_note(each, limit=limit) for each in list_subscribers())


def advance_subscriber(wants: Subscriber, *, limit: int = AT_ONCE) -> int:
    """Give one subscriber its next events, in one transaction; how many were looked at.

    0 also when another worker is at it.
    """
    with transaction.atomic():
        place = lock_place(wants.name)
        if place is None:
            return 0
        events, position = scan_after(place.position, limit, names=wants.events)
        if position == place.position:
            return 0
        if events:
            wants.handle(events)
        looked_at = position - place.position
        Subscription.objects.filter(pk=place.pk).update(position=position, failures=0, failure="")
    return looked_at


def lock_place(name: str) -> Subscription | None:
    """The subscriber's place, held until the transaction ends; None if somebody else holds it."""
    Subscription.objects.bulk_create([Subscription(name=name)], ignore_conflicts=True)
    places = Subscription.objects.filter(name=name)
    if connection.features.has_select_for_update_skip_locked:
        places = places.select_for_update(skip_locked=True)
    return places.first()


def _advance_or_note(wants: Subscriber, *, limit: int) -> int:
    try:
        return advance_subscriber(wants, limit=limit)
    except Exception as error:  # noqa: BLE001 - the worker's outer loop: whatever it is, the others go on
        _log.exception("subscriber %s failed", wants.name)
        _note_failure(wants.name, f"{type(error).__name__}: {error}")
        return 0


def _note_failure(name: str, failure: str) -> None:
    with transaction.atomic():
        place = lock_place(name)
        if place:
            failures = place.failures + 1
            Subscription.objects.filter(pk=place.pk).update(failures=failures, failure=failure[:2000])
