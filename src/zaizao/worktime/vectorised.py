"""The last days of whole columns of cases at once; the same answers as `compute_deadline`, one by one.

The counting is in `columns.py`, which needs numpy; this door does not, so that importing the room stays cheap.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from zaizao.units import Unit
from zaizao.worktime.calendar import WorkCalendar

if TYPE_CHECKING:
    from numpy import datetime64
    from numpy.typing import ArrayLike, NDArray


def due_days(
    starts: ArrayLike,
    amounts: ArrayLike,
    unit: Unit,
    calendar: WorkCalendar,
    suspensions: tuple[ArrayLike, ArrayLike] | None = None,
) -> NDArray[datetime64]:
    """The last day of each limit, as datetime64[D].

    ``starts``: the days of acceptance, as datetime64 or as ordinals (`date.toordinal`). ``amounts``: one number or a
    column. ``suspensions``: the first and the last day of one stop a row, NaT in both for none, NaT as last day
    for a stop that has not ended; where such a stop holds the clock the answer is NaT.

    Raises UnitError for hours and minutes, DeadlineError for a negative amount, and OutsideCalendarError when any row leaves the calendar.
    """
    from zaizao.worktime.columns import count_columns  # noqa: PLC0415  # numpy is loaded only when columns are counted

    return count_columns(starts, amounts, unit, calendar, suspensions)
