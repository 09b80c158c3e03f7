"""What a government announces for a year: the days off and the make-up workdays, with notice and date.

No arithmetic is here (`calendar.py`), and no reading of files (`shipped.py`, `calendar_file.py`).
"""

from __future__ import annotations

import enum
from datetime import date

from msgspec import Struct


class DayKind(enum.Enum):
    """What a day is to the clock."""

    WORKDAY = "workday"
    REST = "rest"
    """A weekly day of rest with no holiday on it."""
    HOLIDAY = "holiday"
    """A day off by statute or by the year's notice; it has a name."""
    MAKEUP = "makeup"
    """A weekly day of rest on which work is done in exchange for another day (调休上班); it has a name."""

    @property
    def is_work(self) -> bool:
        """Whether a working-day limit counts this day."""
        return self is DayKind.WORKDAY or self is DayKind.MAKEUP


class NamedDay(Struct, frozen=True):
    """One day of a plan: a holiday or a make-up workday, and the holiday it belongs to."""

    day: date
    kind: DayKind
    name: str


class Notice(Struct, frozen=True):
    """The document that announced a plan."""

    published_on: date | None
    url: str


class YearPlan(Struct, frozen=True):
    """A year as announced: every day that differs from the bare week.

    ``days`` may reach into the neighbouring years (New Year of 2023 began on 2022-12-31).
    ``notices`` are all documents the plan rests on, oldest first; a later one amended the earlier.
    """

    year: int
    days: tuple[NamedDay, ...]
    notices: tuple[Notice, ...] = ()

    @property
    def revision(self) -> int:
        """1 for a year announced once, 2 after one amendment."""
        return max(1, len(self.notices))
