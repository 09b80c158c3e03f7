"""One rule of law as data: a number (or a closed list) with its source, dates, place and how surely it is known.

Finding the rule that holds is `zaizao.law.table`'s business; counting days is `zaizao.worktime`'s.
"""

from __future__ import annotations

import datetime as dt
import enum

from msgspec import Struct

from zaizao.errors import Location
from zaizao.law.place import NATION
from zaizao.units import Limit, Text, Unit
from zaizao.units.record import Record


class RuleUnit(enum.Enum):
    """What the value of a rule counts.

    Times that a clock can count keep the signs of `Limit`; WORKING_DAYS_IN_ALL is a total for reports, which may be
    a fraction; LIST is a closed list of words.
    """

    WORKING_DAY = "wd"
    WORKING_HOUR = "wh"
    WORKING_MINUTE = "wm"
    DAY = "d"
    HOUR = "h"
    MINUTE = "min"
    SECOND = "s"
    WORKING_DAYS_IN_ALL = "working-days"
    MONTH = "mo"
    YEAR = "y"
    COUNT = "count"
    PERCENT = "percent"
    MONEY = "money"
    TEXT = "text"
    LIST = "list"


_LIMIT_UNITS = {unit.value: unit for unit in Unit}


class Tighter(enum.Enum):
    """Which way a value may be changed by a city without a basis of its own: only to bind government more.

    LOWER and HIGHER are for numbers (time for the authority; time for the applicant), FEWER and MORE for lists
    (materials; guarantees), FIXED allows no change.
    """

    LOWER = "lower"
    HIGHER = "higher"
    FEWER = "fewer"
    MORE = "more"
    FIXED = "fixed"


class Verified(enum.Enum):
    """How the entry was checked; everything but LAW and DOCUMENT shows a badge until a 司法局 confirms it."""

    LAW = "law"
    DOCUMENT = "document"
    SECOND_HAND = "second-hand"
    GENERAL_KNOWLEDGE = "general-knowledge"


class BasisKind(enum.Enum):
    """What may carry a loosening: a law, a regulation (行政法规、地方性法规) or a rule (规章). A document may not."""

    LAW = "law"
    REGULATION = "regulation"
    RULE = "rule"


class Basis(Struct, frozen=True):
    """The provision by which a place departs from the rule above it."""

    name: str
    article: str
    kind: BasisKind


class Extension(Struct, frozen=True):
    """By how much a time limit may be extended, by whom, and what has to be said to the applicant."""

    value: int
    unit: RuleUnit
    by: Text

    @property
    def limit(self) -> Limit | None:
        """The extension as a limit of time."""
        return _make_limit(self.value, self.unit)


Value = int | float | str | tuple[str, ...]


class Rule(Record, frozen=True, kw_only=True):
    """One dated entry of the rule table."""

    key: str
    source: str
    number: str | None = None
    article: str
    cites: tuple[str, ...] = ()
    """Ids of the articles in the library that carry the rule, where their text is shipped."""
    value: Value
    unit: RuleUnit
    tighter: Tighter = Tighter.FIXED
    start: Text | None = None
    """From what moment a time is counted (起算点)."""
    extend: Extension | None = None
    since: dt.date
    until: dt.date | None = None
    """The first day on which the rule no longer holds."""
    where: str = NATION
    verified: Verified
    says: Text
    basis: Basis | None = None
    pack: str | None = None
    """The name of the city pack the rule came with; None for the shipped table."""
    location: Location = Location()

    beside = ("location",)

    @property
    def limit(self) -> Limit | None:
        """The value as a limit of time; None when it is none (a count, a share, seconds)."""
        return _make_limit(self.value, self.unit)

    def holds_on(self, day: dt.date) -> bool:
        """Whether the rule is in force on ``day``."""
        return self.since <= day and (self.until is None or day < self.until)

    @property
    def is_verified(self) -> bool:
        """Whether the entry was compared with the law or the official document itself."""
        return self.verified in (Verified.LAW, Verified.DOCUMENT)


def _make_limit(value: Value, unit: RuleUnit) -> Limit | None:
    time_unit = _LIMIT_UNITS.get(unit.value)
    return Limit(value, time_unit) if time_unit is not None and isinstance(value, int) else None
