"""Events of the case as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from zaizao.net.events.event import Event, Facts
from zaizao.net.state import CaseState


class CaseOpened(Event, frozen=True):
    """The case began, with the items applied for and what the applicant stated."""

    case: str
    digest: str
    items: tuple[str, ...]
    facts: Facts
    materials: tuple[str, ...]
    edition: str


class CaseClosed(Event, frozen=True):
    """Nothing is left to do, or an ending cut the rest off."""

    ending: str


class PromiseMade(Event, frozen=True):
    """The promised limit for the whole case began to run."""

    due: datetime
    edition: str


class PromiseBroken(Event, frozen=True):
    """The promised limit for the whole case has passed."""


class CaseReopened(Event, frozen=True):
    """A closed case goes on."""

    reason: str
    basis: str | None


class Migrated(Event, frozen=True):
    """The case moved to another version of its definition."""

    digest: str
    mapping: Mapping[str, str]
    passed: tuple[str, ...]
    reason: str


class MigrationSettled(Event, frozen=True):
    """What followed from the move is done; until the next event it can be reverted."""


class MigrationReverted(Event, frozen=True):
    """The case went back to the version before."""

    before: CaseState
    reason: str
