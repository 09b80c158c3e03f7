"""Stops of the clock and extensions, as values, and laying stops together.

Which grounds stop a clock is law, not arithmetic: the law room decides, this room counts.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from msgspec import Struct

from zaizao.errors import Problem
from zaizao.units import Limit
from zaizao.worktime.calendar import WorkCalendar
from zaizao.worktime.errors import SuspensionError

ONE_DAY = timedelta(days=1)


class Suspension(Struct, frozen=True):
    """The clock stands still from ``first`` to ``last``: no day from the first to the last, both included, counts.

    ``last`` None means it is still standing. ``ground`` and ``basis`` say why it may
    (行政许可法 第45条 lists the kinds). ``started_at`` and ``ended_at`` narrow the stop for limits in hours and
    minutes; without them such a limit stands still from 0:00 of the first to 24:00 of the last day.
    """

    first: date
    last: date | None
    ground: str = ""
    basis: str = ""
    started_at: datetime | None = None
    ended_at: datetime | None = None

    def __post_init__(self) -> None:
        backwards = self.last is not None and self.last < self.first
        if self.started_at is not None and self.ended_at is not None:
            backwards = backwards or self.ended_at < self.started_at
        if backwards or (self.last is None and self.ended_at is not None):
            raise SuspensionError(
                [Problem("suspension-malformed", {"first": self.first, "last": self.last, "ground": self.ground})]
            )


class Extension(Struct, frozen=True):
    """More time, granted with a ground; it is added to the limit before the end is found."""

    limit: Limit
    ground: str = ""
    basis: str = ""
    granted_at: datetime | None = None


DayStop = tuple[int, int | None]
"""First and last day of a stop as ordinals; None is a stop that has not ended."""
MomentStop = tuple[datetime, datetime | None]


def merge_days(suspensions: Iterable[Suspension]) -> tuple[DayStop, ...]:
    """The stops as disjoint runs of days in order; overlapping and adjacent stops become one."""
    merged: list[DayStop] = []
    for stop in sorted(suspensions, key=lambda stop: stop.first):
        first, last = stop.first.toordinal(), None if stop.last is None else stop.last.toordinal()
        if merged and (merged[-1][1] is None or first <= merged[-1][1] + 1):
            merged[-1] = (merged[-1][0], _later(merged[-1][1], last))
        else:
            merged.append((first, last))
    return tuple(merged)


def _later(a: int | None, b: int | None) -> int | None:
    return None if a is None or b is None else max(a, b)


def merge_moments(suspensions: Iterable[Suspension], *, calendar: WorkCalendar) -> tuple[MomentStop, ...]:
    """The stops as disjoint intervals of moments in order, each [from, to)."""
    merged: list[MomentStop] = []
    for begins, ends in sorted((_interval(stop, calendar) for stop in suspensions), key=lambda stop: stop[0]):
        previous = merged[-1][1] if merged else None
        if merged and (previous is None or begins <= previous):
            merged[-1] = (merged[-1][0], None if previous is None or ends is None else max(previous, ends))
        else:
            merged.append((begins, ends))
    return tuple(merged)


def _interval(stop: Suspension, calendar: WorkCalendar) -> MomentStop:
    begins = calendar.midnight(stop.first) if stop.started_at is None else calendar.localise(stop.started_at)
    if stop.ended_at is not None:
        ends: datetime | None = calendar.localise(stop.ended_at)
    else:
        ends = None if stop.last is None else calendar.midnight(stop.last + ONE_DAY)
    outside = begins.date() != stop.first or (ends is not None and ends < begins)
    if outside or (stop.ended_at is not None and ends is not None and ends.date() != stop.last):
        raise SuspensionError(
            [Problem("suspension-malformed", {"first": stop.first, "last": stop.last, "ground": stop.ground})]
        )
    return begins, ends
