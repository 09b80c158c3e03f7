"""Events of lists, parties, children, members, and words for the record."""

from __future__ import annotations

from datetime import datetime

from zaizao.net.events.event import Event, Facts


class EntryMade(Event, frozen=True):
    """One more entry in an append-only list."""

    log: str
    number: int
    values: Facts
    acting_for: str | None


class Interrupted(Event, frozen=True):
    """A party cut the ordinary course short."""

    interrupt: str
    acting_for: str | None
    reason: str


class ChildOpened(Event, frozen=True):
    """A child case is to be opened."""

    child: str
    activity: str
    process: str
    to: str | None
    facts: Facts


class ChildReported(Event, frozen=True):
    """A child case has ended."""

    child: str
    outcome: str
    facts: Facts


class MemberJoined(Event, frozen=True):
    """Another case is to be answered together with this one; its own clock stays."""

    member: str
    facts: Facts
    due: datetime | None


class MembersAnswered(Event, frozen=True):
    """The answer went to members of the group."""

    members: tuple[str, ...]
    outcome: str | None


class MemberOverdue(Event, frozen=True):
    """A member's own limit has passed unanswered."""

    member: str


class Commented(Event, frozen=True):
    """Words for the record; no clock moves."""

    text: str
    work: str | None


class LateTextKept(Event, frozen=True):
    """A command came for a superseded work item; it was refused and its words are kept."""

    work: str
    said: Facts
