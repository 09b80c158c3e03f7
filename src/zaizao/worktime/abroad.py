"""Calendars of other countries, for event logs from abroad; the days come from the library ``holidays``.

Statutory deadlines are never counted on these: the edition says where the days are from.
"""

from __future__ import annotations

from datetime import UTC, date, tzinfo
from functools import lru_cache
from typing import TYPE_CHECKING

from zaizao.errors import Problem
from zaizao.worktime.calendar import CalendarSource, WorkCalendar, build_calendar
from zaizao.worktime.errors import UnknownCountryError
from zaizao.worktime.year_plan import DayKind, NamedDay, YearPlan

if TYPE_CHECKING:
    from holidays import HolidayBase


@lru_cache(maxsize=64)
def foreign(
    country: str,
    subdivision: str | None = None,
    *,
    first_year: int = 1990,
    last_year: int = 2040,
    zone: tzinfo = UTC,
) -> WorkCalendar:
    """The public holidays and weekly rest of a country (ISO 3166 code), or of one of its subdivisions.

    Raises UnknownCountryError for a country or subdivision the library does not know.
    """
    from importlib.metadata import version  # noqa: PLC0415  # slow to load, and rarely needed

    import holidays  # noqa: PLC0415

    years = range(first_year, last_year + 1)
    try:
        table = holidays.country_holidays(country, subdiv=subdivision, years=years)
    except NotImplementedError:
        raise UnknownCountryError(
            [Problem("country-unknown", {"country": country, "subdivision": subdivision})]
        ) from None
    place = "-".join(part.lower() for part in (country, subdivision) if part)
    return build_calendar(
        CalendarSource(
            country=country.upper(),
            tag=f"{place}-holidays-{version('holidays')}",
            first_year=first_year,
            last_year=last_year,
            weekend=frozenset(table.weekend),
            plans=tuple(_plan(year, table) for year in years),
            zone=zone,
        )
    )


def _plan(year: int, table: HolidayBase) -> YearPlan:
    first, last = date(year, 1, 1), date(year, 12, 31)
    off = [NamedDay(day, DayKind.HOLIDAY, name) for day, name in table.items() if first <= day <= last]
    made_up = [NamedDay(day, DayKind.MAKEUP, "") for day in table.weekend_workdays if first <= day <= last]
    return YearPlan(year, tuple(sorted((*off, *made_up), key=lambda named: named.day)))
