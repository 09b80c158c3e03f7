"""What the engine is told about the world for one command, and what it gives back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from msgspec import Struct

from zaizao.errors import ZaizaoError
from zaizao.net.events import Event
from zaizao.net.state import CaseState
from zaizao.worktime import DEFAULT, OfficeHours, WorkCalendar


class Context(Struct, frozen=True):
    """The moment, the calendar, and what was looked up."""

    now: datetime
    calendar: WorkCalendar
    facts: Mapping[str, object] = {}
    """Looked-up facts (shared data); read only where the case itself has none, and then recorded."""
    roster: Mapping[str, tuple[str, ...]] = {}
    """Who works for which organ, and who has which role. What is listed accepts only its own people."""
    hours: Mapping[str, OfficeHours] = {}
    """Office hours of organs; `zaizao.worktime.DEFAULT` for those not listed."""

    def hours_of(self, organ: str | None) -> OfficeHours:
        """The office hours of an organ."""
        return self.hours.get(organ, DEFAULT) if organ is not None and self.hours else DEFAULT


class Effect(Struct, frozen=True):
    """Something the application is to do after the step is stored; follows from the events."""

    kind: str
    """open_child, drop_child, answer_member, post_check, notify."""
    subject: str
    details: Mapping[str, object] = {}


class Step(Struct, frozen=True):
    """What a command did: the new state, the events that made it so, and what to do outside."""

    state: CaseState
    events: tuple[Event, ...]
    effects: tuple[Effect, ...] = ()
    refusal: ZaizaoError | None = None
    """Set when the command was refused and yet left an event that keeps its words."""
