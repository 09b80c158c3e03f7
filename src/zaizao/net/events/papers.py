"""Events of facts and materials."""

from __future__ import annotations

from datetime import datetime

from zaizao.net.events.event import Event, Facts


class FactsStated(Event, frozen=True):
    """Facts became known."""

    facts: Facts


class FactCorrected(Event, frozen=True):
    """A fact recorded wrongly was put right; decisions made with it stand."""

    name: str
    old: object
    new: object
    reason: str


class CorrectionRequested(Event, frozen=True):
    """The applicant was told, once and completely, what is missing."""

    work: str
    gaps: tuple[str, ...]
    reason: str
    supervisor: str | None


class Supplied(Event, frozen=True):
    """Materials were handed in; corrections and gaps they answer are answered."""

    materials: tuple[str, ...]
    answered: tuple[str, ...]
    """Work items whose correction is now complete."""


class GapTolerated(Event, frozen=True):
    """The case was accepted without this material, which must follow by a day."""

    material: str
    due: datetime | None


class GapLapsed(Event, frozen=True):
    """The material did not come in time."""

    material: str


class PledgeTaken(Event, frozen=True):
    """A pledge stands in for the material; it will be checked."""

    material: str
    by_whom: str | None
    check: datetime | None
