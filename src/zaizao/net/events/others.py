"""Events of lists, parties, children, members, and words for the record."""

from __future__ import annotations

from datetime import datetime

from zaizao.net.events.event import Event, Facts
from zaizao.net.values import value


@value
class EntryMade(Event):
    """One more entry in an append-only list."""

    log: str
    number: int
    values: Facts
    acting_for: str | None


@value
class Interrupted(Event):
    """A party cut the ordinary course short."""

    interrupt: str
    acting_for: str | None
    reason: str


@value
class ChildOpened(Event):
    """A child case is to be opened."""

    child: str
    activity: str
    process: str
    to: str | None
    facts: Facts


@value
class ChildReported(Event):
    """A child case has ended."""

    child: str
    outcome: str
    facts: Facts


@value
class MemberJoined(Event):
    """Another case is to be answered together with this one; its own clock stays."""

    member: str
    facts: Facts
    due: datetime | None


@value
class MembersAnswered(Event):
    """The answer went to members of the group."""

    members: tuple[str, ...]
    outcome: str | None


@value
class MemberOverdue(Event):
    """A member's own limit has passed unanswered."""

    member: str


@value
class Commented(Event):
    """Words for the record; no clock moves."""

    text: str
    work: str | None


@value
class LateTextKept(Event):
    """A command came for a superseded work item; it was refused and its words are kept."""

    work: str
    said: Facts
