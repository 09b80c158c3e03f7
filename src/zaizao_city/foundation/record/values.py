"""What goes into the record and comes out of it, as plain values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from attrs import frozen

Position = int
"""A place in the record: grows with every event, in each stream with its numbers; with gaps."""

BEGINNING: Position = 0

SYSTEM = "system"
"""The actor of what nobody did: timers, rules, the worker."""


@frozen
class StreamRef:
    """The name of a stream: ``kind`` (case, account …) and ``key`` within the kind."""

    kind: str
    key: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.key}"


@frozen
class NewEvent:
    """Something to be recorded: its name in the past tense and what it says, as a mapping or as the text of one in JSON.

    With a ``subject`` (the key of a person, UUID text) the body is encrypted with that person's own key.
    """

    name: str
    body: Mapping[str, Any] | bytes
    subject: str | None = None


@frozen
class Append:
    """One of many appends done together; the fields mean what they mean for one (see `writing`)."""

    stream: StreamRef
    events: Sequence[NewEvent]
    at: datetime
    actor: str
    expected: int | None = None


@frozen
class Recorded:
    """An event as it stands in the record.

    ``at`` never runs backwards within a stream; ``recorded_at`` is what the clock said, earlier than ``at`` when it
    had been turned back. ``body`` is None once the person it was about has been erased.
    """

    stream: StreamRef
    number: int
    name: str
    at: datetime
    recorded_at: datetime
    actor: str
    subject: str | None
    body: dict[str, Any] | None
    position: Position
