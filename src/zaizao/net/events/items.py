"""Events of items, their clocks and all deadlines."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from zaizao.net.events.event import Event, Facts
from zaizao.net.state import Timer
from zaizao.net.values import value


@value
class ItemNotRequired(Event):
    """An item applied for needs no decision; the guard or what ended it is on record."""

    item: str
    because: Facts


@value
class ItemDecided(Event):
    """An item was granted or refused."""

    item: str
    outcome: str
    activity: str


@value
class ItemWithdrawn(Event):
    """An item was taken back, or counts as taken back."""

    item: str
    because: Facts


@value
class ClockStarted(Event):
    """An item's statutory clock started; that day is day zero."""

    item: str
    start: datetime
    due: datetime | None
    promised: datetime | None
    edition: str


@value
class ClockEnded(Event):
    """An item's clock ended."""

    item: str


@value
class ClockStopped(Event):
    """An item's clock stands still; the applicant was told."""

    item: str
    first: date
    ground: str
    basis: str | None
    activity: str | None
    notice: str | None
    paused: tuple[str, ...]
    """Work items of the item that pause with it."""


@value
class ClockResumed(Event):
    """An item's clock goes on the day after ``last``."""

    item: str
    last: date
    due: datetime | None
    promised: datetime | None
    moved: Mapping[str, datetime | None]
    """The work items that paused, with their new due moments; None for one that has only alarms."""
    timers: tuple[Timer, ...]
    """Their alarms, set anew."""
    edition: str


@value
class LimitExtended(Event):
    """An item's limit was lengthened, once."""

    item: str
    limit: str
    due: datetime | None
    reason: str
    notice: str


@value
class ItemOverdue(Event):
    """An item's statutory limit has passed undecided."""

    item: str


@value
class DeadlinePassed(Event):
    """A work item's own limit has passed."""

    work: str


@value
class Escalated(Event):
    """A share of a limit has passed: somebody is warned, told, or given the work."""

    work: str
    number: int
    """Which of the activity's escalations, from 0."""
    at_share: str
    to: str | None
    mode: str
    """warn, inform or take_over."""


@value
class DeadlineRecomputed(Event):
    """A calendar changed, and a due moment with it."""

    subject: str
    """``work:ID``, ``alarm:ID:N``, ``silent:ID``, ``item:ID``, ``promise:ITEM``, ``member:ID`` or ``case:promise``."""
    old: datetime
    new: datetime
    edition: str


@value
class CalendarAdopted(Event):
    """The due moments now follow another edition of the calendar."""

    edition: str
