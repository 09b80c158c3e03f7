"""A dated calendar: what kind of day each day is, and counting working days in constant time.

Days and counts only: hours are in `office_hours.py`, limits and suspensions in `deadline.py`.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta, tzinfo
from functools import cached_property
from hashlib import sha256
from itertools import accumulate
from typing import NoReturn

from msgspec import Struct
from msgspec.structs import replace

from zaizao.units.record import show_without
from zaizao.units.zone import SHANGHAI
from zaizao.worktime.errors import NaiveMomentError, OutsideCalendarError
from zaizao.worktime.year_plan import DayKind, NamedDay, YearPlan

_MIDNIGHT = time()
_KINDS = (DayKind.WORKDAY, DayKind.REST, DayKind.HOLIDAY, DayKind.MAKEUP)
_CODES = {kind: code for code, kind in enumerate(_KINDS)}
_IS_WORK = bytes(kind.is_work for kind in _KINDS).ljust(256, b"\0")


class CalendarSource(Struct, frozen=True):
    """What a calendar is made from; two calendars of equal sources are equal."""

    country: str
    tag: str
    """Lower-case short name that opens the edition, e.g. ``cn`` or ``cn-jinan``."""
    first_year: int
    last_year: int
    weekend: frozenset[int] = frozenset({5, 6})
    """Weekly days of rest, Monday is 0."""
    statutory: tuple[NamedDay, ...] = ()
    """Holidays by statute, used only in years without a plan."""
    plans: tuple[YearPlan, ...] = ()
    zone: tzinfo = SHANGHAI
    english_names: tuple[tuple[str, str], ...] = ()

    __repr__ = show_without("statutory", "plans", "english_names")


class WorkCalendar(Struct, frozen=True, eq=False, dict=True):
    """Every day of a range of years with its kind; counting costs the same for 1 day and 10,000.

    Make one with `china`, `load_calendar`, `foreign` or `build_calendar`.
    Days outside the range raise OutsideCalendarError.
    Equality is the edition, which ends with a digest of everything the answers depend on.
    """

    source: CalendarSource
    edition: str
    """Short tag and content digest, e.g. ``cn-2026.1+5d0c1f3a9b27``; due dates are stamped with it."""
    origin: int
    """Ordinal of the first day."""
    size: int
    """Number of days."""
    official_years: frozenset[int]
    _kinds: bytes
    _names: dict[int, str]
    _rank: array[int]
    """_rank[i] = working days from the first day to day i, both included."""
    _workdays: list[date]

    @property
    def country(self) -> str:
        return self.source.country

    @property
    def zone(self) -> tzinfo:
        return self.source.zone

    @property
    def first_day(self) -> date:
        return date.fromordinal(self.origin)

    @property
    def last_day(self) -> date:
        return date.fromordinal(self.origin + self.size - 1)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, WorkCalendar) and self.edition == other.edition

    def __ne__(self, other: object) -> bool:  # a struct has one of its own, by identity
        return not self == other

    def __hash__(self) -> int:
        return hash(self.edition)

    def __repr__(self) -> str:
        return f"<WorkCalendar {self.edition} {self.first_day}..{self.last_day}>"

    def offset_of(self, day: date) -> int:
        """Days from the calendar's first day; raises OutsideCalendarError beyond either end."""
        if day.__class__ is not date:
            raise TypeError(f"a calendar counts days, not moments: {day!r}")
        index = day.toordinal() - self.origin
        if not 0 <= index < self.size:
            self._refuse(day)
        return index

    def _refuse(self, day: date | int) -> NoReturn:
        raise OutsideCalendarError(
            day=day if isinstance(day, date) else None, first=self.first_day, last=self.last_day, edition=self.edition
        )

    def kind_of(self, day: date) -> DayKind:
        """What ``day`` is: working day, weekly rest, holiday or make-up workday."""
        return _KINDS[self._kinds[self.offset_of(day)]]

    def name_of(self, day: date, *, language: str = "zh") -> str | None:
        """The holiday that ``day`` belongs to (also for a make-up workday), or None.

        In English where the calendar has an English name, otherwise as the plan has it.
        """
        name = self._names.get(self.offset_of(day)) or None
        if name is None or language != "en":
            return name
        english = dict(self.source.english_names)
        return ", ".join(english.get(part, part) for part in name.split("、"))

    def is_workday(self, day: date) -> bool:
        """Whether a limit in working days counts ``day``."""
        return _IS_WORK[self._kinds[self.offset_of(day)]] == 1

    def is_provisional(self, year: int) -> bool:
        """Whether no official plan of ``year`` is known, so that its days may still move."""
        return year not in self.official_years

    def plan_of(self, day: date) -> YearPlan | None:
        """The plan that names ``day``, or None: a plain day, or one named by statute alone."""
        return next((plan for plan in self.source.plans if any(named.day == day for named in plan.days)), None)

    def add_workdays(self, day: date, n: int) -> date:
        """The n-th working day after ``day`` (before it when ``n`` is negative); ``day`` itself when n is 0.

        ``day`` is day zero and need not be a working day (民法典 第201条; 行政许可法 第82条).
        """
        index = day.toordinal() - self.origin
        if day.__class__ is not date or not 0 <= index < self.size:
            index = self.offset_of(day)
        if n > 0:
            position = self._rank[index] + n - 1
        elif n < 0:
            position = self._rank[index] - _IS_WORK[self._kinds[index]] + n
        else:
            return day
        if not 0 <= position < len(self._workdays):
            self._refuse(position)
        return self._workdays[position]

    @cached_property
    def _ends(self) -> list[datetime]:
        """_ends[i] = the moment at which working day i is over."""
        return [self.midnight(day + timedelta(days=1)) for day in self._workdays]

    def end_of_workdays(self, day: date, n: int) -> datetime:
        """The moment at which the n-th working day after ``day`` is over, 24:00 on this calendar's clock; n from 1."""
        index = day.toordinal() - self.origin
        if day.__class__ is not date or not 0 <= index < self.size:
            index = self.offset_of(day)
        position = self._rank[index] + n - 1
        if n < 1 or position >= len(self._ends):
            self._refuse(position)
        return self._ends[position]

    def workdays_between(self, a: date, b: date) -> int:
        """Working days after ``a`` up to and including ``b``; negative when ``b`` is the earlier."""
        return self._rank[self.offset_of(b)] - self._rank[self.offset_of(a)]

    def rank_of(self, ordinal: int) -> int:
        """Working days from the calendar's first day to the day of this ordinal, both included."""
        if not 0 <= ordinal - self.origin < self.size:
            self._refuse(ordinal)
        return self._rank[ordinal - self.origin]

    def workday_ranked(self, rank: int) -> date:
        """The working day whose `rank_of` is ``rank``, counting from 1."""
        if not 0 < rank <= len(self._workdays):
            self._refuse(rank)
        return self._workdays[rank - 1]

    def next_workday(self, day: date) -> date:
        """``day`` when it is a working day, otherwise the first one after it (民法典 第203条)."""
        index = self.offset_of(day)
        if _IS_WORK[self._kinds[index]]:
            return day
        return self.add_workdays(day, 1)

    def localise(self, moment: datetime) -> datetime:
        """``moment`` on this calendar's clock; raises NaiveMomentError when it has no zone."""
        if moment.tzinfo is self.source.zone:
            return moment
        if moment.tzinfo is None or moment.utcoffset() is None:
            raise NaiveMomentError(moment=moment)
        return moment.astimezone(self.source.zone)

    def midnight(self, day: date) -> datetime:
        """The moment ``day`` begins on this calendar's clock."""
        return datetime.combine(day, _MIDNIGHT, self.source.zone)

    def days_of(self, kind: DayKind) -> Iterator[date]:
        """All days of one kind, in order."""
        code = _CODES[kind]
        return (date.fromordinal(self.origin + i) for i, found in enumerate(self._kinds) if found == code)

    def changed_days(self, other: WorkCalendar) -> tuple[date, ...]:
        """Days of another kind in ``other``, in order; only days that both calendars know."""
        first, last = max(self.origin, other.origin), min(self.origin + self.size, other.origin + other.size)
        ours = self._kinds[first - self.origin : last - self.origin]
        theirs = other._kinds[first - other.origin : last - other.origin]
        return tuple(date.fromordinal(first + i) for i, (a, b) in enumerate(zip(ours, theirs, strict=True)) if a != b)

    def work_flags(self) -> bytes:
        """One byte for each day from `first_day`: 1 when working-day limits count it."""
        return self._kinds.translate(_IS_WORK)

    def with_year(self, plan: YearPlan) -> WorkCalendar:
        """A new edition in which ``plan`` replaces whatever was known of its year."""
        others = tuple(known for known in self.source.plans if known.year != plan.year)
        return build_calendar(replace(self.source, plans=tuple(sorted((*others, plan), key=lambda p: p.year))))


