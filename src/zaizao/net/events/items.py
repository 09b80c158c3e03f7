"""Events of items, their clocks and all deadlines."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from zaizao.net.events.event import Event, Facts
from zaizao.net.state import Timer


class ItemNotRequired(Event, frozen=True):
    """An item applied for needs no decision; the guard or what ended it is on record."""

    item: str
    because: Facts


class ItemDecided(Event, frozen=True):
    """An item was granted or refused."""

    item: str
    outcome: str
    activity: str


class ItemWithdrawn(Event, frozen=True):
    """An item was taken back, or counts as taken back."""

    item: str
    because: Facts


class ClockStarted(Event, frozen=True):
    """An item's statutory clock started; that day is day zero."""

    item: str
    start: datetime
    due: datetime | None
    promised: datetime | None
    edition: str


class ClockEnded(Event, frozen=True):
    """An item's clock ended."""

    item: str


class ClockStopped(Event, frozen=True):
    """An item's clock stands still; the applicant was told."""

    item: str
    first: date
    ground: str
    basis: str | None
    activity: str | None
    notice: str | None
    paused: tuple[str, ...]
    """Work items of the item that pause with it."""


class ClockResumed(Event, frozen=True):
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


class LimitExtended(Event, frozen=True):
    """An item's limit was lengthened, once."""

    item: str
    limit: str
    due: datetime | None
    reason: str
    notice: str


class ItemOverdue(Event, frozen=True):
    """An item's statutory limit has passed undecided."""

    item: str


class DeadlinePassed(Event, frozen=True):
    """A work item's own limit has passed."""

    work: str


class Escalated(Event, frozen=True):
    """A share of a limit has passed: somebody is warned, told, or given the work."""

    work: str
    number: int
    """Which of the activity's escalations, from 0."""
    at_share: str
    to: str | None
    mode: str
    """warn, inform or take_over."""


class DeadlineRecomputed(Event, frozen=True):
    """A calendar changed, and a due moment with it."""

    subject: str
    """``work:ID``, ``alarm:ID:N``, ``silent:ID``, ``item:ID``, ``promise:ITEM``, ``member:ID`` or ``case:promise``."""
    old: datetime
    new: datetime
    edition: str


class CalendarAdopted(Event, frozen=True):
    """The due moments now follow another edition of the calendar."""

    edition: str
