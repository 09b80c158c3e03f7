"""Events of activities: opened, skipped, done, repeated, sent back, recurring."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from zaizao.net.events.event import Event, Facts
from zaizao.net.state import Added, Timer, Work


class ActivityOpened(Event, frozen=True):
    """It is an activity's turn: the work handed out, its alarms set, the guard as it was decided."""

    activity: str
    work: tuple[Work, ...]
    timers: tuple[Timer, ...]
    guard: Facts | None
    recused: int


class ActivityUndecided(Event, frozen=True):
    """It is an activity's turn, but facts are missing; unknown never decides."""

    activity: str
    missing: tuple[str, ...]


class ActivityScheduled(Event, frozen=True):
    """It is an activity's turn, but not before its day."""

    activity: str
    until: datetime
    guard: Facts | None


class ActivitySkipped(Event, frozen=True):
    """An activity is not needed; why, and the guard as it was decided."""

    activity: str
    reason: str
    guard: Facts | None


class ActivityDone(Event, frozen=True):
    """An activity ended with an outcome."""

    activity: str
    outcome: str | None
    work: str | None
    people: tuple[str, ...]
    facts: Facts
    started: datetime | None
    effective: datetime
    """When it takes effect: ``at``, or earlier where silence is dated back."""
    how: str
    """person, automatic, silent, message, timeout, joined, children, or exhausted."""
    said: Facts
    """The words that go with it: text, reasons, remedy, way_forward."""


class InstanceDone(Event, frozen=True):
    """One of several instances of an activity ended."""

    activity: str
    work: str
    outcome: str | None
    people: tuple[str, ...]
    result: Facts
    said: Facts


class TurnDone(Event, frozen=True):
    """One round of a repeat ended; whether it goes on is decided next."""

    activity: str
    turn: int
    work: str | None
    outcome: str | None
    people: tuple[str, ...]
    facts: Facts
    said: Facts
    missing: tuple[str, ...]
    """Facts that `until` waits for; empty when it could be decided."""


class TurnScheduled(Event, frozen=True):
    """The next round of a repeat begins later."""

    activity: str
    turn: int
    until: datetime


class TurnBegan(Event, frozen=True):
    """The next round of a repeat begins: its activities are reset."""

    activity: str
    turn: int
    reset: tuple[str, ...]


class ActivityCancelled(Event, frozen=True):
    """An open activity was stopped before its end."""

    activity: str
    reason: str


class SentBack(Event, frozen=True):
    """A new round began at an earlier activity and in what depends on it."""

    to: str
    reset: tuple[str, ...]
    undo: Mapping[str, Added]
    reason: str
    basis: str | None


class ActivityAdded(Event, frozen=True):
    """An activity was added at run time."""

    activity: str
    added: Added


class RecurrenceBegan(Event, frozen=True):
    """A report will fall due again and again from now on."""

    activity: str
    next: datetime


class Recurred(Event, frozen=True):
    """The report fell due once more."""

    activity: str
    number: int
    work: Work
    next: datetime


class RecurrenceReported(Event, frozen=True):
    """One of the recurring reports was made."""

    activity: str
    work: str
    facts: Facts
    said: Facts


class RecurrenceEnded(Event, frozen=True):
    """No more reports are due; those still open fall away."""

    activity: str
