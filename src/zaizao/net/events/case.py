"""Events of the case as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from zaizao.net.events.event import Event, Facts
from zaizao.net.state import CaseState
from zaizao.net.values import value


@value
class CaseOpened(Event):
    """The case began, with the items applied for and what the applicant stated."""

    case: str
    digest: str
    items: tuple[str, ...]
    facts: Facts
    materials: tuple[str, ...]
    edition: str


@value
class CaseClosed(Event):
    """Nothing is left to do, or an ending cut the rest off."""

    ending: str


@value
class PromiseMade(Event):
    """The promised limit for the whole case began to run."""

    due: datetime
    edition: str


@value
class PromiseBroken(Event):
    """The promised limit for the whole case has passed."""


@value
class CaseReopened(Event):
    """A closed case goes on."""

    reason: str
    basis: str | None


@value
class Migrated(Event):
    """The case moved to another version of its definition."""

    digest: str
    mapping: Mapping[str, str]
    passed: tuple[str, ...]
    reason: str


@value
class MigrationSettled(Event):
    """What followed from the move is done; until the next event it can be reverted."""


@value
class MigrationReverted(Event):
    """The case went back to the version before."""

    before: CaseState
    reason: str
