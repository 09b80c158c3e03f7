"""What may be wrong with a calendar, a moment or a request for a deadline.

DeadlineError               a deadline was asked for with something malformed
├── NaiveMomentError        a datetime without a zone
├── OutsideCalendarError    a day before the first or after the last day of the calendar
├── SuspensionError         a stop of the clock that ends before it begins, or disagrees with itself
└── UnitError               a unit that this question cannot be asked in
CalendarFileError           a table of holidays or office hours that cannot be read; every Problem located
OfficeHoursError            opening times that overlap or end before they begin
UnknownCountryError         no foreign calendar of that country or subdivision
"""

from __future__ import annotations

from typing import ClassVar

from zaizao.errors import InputError


class DeadlineError(InputError, ValueError):
    """This deadline cannot be computed."""

    code: ClassVar[str] = "deadline-malformed"


class NaiveMomentError(DeadlineError):
    """A moment needs a zone; say which clock it was read from, for example +08:00."""

    code = "moment-naive"


class OutsideCalendarError(DeadlineError):
    """The count leaves the days that the calendar knows."""

    code = "calendar-out-of-range"


class SuspensionError(DeadlineError):
    """A stop of the clock must begin before it ends, and its moments must lie on its days."""

    code = "suspension-malformed"


class UnitError(DeadlineError):
    """Whole columns are counted in days, months or years only."""

    code = "unit-not-days"


class CalendarFileError(InputError, ValueError):
    """This table cannot be read as a calendar."""

    code = "calendar-malformed"


class OfficeHoursError(InputError, ValueError):
    """Opening times must lie within one day, begin before they end and not overlap."""

    code = "office-hours-malformed"


class UnknownCountryError(InputError, ValueError):
    """No calendar of this country or subdivision is known."""

    code = "country-unknown"
