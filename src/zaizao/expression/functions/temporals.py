"""Built-ins over dates: place in the year and week. ``today`` and ``now`` are read from the scope, not here."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from zaizao.expression.functions.registry import builtin
from zaizao.expression.values import Value

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


@builtin("day of year(date: date|datetime) -> number")
def get_day_of_year(date: dt.date) -> Value:
    """1 to 366."""
    return Decimal(date.timetuple().tm_yday)


@builtin("day of week(date: date|datetime) -> string")
def get_day_of_week(date: dt.date) -> Value:
    """``Monday`` to ``Sunday``; ``date.weekday`` is the number, Monday 1."""
    return _DAYS[date.weekday()]


@builtin("month of year(date: date|datetime) -> string")
def get_month_of_year(date: dt.date) -> Value:
    """``January`` to ``December``."""
    return _MONTHS[date.month - 1]


@builtin("week of year(date: date|datetime) -> number")
def get_week_of_year(date: dt.date) -> Value:
    """The ISO 8601 week."""
    return Decimal(date.isocalendar().week)
