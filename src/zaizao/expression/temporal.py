"""Dates, times and durations: from their ISO 8601 texts, to them, and by property name.

Years run from 1 to 9999 and seconds to the microsecond: Python's bounds. Nothing here reads a clock.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from decimal import Decimal

from zaizao.expression.values import Value, YearsMonths

_DATE = r"(-?\d{4,9})-(\d{2})-(\d{2})"
_TIME = r"(\d{2}):(\d{2}):(\d{2})(?:\.(\d+))?(Z|z|[+-]\d{2}:\d{2}(?::\d{2})?|@[A-Za-z0-9_+\-/]+)?"
_DATE_PATTERN = re.compile(_DATE)
_TIME_PATTERN = re.compile(_TIME)
_DATETIME_PATTERN = re.compile(f"({_DATE})T({_TIME})")
_DAYS_PATTERN = re.compile(r"(-?)P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.(\d*))?S)?)?")
_MONTHS_PATTERN = re.compile(r"(-?)P(?:(\d+)Y)?(?:(\d+)M)?")
_MOST_OFFSET = dt.timedelta(hours=14)


def read_date(text: str) -> dt.date | None:
    """``2026-02-10``, or None."""
    match = _DATE_PATTERN.fullmatch(text)
    if match is None or (len(match[1].lstrip("-")) > 4 and match[1].lstrip("-").startswith("0")):
        return None
    return build_date(int(match[1]), int(match[2]), int(match[3]))


def build_date(year: int, month: int, day: int) -> dt.date | None:
    """The date, or None where there is none."""
    try:
        return dt.date(year, month, day)
    except (ValueError, OverflowError):
        return None


def read_time(text: str) -> dt.time | None:
    """``09:30:00``, with ``Z``, ``+08:00`` or ``@Asia/Shanghai`` if it has a zone, or None."""
    match = _TIME_PATTERN.fullmatch(text)
    if match is None:
        return None
    micro = int((match[4] or "")[:6].ljust(6, "0"))
    try:
        zone = read_zone(match[5])
        return dt.time(int(match[1]), int(match[2]), int(match[3]), micro, zone)
    except ValueError:
        return None


def read_zone(text: str | None) -> dt.tzinfo | None:
    """The zone written after a time; None for none. Raises ValueError for one that does not exist."""
    if text is None:
        return None
    if text in "Zz":
        return dt.UTC
    if text.startswith("@"):
        return _find_zone(text[1:])
    parts = [int(part) for part in text[1:].split(":")]
    offset = dt.timedelta(hours=parts[0], minutes=parts[1], seconds=parts[2] if len(parts) > 2 else 0)
    if offset > _MOST_OFFSET or max(parts[1:]) > 59:
        raise ValueError(text)
    return dt.timezone(-offset if text[0] == "-" else offset) if offset else dt.UTC


def _find_zone(name: str) -> dt.tzinfo:
    import zoneinfo  # noqa: PLC0415  # slow to load, and hardly an expression names a zone

    try:
        return zoneinfo.ZoneInfo(name)
    except (KeyError, OSError) as error:
        raise ValueError(name) from error


def read_datetime(text: str) -> dt.datetime | None:
    """``2026-02-10T09:30:00`` with an optional zone, or None; a bare date is its first moment."""
    match = _DATETIME_PATTERN.fullmatch(text)
    if match is None:
        day = read_date(text)
        return None if day is None else dt.datetime.combine(day, dt.time())
    day, clock = read_date(match[1]), match[5]
    ends_day = clock.startswith("24:00:00")
    time = read_time(clock.replace("24", "00", 1) if ends_day else clock)
    if day is None or time is None or (day == dt.date.max and ends_day):
        return None
    return dt.datetime.combine(day + dt.timedelta(days=ends_day), time)


def read_duration(text: str) -> dt.timedelta | YearsMonths | None:
    """``P3DT4H`` or ``P1Y2M``, or None."""
    if text.endswith(("P", "T")):
        return None
    months = _MONTHS_PATTERN.fullmatch(text)
    if months:
        count = int(months[2] or 0) * 12 + int(months[3] or 0)
        return YearsMonths(-count if months[1] else count)
    days = _DAYS_PATTERN.fullmatch(text)
    return _build_timedelta(days) if days else None


def _build_timedelta(match: re.Match[str]) -> dt.timedelta | None:
    day, hour, minute, second = (int(part or 0) for part in match.group(2, 3, 4, 5))
    micro = int((match[6] or "")[:6].ljust(6, "0"))
    try:
        length = dt.timedelta(days=day, hours=hour, minutes=minute, seconds=second, microseconds=micro)
    except OverflowError:
        return None
    return -length if match[1] else length


def read_at_literal(text: str) -> Value:
    """The value of ``@"…"``: date, date and time, time or duration, or None when it is none of them."""
    if text.startswith(("P", "-P")):
        return read_duration(text)
    if "T" in text:
        return read_datetime(text)
    return read_time(text) if ":" in text[:3] else read_date(text)


def write_temporal(value: Value) -> str:
    """The ISO text of a date, time, date and time, or duration."""
    if isinstance(value, dt.timedelta):
        return _write_timedelta(value)
    if isinstance(value, dt.datetime):
        return f"{value.date().isoformat()}T{_write_time(value.time())}{_write_zone(value)}"
    if isinstance(value, dt.time):
        return _write_time(value) + _write_zone(value)
    return str(value)


def _write_time(value: dt.time) -> str:
    text = value.strftime("%H:%M:%S")
    return f"{text}.{value.microsecond:06d}".rstrip("0") if value.microsecond else text


def _write_zone(value: dt.time | dt.datetime) -> str:
    name = get_zone_name(value)
    if name is not None:
        return f"@{name}"
    offset = value.utcoffset()
    if offset is None:
        return ""
    seconds = int(offset.total_seconds())
    hours, rest = divmod(abs(seconds), 3600)
    tail = f":{rest % 60:02d}" if rest % 60 else ""
    return "Z" if seconds == 0 else f"{'-' if seconds < 0 else '+'}{hours:02d}:{rest // 60:02d}{tail}"


def _write_timedelta(value: dt.timedelta) -> str:
    size = abs(value)
    hours, rest = divmod(size.seconds, 3600)
    second = f"{rest % 60}.{size.microseconds:06d}".rstrip("0").rstrip(".") if size.microseconds else f"{rest % 60}"
    clock = (
        (f"{hours}H" if hours else "")
        + (f"{rest // 60}M" if rest // 60 else "")
        + (f"{second}S" if second != "0" else "")
    )
    text = (f"{size.days}D" if size.days else "") + (f"T{clock}" if clock else "")
    return ("-" if value < dt.timedelta(0) else "") + "P" + (text or "T0S")


def get_offset(value: dt.time | dt.datetime) -> dt.timedelta | None:
    """The distance from UTC, where the value fixes one."""
    return value.utcoffset()


def _split(value: dt.timedelta) -> tuple[int, int, int, int]:
    sign = -1 if value < dt.timedelta(0) else 1
    size = abs(value)
    return (
        sign * size.days,
        sign * (size.seconds // 3600),
        sign * (size.seconds % 3600 // 60),
        sign * (size.seconds % 60),
    )


def get_zone_name(value: dt.time | dt.datetime) -> str | None:
    """The name of the zone, where it has one as those of the time zone database do."""
    name: str | None = getattr(value.tzinfo, "key", None)
    return name


_DATE_PROPERTIES: dict[str, Callable[[dt.date], Value]] = {
    "year": lambda value: Decimal(value.year),
    "month": lambda value: Decimal(value.month),
    "day": lambda value: Decimal(value.day),
    "weekday": lambda value: Decimal(value.isoweekday()),
}
_TIME_PROPERTIES: dict[str, Callable[[dt.time | dt.datetime], Value]] = {
    "hour": lambda value: Decimal(value.hour),
    "minute": lambda value: Decimal(value.minute),
    "second": lambda value: Decimal(value.second),
    "time offset": get_offset,
    "timezone": get_zone_name,
}
_DURATION_PROPERTIES: dict[str, int] = {"days": 0, "hours": 1, "minutes": 2, "seconds": 3}
PROPERTIES: dict[str, dict[str, str]] = {
    "date": dict.fromkeys(_DATE_PROPERTIES, "number"),
    "time": {**dict.fromkeys(("hour", "minute", "second"), "number"), "time offset": "duration", "timezone": "string"},
    "duration": dict.fromkeys(_DURATION_PROPERTIES, "number"),
    "years-months": {"years": "number", "months": "number"},
}
"""Kind → property → the property's kind."""
PROPERTIES["datetime"] = {**PROPERTIES["date"], **PROPERTIES["time"]}


def get_property(value: Value, name: str) -> Value:
    """``value.name`` for a date, time or duration; None when it has no such property."""
    if isinstance(value, dt.date) and name in _DATE_PROPERTIES:
        return _DATE_PROPERTIES[name](value)
    if isinstance(value, dt.time | dt.datetime) and name in _TIME_PROPERTIES:
        return _TIME_PROPERTIES[name](value)
    if isinstance(value, dt.timedelta) and name in _DURATION_PROPERTIES:
        return Decimal(_split(value)[_DURATION_PROPERTIES[name]])
    if isinstance(value, YearsMonths) and name in ("years", "months"):
        return Decimal(value.whole_years if name == "years" else value.rest_months)
    return None
