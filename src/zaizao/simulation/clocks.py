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
    rates = _rate_days(hours, calendar, origin=origin, days=days)
    moments = [0.0]
    readings = [0.0]
    for day, spans in enumerate(rates):
        for opens, closes, rate in spans:
            at = day * DAY
            if at + opens > moments[-1]:
                moments.append(at + opens)
                readings.append(readings[-1])
            moments.append(at + closes)
            readings.append(readings[-1] + (closes - opens) * rate)
    end = days * DAY
    if moments[-1] < end:
        moments.append(end)
        readings.append(readings[-1])
    rate = readings[-1] / end if end else 0.0
    moments.append(FOREVER)
    readings.append(readings[-1] + (FOREVER - end) * (rate or 1.0))
    return Line(np.array(moments), np.array(readings))


Spans = Sequence[tuple[float, float, float]]
"""Of a day: from, to (seconds of the day), and how fast the clock runs."""


def _rate_days(hours: Hours, calendar: WorkCalendar | None, *, origin: dt.date, days: int) -> list[Spans]:
    week = _rate_week(hours)
    usual = next((day for day in week if day), ())
    kinds = _kinds_of_days(calendar, origin=origin, days=days)
    found: list[Spans] = []
    for day in range(days):
        weekday = (origin.weekday() + day) % 7
        if kinds[day] == "off":
            found.append([(a, b, r * hours.days_off) for a, b, r in week[weekday]] if hours.days_off else ())
        elif kinds[day] == "makeup":
            found.append(week[weekday] or usual)
        else:
            found.append(week[weekday])
    return found


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


def _kinds_of_days(calendar: WorkCalendar | None, *, origin: dt.date, days: int) -> list[str]:
    """``off`` for holidays that fall on what would be a working day of the week, ``makeup`` for working weekends."""
    if calendar is None:
        return ["plain"] * days
    flags = calendar.work_flags()
    shift = origin.toordinal() - calendar.origin
    rest = calendar.source.weekend
    kinds = []
    for day in range(days):
        known = 0 <= shift + day < len(flags)
        works = known and flags[shift + day] == 1
        resting = (origin.weekday() + day) % 7 in rest
        kinds.append("off" if known and not works and not resting else "makeup" if works and resting else "plain")
    return kinds


def list_workdays(calendar: WorkCalendar | None, *, origin: dt.date, days: int) -> NDArray[np.bool_]:
    """Which days are working days; those the calendar does not know from Monday to Friday."""
    kinds = np.array(_kinds_of_days(calendar, origin=origin, days=days))
    rest = list(calendar.source.weekend) if calendar is not None else [5, 6]
    usual = ~np.isin((origin.weekday() + np.arange(days)) % 7, rest)
    works: NDArray[np.bool_] = (usual & (kinds != "off")) | (kinds == "makeup")
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
