"""Clocks for the event loops: a dated calendar with office hours, or with the busyness of each hour of the week.

Time is local and counted in seconds from the midnight on which the simulation begins; summer time is not followed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from zaizao.simulation.world import FOREVER, Clocks
from zaizao.worktime import DEFAULT, WorkCalendar, parse_intervals

DAY = 86_400.0
HOUR = 3_600.0
WEEK_HOURS = 168

Floats = NDArray[np.float64]


class Hours(Struct, frozen=True):
    """When somebody works. All empty: the office hours 9:00–12:00 and 13:30–17:00 on working days.

    ``busy`` says how busy each of the 168 hours of a week is, Monday 0:00 first, any unit; the clock then runs faster in
    busy hours. ``days_off``: the share of an ordinary day that is left on a holiday (0 with office hours).
    """

    always: bool = False
    office: str | None = None
    """The same every working day, as ``9:00-12:00, 13:30-17:00``."""
    weekly: tuple[str, ...] = ()
    """Monday to Sunday, whatever the calendar says of rest on weekends; holidays are off."""
    busy: tuple[float, ...] = ()
    days_off: float = 0.0


class Line(Struct, frozen=True):
    """One clock as points: moments and readings, in seconds."""

    moments: Floats
    readings: Floats


def draw_line(hours: Hours, calendar: WorkCalendar | None, *, origin: dt.date, days: int) -> Line:
    """The clock over so many days; behind them it goes on at its average rate.

    Days that the calendar does not know count as working days from Monday to Friday. Without a calendar every day is
    like any other of its weekday.
    """
    if hours.always:
        return Line(np.array([0.0, FOREVER]), np.array([0.0, FOREVER]))
    opens, closes, rises = _lay_spans(hours, calendar, origin=origin, days=days)
    ends = np.concatenate(([0.0], closes))
    shown = np.concatenate(([0.0], np.cumsum(rises)))
    # A point where each span closes, and one where it opens if there was a pause before it.
    paused = opens > ends[:-1]
    place = np.arange(len(opens)) + np.cumsum(paused) + 1
    moments, readings = np.zeros(len(opens) + int(paused.sum()) + 1), np.zeros(len(opens) + int(paused.sum()) + 1)
    moments[place], readings[place] = closes, shown[1:]
    moments[place[paused] - 1], readings[place[paused] - 1] = opens[paused], shown[:-1][paused]
    return _go_on(moments, readings, end=days * DAY)


def _go_on(moments: Floats, readings: Floats, *, end: float) -> Line:
    """The clock stands until the end of what is known, and then goes on at its average rate for ever."""
    last = float(readings[-1])
    beyond, shown = ([], []) if moments[-1] >= end else ([end], [last])
    rate = last / end if end else 0.0
    return Line(
        np.concatenate((moments, beyond, [FOREVER])),
        np.concatenate((readings, shown, [last + (FOREVER - end) * (rate or 1.0)])),
    )


Spans = Sequence[tuple[float, float, float]]
"""Of a day: from, to (seconds of the day), and how fast the clock runs."""


def _lay_spans(
    hours: Hours, calendar: WorkCalendar | None, *, origin: dt.date, days: int
) -> tuple[Floats, Floats, Floats]:
    """The spans of all days one after the other: where each opens, where it closes, by how much the clock advances."""
    week = _rate_week(hours)
    usual = next((day for day in week if day), ())
    rested = [[(a, b, r * hours.days_off) for a, b, r in day] if hours.days_off else () for day in week]
    patterns: list[Spans] = [*week, *rested, *(day or usual for day in week)]
    kinds = _kinds_of_days(calendar, origin=origin, days=days)
    chosen = (origin.weekday() + np.arange(days)) % 7 + 7 * kinds
    rows = np.array([span for pattern in patterns for span in pattern], dtype=np.float64).reshape(-1, 3)
    sizes = np.array([len(pattern) for pattern in patterns])
    firsts = np.cumsum(sizes) - sizes
    counts = sizes[chosen]
    day = np.repeat(np.arange(days), counts)
    within = np.arange(len(day)) - np.repeat(np.cumsum(counts) - counts, counts)
    opens, closes, rates = rows[firsts[chosen][day] + within].T
    return day * DAY + opens, day * DAY + closes, (closes - opens) * rates


def _rate_week(hours: Hours) -> list[Spans]:
    if hours.busy:
        top = max(hours.busy)
        rates = [rate / top for rate in hours.busy]
        return [
            [(h * HOUR, (h + 1) * HOUR, rates[d * 24 + h]) for h in range(24) if rates[d * 24 + h] > 0.0]
            for d in range(7)
        ]
    if hours.weekly:
        texts = hours.weekly
    elif hours.office is not None:
        texts = (hours.office,) * 5 + ("", "")
    else:
        return [[(a * 60.0, b * 60.0, 1.0) for a, b in day] for day in DEFAULT.weekly]
    return [[(a * 60.0, b * 60.0, 1.0) for a, b in parse_intervals(text)] for text in texts]


_PLAIN, _OFF, _MAKEUP = 0, 1, 2


def _kinds_of_days(calendar: WorkCalendar | None, *, origin: dt.date, days: int) -> NDArray[np.int64]:
    """Off: holidays that fall on what would be a working day of the week; makeup: working weekends; else plain."""
    kinds = np.full(days, _PLAIN, dtype=np.int64)
    if calendar is None:
        return kinds
    flags = np.frombuffer(bytes(calendar.work_flags()), dtype=np.uint8)
    place = origin.toordinal() - calendar.origin + np.arange(days)
    known = (place >= 0) & (place < len(flags))
    works = known & (flags[np.clip(place, 0, len(flags) - 1)] == 1)
    resting = np.isin((origin.weekday() + np.arange(days)) % 7, list(calendar.source.weekend))
    kinds[known & ~works & ~resting] = _OFF
    kinds[works & resting] = _MAKEUP
    return kinds


def list_workdays(calendar: WorkCalendar | None, *, origin: dt.date, days: int) -> NDArray[np.bool_]:
    """Which days are working days; those the calendar does not know from Monday to Friday."""
    kinds = _kinds_of_days(calendar, origin=origin, days=days)
    rest = list(calendar.source.weekend) if calendar is not None else [5, 6]
    usual = ~np.isin((origin.weekday() + np.arange(days)) % 7, rest)
    works: NDArray[np.bool_] = (usual & (kinds != _OFF)) | (kinds == _MAKEUP)
    return works


def join_lines(lines: Sequence[Line]) -> Clocks:
    """Several clocks in the columns that the loops read; put the one that always runs first."""
    first = np.concatenate(([0], np.cumsum([len(line.moments) for line in lines])))
    slopes, opens = [], []
    for start, line in zip(first[:-1].tolist(), lines, strict=True):
        rise = np.diff(line.readings) / np.diff(line.moments)
        moves = np.flatnonzero(rise > 0)
        following = moves[np.searchsorted(moves, np.arange(len(rise)))] + start
        slopes.append(np.append(rise, 0.0))
        opens.append(np.append(following, start + len(rise) - 1))
    return Clocks(
        first=first.astype(np.int64),
        moment=np.concatenate([line.moments for line in lines]),
        reading=np.concatenate([line.readings for line in lines]),
        slope=np.concatenate(slopes),
        opens=np.concatenate(opens).astype(np.int64),
    )


def read_line(line: Line, moments: Floats) -> Floats:
    """What the clock shows at these moments."""
    return np.interp(moments, line.moments, line.readings)


def find_moments(line: Line, readings: Floats) -> Floats:
    """The earliest moments at which the clock shows these readings."""
    at = np.clip(np.searchsorted(line.readings, readings, side="left") - 1, 0, len(line.moments) - 2)
    rise = line.readings[at + 1] - line.readings[at]
    share = np.where(rise > 0, (readings - line.readings[at]) / np.where(rise > 0, rise, 1.0), 0.0)
    return line.moments[at] + share * (line.moments[at + 1] - line.moments[at])
