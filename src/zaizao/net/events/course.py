"""Events of activities: opened, skipped, done, repeated, sent back, recurring."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from zaizao.net.events.event import Event, Facts
from zaizao.net.state import Added, Timer, Work
from zaizao.net.values import value


@value
class ActivityOpened(Event):
    """It is an activity's turn: the work handed out, its alarms set, the guard as it was decided."""

    activity: str
    work: tuple[Work, ...]
    timers: tuple[Timer, ...]
    guard: Facts | None
    recused: int


@value
class ActivityUndecided(Event):
    """It is an activity's turn, but facts are missing; unknown never decides."""

    activity: str
    missing: tuple[str, ...]


@value
class ActivityScheduled(Event):
    """It is an activity's turn, but not before its day."""

    activity: str
    until: datetime
    guard: Facts | None


@value
class ActivitySkipped(Event):
    """An activity is not needed; why, and the guard as it was decided."""

    activity: str
    reason: str
    guard: Facts | None


@value
class ActivityDone(Event):
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


@value
class InstanceDone(Event):
    """One of several instances of an activity ended."""

    activity: str
    work: str
    outcome: str | None
    people: tuple[str, ...]
    result: Facts
    said: Facts


@value
class TurnDone(Event):
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


@value
class TurnScheduled(Event):
    """The next round of a repeat begins later."""

    activity: str
    turn: int
    until: datetime


@value
class TurnBegan(Event):
    """The next round of a repeat begins: its activities are reset."""

    activity: str
    turn: int
    reset: tuple[str, ...]


@value
class ActivityCancelled(Event):
    """An open activity was stopped before its end."""

    activity: str
    reason: str


@value
class SentBack(Event):
    """A new round began at an earlier activity and in what depends on it."""

    to: str
    reset: tuple[str, ...]
    undo: Mapping[str, Added]
    reason: str
    basis: str | None


@value
class ActivityAdded(Event):
    """An activity was added at run time."""

    activity: str
    added: Added


@value
class RecurrenceBegan(Event):
    """A report will fall due again and again from now on."""

    activity: str
    next: datetime


@value
class Recurred(Event):
    """The report fell due once more."""

    activity: str
    number: int
    work: Work
    next: datetime


@value
class RecurrenceReported(Event):
    """One of the recurring reports was made."""

    activity: str
    work: str
    facts: Facts
    said: Facts


@value
class RecurrenceEnded(Event):
    """No more reports are due; those still open fall away."""

    activity: str
