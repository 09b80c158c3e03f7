"""A deadline that opens: its state in words, each day of the count in weeks, the rules that led to it.

The days come from the core's derivation; here they are only laid out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

DayKind = Literal["plain", "start", "counted", "ahead", "off", "stopped"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedDay:
    """One day of the count.

    ``kind``: start (the day of acceptance, not counted), counted (already passed), ahead (will count), off (weekend or
    holiday), stopped (the clock stood), plain (before or after the count). ``says`` is what stands below the date: 第3日,
    春节, 受理. ``make_up``: a weekend worked because of a holiday.
    """

    on: dt.date
    kind: DayKind = "plain"
    says: str = ""
    make_up: bool = False
    is_today: bool = False
    is_due: bool = False

    @property
    def label(self) -> str:
        """The day of the month."""
        return str(self.on.day)


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the derivation and the law it stands on."""

    text: str
    basis: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """A chip, and what it opens; ``is_open`` shows it opened."""

    state: str
    note: str
    caption: str
    days: Sequence[CountedDay]
    rules: Sequence[Rule] = field(default=())
    is_open: bool = False

    @property
    def weeks(self) -> list[list[CountedDay]]:
        """The days in weeks from Monday, filled up with plain days at both ends."""
        if not self.days:
            return []
        first, last = self.days[0].on, self.days[-1].on
        lead = [CountedDay(on=first - dt.timedelta(days=n)) for n in range(first.weekday(), 0, -1)]
        tail = [CountedDay(on=last + dt.timedelta(days=n)) for n in range(1, 7 - last.weekday())]
        days = [*lead, *self.days, *tail]
        return [days[start : start + 7] for start in range(0, len(days), 7)]
