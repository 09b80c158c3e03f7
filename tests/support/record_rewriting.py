"""What somebody with all rights in the database can do to the record; tests then look whether it is found."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from zaizao_city.foundation.record.chain import FIRST, digest_payload, hash_event, phrase_frame
from zaizao_city.foundation.record.models import Event, Stream
from zaizao_city.foundation.record.values import NewEvent, StreamRef
from zaizao_city.foundation.record.writing import append

NOON = datetime(2026, 11, 20, 12)
FIRST_CASE = StreamRef("case", "JN-2026-000001")
SECOND_CASE = StreamRef("case", "JN-2026-000002")
PERSON = "6a1f0b0e-0000-4000-8000-000000000002"


def record(stream: StreamRef, names: Sequence[str], *, subject: str | None = None, at: datetime = NOON) -> None:
    """Append events of these names, committed."""
    with transaction.atomic():
        append(stream, [NewEvent(name, {"name": name}, subject) for name in names], at=at, actor="c", expected=None)


def find_event(stream: StreamRef, number: int) -> Event:
    return Event.objects.get(stream__kind=stream.kind, stream__key=stream.key, number=number)


def recompute_chain(stream: StreamRef) -> None:
    """Make every digest, every hash and the head fit what the rows say now."""
    row, previous = Stream.objects.get(kind=stream.kind, key=stream.key), FIRST
    for event in Event.objects.filter(stream=row).order_by("number"):
        subject = event.subject_key.subject if event.subject_key else None
        event.digest = digest_payload(bytes(event.payload), subject=subject)
        frame = phrase_frame(stream=str(stream), at=event.at, recorded_at=event.recorded_at, actor=event.actor)
        previous = event.hash = hash_event(previous, event.digest, frame=frame, number=event.number, name=event.name)
        event.save()
    row.length, row.hash = Event.objects.filter(stream=row).count(), previous
    row.save()
