"""Working time between whole columns of moments; the same answers as counting office time one by one.

The counting is in `elapsed_columns.py`, which needs numpy; this door does not, so that importing the room stays cheap.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from zaizao.worktime.calendar import WorkCalendar
from zaizao.worktime.office_hours import DEFAULT, OfficeHours

if TYPE_CHECKING:
    from numpy import float64, int64
    from numpy.typing import ArrayLike, NDArray


def elapsed_working_time(
    starts: ArrayLike, ends: ArrayLike, calendar: WorkCalendar, hours: OfficeHours = DEFAULT
) -> NDArray[int64]:
    """Office microseconds from each start to each end, negative where the end is the earlier.

    ``starts`` and ``ends``: microseconds since 1970-01-01T00:00Z (int64), or datetime64 of UTC. The smallest int64
    (NaT) where a moment is missing or lies outside the calendar's years: unknown, not zero. Office time is that of
    `OfficeHours.office_time` on the calendar's own clock, make-up workdays and holidays as the notices have them.
    """
    from zaizao.worktime.elapsed_columns import count_elapsed  # noqa: PLC0415  # numpy is loaded when columns are counted

    return count_elapsed(starts, ends, calendar, hours)


def elapsed_working_minutes(
    starts: ArrayLike, ends: ArrayLike, calendar: WorkCalendar, hours: OfficeHours = DEFAULT
) -> NDArray[float64]:
    """As `elapsed_working_time`, in minutes; NaN where it is unknown."""
    from zaizao.worktime.elapsed_columns import count_minutes  # noqa: PLC0415

    return count_minutes(starts, ends, calendar, hours)


def years_without_notice(starts: ArrayLike, ends: ArrayLike, calendar: WorkCalendar) -> tuple[int, ...]:
    """The years that the spans touch and for which no official plan is known: their days off may be wrong.

    Years beyond the calendar are among them. Missing moments are passed over.
    """
    from zaizao.worktime.elapsed_columns import find_provisional_years  # noqa: PLC0415

    return find_provisional_years(starts, ends, calendar)
