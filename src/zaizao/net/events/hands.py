"""Events of who has the work."""

from __future__ import annotations

from datetime import datetime

from zaizao.net.events.event import Event, Facts


class Assigned(Event, frozen=True):
    """People, or by an arbiter an organ, were given the work."""

    work: str
    people: tuple[str, ...]
    to: str | None
    final: bool


class Transferred(Event, frozen=True):
    """The work was given away for good."""

    work: str
    to: str
    reason: str


class DueBroughtForward(Event, frozen=True):
    """The work is due earlier, because a member of the group is."""

    work: str
    due: datetime
    member: str


class Delegated(Event, frozen=True):
    """Somebody else does the work and brings it back."""

    work: str
    to: str


class DelegateReported(Event, frozen=True):
    """The delegate is done; the delegator confirms or changes it."""

    work: str
    reported: Facts


class OfferMade(Event, frozen=True):
    """The work was offered; the sender holds it still."""

    work: str
    to: str
    lapses: datetime | None
    reason: str | None


class OfferAccepted(Event, frozen=True):
    """The work changed hands; its limit did not begin again."""

    work: str
    to: str


class OfferRefused(Event, frozen=True):
    """The work was not taken, with a reason."""

    work: str
    to: str
    reason: str


class OfferLapsed(Event, frozen=True):
    """An offer was not answered in time."""

    work: str
    to: str


class ArbiterCalled(Event, frozen=True):
    """Nobody took the work; the arbiter will assign it."""

    work: str
    arbiter: str


class Recused(Event, frozen=True):
    """A member stepped down."""

    work: str
    reason: str
