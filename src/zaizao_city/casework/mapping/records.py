"""The engine's events as entries of a case's stream, and back.

What may hold words or facts of a person is written under that person's key, so that erasing the person leaves the rest
readable; what does not is written plainly.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Sequence
from operator import attrgetter

from zaizao.net.events import EVENTS, Event
from zaizao.net.saving import event_from_plain, event_to_text
from zaizao_city.casework.errors import ErasedCaseError
from zaizao_city.foundation.record.values import NewEvent, Recorded, StreamRef

KIND = "case"

_PERSONAL = (
    "facts", "said", "guard", "result", "values", "reported", "text", "reason", "because", "notice", "old", "new",
    "basis", "supervisor", "before",
)  # fmt: skip


def stream_of(reference: str) -> StreamRef:
    """The stream of a case."""
    return StreamRef(KIND, reference)


def to_entries(events: Iterable[Event], *, subject: str | None) -> list[NewEvent]:
    """Entries for the record; ``subject`` is the key of the person the case is about."""
    return [_to_entry(event, subject) for event in events]


def _to_entry(event: Event, subject: str | None) -> NewEvent:
    about = subject if subject is not None and is_personal(event) else None
    return NewEvent(type(event).__name__, event_to_text(event), about)


def is_personal(event: Event) -> bool:
    """Whether an event may say something about a person."""
    if any(_read_personal_of(type(event))(event)):
        return True
    work = getattr(event, "work", None)
    return type(work) is tuple and any(one.element is not None for one in work)


@functools.cache
def _read_personal_of(kind: type[Event]) -> Callable[[Event], Iterable[object]]:
    """What reads those attributes of an event that may say something about a person."""
    names = [name for name in _PERSONAL if hasattr(kind, name)]
    if len(names) > 1:
        return attrgetter(*names)
    return (lambda event: (getattr(event, names[0]),)) if names else lambda event: ()


def is_engine(entry: Recorded) -> bool:
    """Whether an entry is the engine's, or the application's own."""
    return entry.name in EVENTS


def to_events(entries: Sequence[Recorded]) -> list[Event]:
    """The engine's events among the entries of one stream, in order.

    Raises ErasedCaseError when the person they were about has been erased.
    """
    return [_to_event(entry) for entry in entries if is_engine(entry)]


def _to_event(entry: Recorded) -> Event:
    if entry.body is None:
        raise ErasedCaseError(case=entry.stream.key)
    return event_from_plain({"event": entry.name, **entry.body})
