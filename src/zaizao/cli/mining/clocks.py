"""The clock that is asked for on a command line: a country's calendar and office hours."""

from __future__ import annotations

from zaizao.mining.clock import Clock
from zaizao.worktime import DEFAULT, OfficeHours, name_calendar, parse_intervals


def read_clock(calendar: str = "cn", hours: str | None = None) -> Clock:
    """``cn`` is the calendar of the State Council's notices, anything else a country (and ``-`` subdivision) abroad.

    Raises UnknownCountryError, OfficeHoursError.
    """
    opening = DEFAULT
    if hours is not None:
        opening = OfficeHours(weekly=(parse_intervals(hours),) * 5 + ((), ()))
    return Clock(name_calendar(calendar), opening)
