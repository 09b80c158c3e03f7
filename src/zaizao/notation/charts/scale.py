"""Round places on an axis and how they are written: numbers, and moments by the calendar.

Nothing is drawn here. A moment is read in the zone it carries; a date is its midnight.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator

NOTHING = "—"
"""How a value that is no number is written."""
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_SECONDS = 86_400.0
_YEAR = 365.25
_STEPS = (
    *(("minute", n, n / 1440) for n in (1, 5, 15, 30)),
    *(("hour", n, n / 24) for n in (1, 3, 6, 12)),
    *(("day", n, float(n)) for n in (1, 2, 7, 14)),
    *(("month", n, n * _YEAR / 12) for n in (1, 3, 6)),
    *(("year", n, n * _YEAR) for n in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)),
)
"""Unit, how many of it, and how many days that is."""


def nice_ticks(low: float, high: float, *, most: int) -> tuple[float, ...]:
    """Round values (1, 2, 2.5 or 5 times a power of ten) that cover ``low`` to ``high``, at most ``most`` + 1 of them."""
    if not (math.isfinite(low) and math.isfinite(high)) or high <= low:
        return (low,) if math.isfinite(low) else (0.0,)
    step = nice_step((high - low) / max(most, 1))
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return tuple(place * step for place in range(first, last + 1))


def nice_step(least: float) -> float:
    """The least round number that is not below ``least``."""
    power = 10.0 ** math.floor(math.log10(least))
    return next(
        (round_one * power for round_one in (1, 2, 2.5, 5, 10) if round_one * power >= least * (1 - 1e-9)), least
    )


def format_number(value: float) -> str:
    """``1,204`` ``3.5`` ``0.043``: thousands marked, three figures where there are decimals; ``—`` for what is no number."""
    if not math.isfinite(value):
        return NOTHING
    if value == 0:
        return "0"
    size = math.floor(math.log10(abs(value)))
    written = f"{round(value, max(0, 2 - size)):,.{max(0, min(2 - size, 9))}f}"
    written = written.rstrip("0").rstrip(".") if "." in written else written
    return written.replace("-", "−")


def with_unit(value: str, unit: str) -> str:
    """``98.7%`` ``1,204 件``."""
    return value if not unit or value == NOTHING else f"{value}{unit}" if unit in ("%", "°") else f"{value} {unit}"


def to_number(moment: float | dt.date) -> float:
    """A place on an axis: numbers as they are, moments as days since 1970 in their own civil time."""
    if isinstance(moment, dt.datetime):
        return (moment.replace(tzinfo=None) - dt.datetime(1970, 1, 1)).total_seconds() / _SECONDS
    if isinstance(moment, dt.date):
        return float((moment - dt.date(1970, 1, 1)).days)
    return float(moment)


def format_moment(value: float | dt.date, *, language: str) -> str:
    """A date or moment of a table; numbers as `format_number`."""
    if isinstance(value, dt.datetime):
        return value.strftime("%Y-%m-%d %H:%M") if value.time() != dt.time() else value.date().isoformat()
    return value.isoformat() if isinstance(value, dt.date) else format_number(value)


def calendar_ticks(low: float, high: float, *, most: int, language: str) -> tuple[tuple[float, str], ...]:
    """Beginnings of years, months, days or hours between two places of `to_number`, with their words."""
    unit, count, _ = next((step for step in _STEPS if (high - low) / step[2] <= most), _STEPS[-1])
    begin = _moment(low)
    found: list[tuple[float, str]] = []
    for moment in _walk(begin, unit, count):
        place = to_number(moment)
        if place > high + 1e-9 or len(found) > 3 * most:
            break
        if place >= low - 1e-9:
            found.append((place, _word(moment, unit, first=not found, language=language)))
    return tuple(found)


def _moment(place: float) -> dt.datetime:
    try:
        return dt.datetime(1970, 1, 1) + dt.timedelta(days=place)
    except OverflowError:
        return dt.datetime.min if place < 0 else dt.datetime.max


def _walk(begin: dt.datetime, unit: str, count: int) -> Iterator[dt.datetime]:
    """From at or before ``begin`` in steps; ends where the calendar does."""
    year, month = begin.year, begin.month
    if unit == "year":
        year = year - year % count or count
        while year <= dt.MAXYEAR:
            yield dt.datetime(year, 1, 1)
            year += count
    elif unit == "month":
        month = (month - 1) // count * count
        while year <= dt.MAXYEAR:
            yield dt.datetime(year, month % 12 + 1, 1)
            month += count
            year, month = year + month // 12, month % 12
    else:
        step = {
            "day": dt.timedelta(days=count),
            "hour": dt.timedelta(hours=count),
            "minute": dt.timedelta(minutes=count),
        }[unit]
        moment = begin.replace(hour=0, minute=0, second=0, microsecond=0)
        if unit == "day" and count % 7 == 0:
            moment = (
                max(moment - dt.timedelta(days=moment.weekday()), dt.datetime.min) if moment.toordinal() > 7 else moment
            )
        while True:
            yield moment
            if dt.datetime.max - moment < step:
                return
            moment += step


def _word(moment: dt.datetime, unit: str, *, first: bool, language: str) -> str:
    english = language == "en"
    year = str(moment.year) if english else f"{moment.year}年"
    if unit == "year":
        return year
    month = _MONTHS[moment.month - 1] if english else f"{moment.month}月"
    if unit == "month":
        return (
            year
            if moment.month == 1
            else f"{month} {year}"
            if english and first
            else f"{year}{month}"
            if first
            else month
        )
    day = f"{moment.day} {month}" if english else f"{month}{moment.day}日"
    if unit == "day":
        return day if not first else f"{day} {year}" if english else f"{year}{day}"
    clock = moment.strftime("%H:%M")
    return day if clock == "00:00" else f"{day} {clock}" if first else clock
