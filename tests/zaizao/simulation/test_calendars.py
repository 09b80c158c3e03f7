"""The calendar that parameters name: China's, a country's, a part of one, or none."""

from __future__ import annotations

import datetime as dt

import pytest

from zaizao.simulation.modelling import find_calendar
from zaizao.worktime import UnknownCountryError

CESAR_CHAVEZ_DAY = dt.date(2023, 3, 31)


def test_a_part_of_a_country_has_holidays_of_its_own() -> None:
    california, country = find_calendar("US-CA"), find_calendar("us")

    assert california is not None
    assert country is not None
    assert (california.is_workday(CESAR_CHAVEZ_DAY), country.is_workday(CESAR_CHAVEZ_DAY)) == (False, True)


def test_a_country_that_is_not_known_is_refused() -> None:
    with pytest.raises(UnknownCountryError):
        find_calendar("ZZ")
    assert find_calendar("none") is None
