"""What a new edition of the calendar does to open deadlines: which move, and by how much.

Telling people that they moved is not done here.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Hashable, Iterable, Mapping
from datetime import date, datetime

from msgspec import Struct

from zaizao.worktime.calendar import WorkCalendar
from zaizao.worktime.deadline import Deadline, recompute_deadline


class Moved(Struct, frozen=True):
    """One deadline that the new calendar moves."""

    key: Hashable
    """The case's key, or its position when the deadlines came without keys."""
    old_due: datetime | None
    new_due: datetime | None
    workdays_moved: int
    """Working days of the new calendar between the old and the new last day; negative when it is earlier now."""
    days_moved: int
    """Days between the old and the new last day, working or not; negative when it is earlier now."""
    deadline: Deadline
    """The deadline on the new calendar."""


def recompute(
    deadlines: Mapping[Hashable, Deadline] | Iterable[Deadline],
    old_calendar: WorkCalendar,
    new_calendar: WorkCalendar,
) -> list[Moved]:
    """The deadlines that fall elsewhere on ``new_calendar`` than on ``old_calendar``, in their order.

    Only those that a changed day can touch are counted again: one search for each of the others.
    """
    pairs = deadlines.items() if isinstance(deadlines, Mapping) else enumerate(deadlines)
    changed = old_calendar.changed_days(new_calendar)
    moved = (_move(key, deadline, changed, old_calendar, new_calendar) for key, deadline in pairs)
    return [found for found in moved if found is not None]


def _move(
    key: Hashable, deadline: Deadline, changed: tuple[date, ...], old: WorkCalendar, new: WorkCalendar
) -> Moved | None:
    if deadline.edition != old.edition:
        deadline = recompute_deadline(deadline, calendar=old)
    if not _is_touched(deadline, changed, new):
        return None
    again = recompute_deadline(deadline, calendar=new)
    if again.due == deadline.due:
        return None
    workdays, days = _measure(deadline.last_day, again.last_day, new)
    return Moved(key, deadline.due, again.due, workdays, days, again)


def _is_touched(deadline: Deadline, changed: tuple[date, ...], new: WorkCalendar) -> bool:
    """Whether a changed day lies between start and end; days beyond the end cannot move it."""
    if deadline.calendar.zone != new.zone:
        return True
    if deadline.last_day is None:
        return bool(changed)
    position = bisect_left(changed, deadline.start.date())
    return position < len(changed) and changed[position] <= deadline.last_day


def _measure(old: date | None, again: date | None, calendar: WorkCalendar) -> tuple[int, int]:
    if old is None or again is None:
        return 0, 0
    return calendar.workdays_between(old, again), (again - old).days
