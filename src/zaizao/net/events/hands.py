"""Events of who has the work."""

from __future__ import annotations

from datetime import datetime

from zaizao.net.events.event import Event, Facts
from zaizao.net.values import value


@value
class Assigned(Event):
    """People, or by an arbiter an organ, were given the work."""

    work: str
    people: tuple[str, ...]
    to: str | None
    final: bool


@value
class Transferred(Event):
    """The work was given away for good."""

    work: str
    to: str
    reason: str


@value
class DueBroughtForward(Event):
    """The work is due earlier, because a member of the group is."""

    work: str
    due: datetime
    member: str


@value
class Delegated(Event):
    """Somebody else does the work and brings it back."""

    work: str
    to: str


@value
class DelegateReported(Event):
    """The delegate is done; the delegator confirms or changes it."""

    work: str
    reported: Facts


@value
class OfferMade(Event):
    """The work was offered; the sender holds it still."""

    work: str
    to: str
    lapses: datetime | None
    reason: str | None


@value
class OfferAccepted(Event):
    """The work changed hands; its limit did not begin again."""

    work: str
    to: str


@value
class OfferRefused(Event):
    """The work was not taken, with a reason."""

    work: str
    to: str
    reason: str


@value
class OfferLapsed(Event):
    """An offer was not answered in time."""

    work: str
    to: str


@value
class ArbiterCalled(Event):
    """Nobody took the work; the arbiter will assign it."""

    work: str
    arbiter: str


@value
class Recused(Event):
    """A member stepped down."""

    work: str
    reason: str
