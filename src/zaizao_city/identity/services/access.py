"""The log of views of personal data: gathered while a page is made, written in one statement before it is answered."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from attrs import frozen

from zaizao_city.identity.actor import Actor
from zaizao_city.identity.conf import ACCESS_LOG_FLOOR, ACCESS_LOG_TIME
from zaizao_city.identity.models import PersonalDataView


@frozen
class Viewing:
    """Personal data of a person are shown: which fields, in which matter, for what purpose."""

    person_key: UUID
    fields: str
    matter: str
    purpose: str


class ViewingBatch:
    """What one request shows to one actor; ``request.viewings`` by the middleware. One's own data are not logged."""

    def __init__(self) -> None:
        self._seen: dict[Viewing, None] = {}

    def note(self, person_key: UUID, *, fields: str, matter: str, purpose: str) -> None:
        """Note that the answer shows these fields of the person; the same twice is noted once."""
        self._seen[Viewing(person_key, fields, matter, purpose)] = None

    def take(self) -> list[Viewing]:
        """What was noted, once."""
        seen, self._seen = list(self._seen), {}
        return seen


def write_viewings(viewings: Iterable[Viewing], *, actor: Actor, now: datetime) -> int:
    """Write what an actor saw of others, in one statement; how many rows."""
    rows = [
        PersonalDataView(
            at=now, account_key=actor.account_key, viewer=actor.name, person_key=viewing.person_key,
            fields=viewing.fields[:120], matter=viewing.matter[:80], purpose=viewing.purpose[:200],
        )
        for viewing in viewings
        if viewing.person_key != actor.person_key
    ]  # fmt: skip
    if rows:
        PersonalDataView.objects.bulk_create(rows)
    return len(rows)


def forget_viewings(*, keep: timedelta = ACCESS_LOG_TIME, now: datetime) -> int:
    """Drop views older than is kept; never those of the last six months, whatever is asked."""
    old = PersonalDataView.objects.filter(at__lt=now - max(keep, ACCESS_LOG_FLOOR))
    return old.delete()[0]
