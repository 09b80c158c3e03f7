"""The rhythm of a log: how busy each hour of the week is, what a holiday leaves of it, and how cases come.

A holiday is known from a calendar; how much it matters is asked of the log.
"""

from __future__ import annotations

import datetime as dt

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from zaizao.simulation.clocks import DAY, HOUR, WEEK_HOURS, Hours, draw_line, read_line
from zaizao.simulation.durations import Duration, Shape
from zaizao.worktime import WorkCalendar

Floats = NDArray[np.float64]

_EPOCH_DAY = dt.date(1970, 1, 1)
_POINTS = 200
_NEARLY_POISSON = (0.85, 1.15)
"""Gaps whose coefficient of variation lies here, on the clock of their own rhythm, are called exponential."""


def is_dated_only(moments: Floats) -> bool:
    """Whether the log knows days alone: nine of ten moments are midnights."""
    return bool(len(moments) and np.mean(np.mod(moments, DAY) < 1.0) >= 0.9)


def learn_hours(moments: Floats, calendar: WorkCalendar | None) -> Hours:
    """How many of these moments fall into each hour of the week, and how many a holiday leaves."""
    if not len(moments) or is_dated_only(moments):
        return Hours(always=True)
    days, off = _sort_days(moments, calendar)
    day = np.floor(moments / DAY).astype(np.int64) - days[0]
    ordinary = ~off[day]
    hour = _hour_of_week(moments[ordinary])
    counts = np.bincount(hour, minlength=WEEK_HOURS).astype(np.float64)
    weekdays = (days + 3) % 7
    present = np.maximum(np.bincount(weekdays[~off], minlength=7), 1)
    busy = counts / np.repeat(present, 24)
    if not np.any(busy > 0):
        return Hours(always=True)
    per_day = busy.reshape(7, 24).sum(axis=1)
    expected = per_day[weekdays[off]].sum()
    left = float(np.sum(~ordinary) / expected) if expected > 0 else 0.0
    return Hours(busy=tuple(float(f"{rate:.4g}") for rate in busy / busy.max()), days_off=round(min(left, 1.0), 4))


def _hour_of_week(moments: Floats) -> NDArray[np.int64]:
    """Monday 0:00 is hour 0; 1970 began on a Thursday."""
    return ((np.floor(moments / HOUR) + 3 * 24) % WEEK_HOURS).astype(np.int64)


def _sort_days(moments: Floats, calendar: WorkCalendar | None) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """The days the moments span, since 1970, and which of them are holidays on a day that is usually worked."""
    first, last = (int(np.floor(bound / DAY)) for bound in (moments.min(), moments.max()))
    days = np.arange(first, last + 1)
    if calendar is None:
        return days, np.zeros(len(days), dtype=np.bool_)
    flags = np.frombuffer(calendar.work_flags(), dtype=np.uint8)
    place = days + _EPOCH_DAY.toordinal() - calendar.origin
    known = (place >= 0) & (place < len(flags))
    works = np.where(known, flags[np.clip(place, 0, len(flags) - 1)] == 1, True)
    resting = np.isin((days + 3) % 7, list(calendar.source.weekend))
    return days, known & ~works & ~resting


class Comings(Struct, frozen=True):
    """How cases come: gaps on a clock of their own."""

    gap: Duration
    hours: Hours
    spread: float
    """The coefficient of variation of the gaps on that clock: 1 for a Poisson process."""


def learn_comings(begins: Floats, calendar: WorkCalendar | None, *, since: float, until: float) -> Comings:
    """The gaps between cases that came between two moments, measured on the clock of when cases come.

    Where they vary as those of a Poisson process they are called exponential, else they are kept as they were.
    """
    hours = learn_hours(begins, calendar)
    origin = to_day(begins.min())
    days = int((until - begins.min()) / DAY) + 2
    line = draw_line(hours, calendar, origin=origin, days=days)
    zero = seconds_of(origin)
    recent = np.sort(begins[begins >= since])
    if len(recent) < 20:
        recent = np.sort(begins)
    bounds = read_line(line, np.array([max(since, recent[0]), until]) - zero)
    mean = float(bounds[1] - bounds[0]) / len(recent)
    gaps = np.diff(read_line(line, recent - zero))
    spread = float(np.std(gaps) / np.mean(gaps)) if len(gaps) > 1 and np.mean(gaps) > 0 else 1.0
    if _NEARLY_POISSON[0] <= spread <= _NEARLY_POISSON[1]:
        return Comings(Duration(Shape.EXPONENTIAL, (mean,)), hours, spread)
    kept = take_quantiles(gaps)
    average = float(kept.mean()) or 1.0
    return Comings(Duration(Shape.QUANTILES, tuple((kept * (mean / average)).tolist())), hours, spread)


def take_quantiles(values: Floats, weights: Floats | None = None, *, most: int = _POINTS) -> Floats:
    """At most so many values that stand for the distribution of these, evenly spaced in probability."""
    order = np.argsort(values, kind="stable")
    ranked = values[order]
    if weights is None and len(ranked) <= most:
        return ranked
    weight = np.ones(len(ranked)) if weights is None else weights[order]
    count = min(most, len(ranked))
    edges = np.concatenate(([0.0], np.cumsum(weight) / weight.sum()))
    parts = np.linspace(0.0, 1.0, count + 1)
    total = np.concatenate(([0.0], np.cumsum(ranked * weight) / weight.sum()))
    return np.diff(np.interp(parts, edges, total)) * count


def to_day(seconds: float) -> dt.date:
    """The day of a moment."""
    return _EPOCH_DAY + dt.timedelta(days=int(seconds // DAY))


def seconds_of(day: dt.date) -> float:
    """The midnight that begins a day, in seconds of local time since 1970."""
    return (day - _EPOCH_DAY).days * DAY
