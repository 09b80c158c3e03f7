"""The calendar that a command line or a parameter file names by a short text."""

from __future__ import annotations

from zaizao.worktime.abroad import foreign
from zaizao.worktime.calendar import WorkCalendar
from zaizao.worktime.shipped import china


def name_calendar(name: str) -> WorkCalendar:
    """``cn``: the State Council's notices; else a country, or with ``-`` one of its parts, in any case: ``NL``, ``US-CA``.

    Raises UnknownCountryError.
    """
    if name.lower() == "cn":
        return china()
    country, _, subdivision = name.upper().partition("-")
    return foreign(country, subdivision or None)
