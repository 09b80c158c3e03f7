"""Events of the case as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from attrs import frozen

from zaizao.net.events.event import Event, Facts
from zaizao.net.state import CaseState


@frozen
class CaseOpened(Event):
    """The case began, with the items applied for and what the applicant stated."""

    case: str
    digest: str
    items: tuple[str, ...]
    facts: Facts
    materials: tuple[str, ...]
    edition: str


@frozen
class CaseClosed(Event):
    """Nothing is left to do, or an ending cut the rest off."""

    ending: str


@frozen
class PromiseMade(Event):
    """The promised limit for the whole case began to firing."""

    due: datetime
    edition: str


@frozen
class PromiseBroken(Event):
    """The promised limit for the whole case has passed."""


@frozen
class CaseReopened(Event):
    """A closed case goes on."""

    reason: str
    basis: str | None


@frozen
class Migrated(Event):
    """The case moved to another version of its definition."""

    digest: str
    mapping: Mapping[str, str]
    passed: tuple[str, ...]
    reason: str


@frozen
class MigrationSettled(Event):
    """What followed from the move is done; until the next event it can be reverted."""


@frozen
class MigrationReverted(Event):
    """The case went back to the version before."""

    before: CaseState
    reason: str
