"""A case of the past as it is handed in for loading: how it was opened, and every command since; or a line that says so."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from attrs import frozen

from zaizao.net import commands as asked
from zaizao_city.casework.services.loading_playing import Known, Party
from zaizao_city.casework.services.opening import Opening


@frozen(eq=False)
class PastStep:
    """One command of a case's past: when, by whom (a person's key; None: the clock or the system), for which organ."""

    at: datetime
    command: asked.Command
    actor: str = "system"
    """The account that gave it, for the record."""


@frozen(eq=False)
class PastCase:
    """A case's past: how it was opened, and every command since. Commands carry ``by`` and ``acting_for`` themselves."""

    opening: Opening
    opened_at: datetime
    steps: Sequence[PastStep] = ()
    by: str | None = None
    actor: str = "system"


class PastLine(NamedTuple):
    """A line without a fault, to be read again where it is played: a line travels lighter than what it says."""

    text: str
    opened_at: datetime
    known: Known
    applicant: Party | None
    enterprise: Party | None
    accounts: dict[str, tuple[str, str]]
    """Those whom its part names by login or key: the keys of the person and of the account."""
