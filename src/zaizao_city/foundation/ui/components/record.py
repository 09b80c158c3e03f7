"""The record as people read it: who, when, by which mandate; and whether the chain of hashes holds."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One event. ``by``: who and by which mandate. ``is_erased``: the person's key was destroyed, the link remains."""

    at: dt.datetime
    what: str
    by: str = ""
    is_latest: bool = False
    is_erased: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """What checking the chain found: how many events, the short hash of the last, or where it breaks."""

    length: int
    digest: str = ""
    broken_at: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One message to the applicant; ``attend`` asks for a look."""

    at: dt.datetime
    text: str
    link: str = ""
    link_text: str = ""
    attend: bool = False
