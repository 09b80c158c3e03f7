"""Events of facts and materials."""

from __future__ import annotations

from datetime import datetime

from zaizao.net.events.event import Event, Facts
from zaizao.net.values import value


@value
class FactsStated(Event):
    """Facts became known."""

    facts: Facts


@value
class FactCorrected(Event):
    """A fact recorded wrongly was put right; decisions made with it stand."""

    name: str
    old: object
    new: object
    reason: str


@value
class CorrectionRequested(Event):
    """The applicant was told, once and completely, what is missing."""

    work: str
    gaps: tuple[str, ...]
    reason: str
    supervisor: str | None


@value
class Supplied(Event):
    """Materials were handed in; corrections and gaps they answer are answered."""

    materials: tuple[str, ...]
    answered: tuple[str, ...]
    """Work items whose correction is now complete."""


@value
class GapTolerated(Event):
    """The case was accepted without this material, which must follow by a day."""

    material: str
    due: datetime | None


@value
class GapLapsed(Event):
    """The material did not come in time."""

    material: str


@value
class PledgeTaken(Event):
    """A pledge stands in for the material; it will be checked."""

    material: str
    by_whom: str | None
    check: datetime | None
