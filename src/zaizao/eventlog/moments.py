"""Dates and times as XML writes them (xs:dateTime, ISO 8601), to microseconds of UTC and back."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

from zaizao.eventlog.log import NO_OFFSET

DAY: Final = 86_400_000_000
MINUTE: Final = 60_000_000
_EPOCH_DAY: Final = dt.date(1970, 1, 1).toordinal()
EARLIEST: Final = (1 - _EPOCH_DAY) * DAY + DAY
"""One day inside the calendar, so that every offset stays in it too: 0001-01-02."""
LATEST: Final = (dt.date.max.toordinal() - _EPOCH_DAY) * DAY - 1
"""The end of 9999-12-30."""
_FORM: Final = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?(Z|[+-]\d\d(?::?\d\d)?)?)?", re.ASCII
)


def parse_moment(text: str) -> tuple[int, int] | None:
    """(Microseconds of UTC, minutes east of UTC), or None for what is no moment.

    Without a zone it is read as UTC and the offset is NO_OFFSET; a day alone is its midnight. What is finer than a
    microsecond is cut off. 24:00:00 is the midnight that ends the day (xs:dateTime).
    """
    found = _FORM.fullmatch(text.strip())
    if found is None:
        return None
    year, month, day, hour, minute, second, fraction, zone = found.groups()
    try:
        days = dt.date(int(year), int(month), int(day)).toordinal() - _EPOCH_DAY
    except ValueError:
        return None
    hours, minutes, seconds = int(hour or 0), int(minute or 0), int(second or 0)
    micros = int((fraction or "")[:6].ljust(6, "0"))
    if minutes > 59 or seconds > 59 or hours > 24 or (hours == 24 and (minutes or seconds or micros)):
        return None
    offset = _parse_zone(zone)
    if offset is None:
        return None
    local = days * DAY + (hours * 60 + minutes) * MINUTE + seconds * 1_000_000 + micros
    return (local, NO_OFFSET) if offset == NO_OFFSET else (local - offset * MINUTE, offset)


def _parse_zone(zone: str | None) -> int | None:
    if zone is None:
        return NO_OFFSET
    if zone == "Z":
        return 0
    digits = zone[1:].replace(":", "")
    hours, minutes = int(digits[:2]), int(digits[2:] or 0)
    if hours > 23 or minutes > 59:
        return None
    return (hours * 60 + minutes) * (-1 if zone[0] == "-" else 1)


def write_moment(moment: int, offset: int) -> str:
    """The moment as xs:dateTime in the offset it was written in, without zone for NO_OFFSET."""
    shift = 0 if offset == NO_OFFSET else offset
    days, rest = divmod(moment + shift * MINUTE, DAY)
    seconds, micros = divmod(rest, 1_000_000)
    day = dt.date.fromordinal(days + _EPOCH_DAY)
    fraction = "" if not micros else f".{micros // 1000:03d}" if micros % 1000 == 0 else f".{micros:06d}"
    clock = f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}{fraction}"
    if offset == NO_OFFSET:
        return f"{day.isoformat()}T{clock}"
    sign = "-" if shift < 0 else "+"
    return f"{day.isoformat()}T{clock}{sign}{abs(shift) // 60:02d}:{abs(shift) % 60:02d}"