def build_calendar(source: CalendarSource) -> WorkCalendar:
    """Lay the days out once; everything after is a look-up."""
    origin = date(source.first_year, 1, 1).toordinal()
    size = date(source.last_year, 12, 31).toordinal() - origin + 1
    kinds, names = _bare_weeks(origin, size, source.weekend), dict[int, str]()
    for named in _named_days(source):
        index = named.day.toordinal() - origin
        if 0 <= index < size:
            kinds[index] = _code_on(named, source.weekend)
            names[index] = named.name if kinds[index] else ""
    frozen_kinds = bytes(kinds)
    flags = frozen_kinds.translate(_IS_WORK)
    return WorkCalendar(
        source=source,
        edition=_edition(source, frozen_kinds, names),
        origin=origin,
        size=size,
        official_years=frozenset(plan.year for plan in source.plans),
        _kinds=frozen_kinds,
        _names=names,
        _rank=array("q", accumulate(flags)),
        _workdays=[date.fromordinal(origin + i) for i, flag in enumerate(flags) if flag],
    )


def _bare_weeks(origin: int, size: int, weekend: frozenset[int]) -> bytearray:
    week = bytes(_CODES[DayKind.REST] if (origin + 6 + i) % 7 in weekend else 0 for i in range(7))
    return bytearray((week * (size // 7 + 1))[:size])


def _named_days(source: CalendarSource) -> Iterator[NamedDay]:
    planned = {plan.year for plan in source.plans}
    yield from (named for named in source.statutory if named.day.year not in planned)
    for plan in source.plans:
        yield from plan.days


def _code_on(named: NamedDay, weekend: frozenset[int]) -> int:
    if named.kind.is_work:
        return _CODES[DayKind.MAKEUP if named.day.weekday() in weekend else DayKind.WORKDAY]
    return _CODES[named.kind]


def _edition(source: CalendarSource, kinds: bytes, names: dict[int, str]) -> str:
    years = sorted(plan.year for plan in source.plans)
    content = repr(
        (source.country, source.first_year, source.last_year, years, str(source.zone), sorted(names.items()))
    )
    digest = sha256(kinds + content.encode()).hexdigest()[:12]
    newest = max(source.plans, key=lambda plan: plan.year, default=None)
    stand = f"-{newest.year}.{newest.revision}" if newest else ""
    return f"{source.tag}{stand}+{digest}"
