"""Built-ins that make a value of one kind from others: date, time, date and time, durations, number, string."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from decimal import Decimal

from zaizao.expression import temporal
from zaizao.expression.functions.registry import builtin
from zaizao.expression.lexer import write_string
from zaizao.expression.unknown import UNKNOWN
from zaizao.expression.values import FunctionValue, Range, Value, YearsMonths, read_number

_NUMBER = re.compile(r"-?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")


@builtin("date(from: string) -> date")
def date_from_text(text: str) -> Value:
    """From ``2026-02-10``."""
    return temporal.read_date(text)


@builtin("date(from: date|datetime) -> date")
def date_from_moment(moment: dt.date) -> Value:
    """The day of a date and time."""
    return moment.date() if isinstance(moment, dt.datetime) else moment


@builtin("date(year: number, month: number, day: number) -> date")
def date_from_parts(year: Decimal, month: Decimal, day: Decimal) -> Value:
    """From numbers."""
    return temporal.build_date(int(year), int(month), int(day))


@builtin("date and time(from: string) -> datetime")
def moment_from_text(text: str) -> Value:
    """From ``2026-02-10T09:30:00``."""
    return temporal.read_datetime(text)


@builtin("date and time(from: datetime) -> datetime")
def moment_from_moment(moment: dt.datetime) -> Value:
    """Itself."""
    return moment


@builtin("date and time(from: date) -> datetime")
def moment_from_date(day: dt.date) -> Value:
    """The day's first moment."""
    return dt.datetime.combine(day, dt.time())


@builtin("date and time(date: date|datetime, time: time) -> datetime")
def moment_from_parts(date: dt.date, time: dt.time) -> Value:
    """A day and a time of day."""
    day = date.date() if isinstance(date, dt.datetime) else date
    return dt.datetime.combine(day, time)


@builtin("date and time(date: date|datetime, timezone: string) -> datetime")
def moment_in_zone(date: dt.date, timezone: str) -> Value:
    """The moment as the clocks of another zone show it."""
    try:
        zone = temporal.read_zone(timezone if timezone[:1] in "Zz+-" else f"@{timezone}")
    except ValueError:
        return None
    moment = date if isinstance(date, dt.datetime) else dt.datetime.combine(date, dt.time())
    return moment.replace(tzinfo=zone) if moment.tzinfo is None else moment.astimezone(zone)


@builtin("time(from: string) -> time")
def time_from_text(text: str) -> Value:
    """From ``09:30:00``."""
    return temporal.read_time(text)


@builtin("time(from: time|datetime|date) -> time")
def time_from_moment(moment: dt.time | dt.date) -> Value:
    """The time of day; a date's is midnight UTC."""
    if isinstance(moment, dt.datetime):
        return moment.timetz()
    return moment if isinstance(moment, dt.time) else dt.time(tzinfo=dt.UTC)


@builtin("time(hour: number, minute: number, second: number, offset?: duration) -> time")
def time_from_parts(hour: Decimal, minute: Decimal, second: Decimal, offset: dt.timedelta | None = None) -> Value:
    """From numbers; a fraction of a second counts to the microsecond."""
    micro = int(second % 1 * 1_000_000)
    try:
        zone = None if offset is None else dt.timezone(offset)
        return dt.time(int(hour), int(minute), int(second), micro, zone)
    except ValueError:
        return None


@builtin("duration(from: string) -> any")
def duration_from_text(text: str) -> Value:
    """From ``P3DT4H`` or ``P1Y2M``."""
    return temporal.read_duration(text)


@builtin("duration(from: duration|years-months) -> any")
def duration_from_duration(length: Value) -> Value:
    """Itself."""
    return length


@builtin("years and months duration(from: date|datetime, to: date|datetime) -> years-months")
def count_months(start: dt.date, end: dt.date) -> Value:
    """Full months from one day to another, negative backwards; the time of day does not count."""
    months = (end.year - start.year) * 12 + end.month - start.month
    if months > 0 and end.day < start.day:
        months -= 1
    if months < 0 and end.day > start.day:
        months += 1
    return YearsMonths(months)


@builtin("number(from: string) -> number")
def number_from_text(text: str) -> Value:
    """From plain digits with a decimal point."""
    return Decimal(text) if _NUMBER.fullmatch(text) else None


@builtin("number(from: number) -> number")
def number_from_number(number: Decimal) -> Value:
    """Itself."""
    return number


@builtin("number(from: string, grouping separator: string|null, decimal separator: string|null) -> number")
def number_from_local(text: str, grouping: str | None, point: str | None) -> Value:
    """From digits with separators: grouping one of space, comma, point; decimal one of point, comma; not the same."""
    if grouping not in (None, " ", ",", ".") or point not in (None, ",", ".") or (grouping and grouping == point):
        return None
    plain = text.replace(grouping, "") if grouping else text
    return number_from_text(plain.replace(point, ".") if point else plain)


@builtin("string(from: any) -> string")
def to_string(value: Value) -> Value:
    """The value as text; a string is itself, null stays null."""
    return value if isinstance(value, str) or value is None else write_value(value)


def write_value(value: Value, *, quoted: bool = False) -> str:
    """Any value as FEEL text; strings inside lists and contexts are quoted."""
    if isinstance(value, str):
        return write_string(value) if quoted else value
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    number = read_number(value)
    if number is not None:
        return write_number(number)
    return _write_compound(value)


def write_number(number: Decimal) -> str:
    """Digits without exponent for ordinary sizes, without trailing zeros after the point."""
    if abs(number.adjusted()) > 40:
        return str(number)
    text = format(number, "f")
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


def _write_compound(value: Value) -> str:
    if isinstance(value, list | tuple):
        return "[" + ", ".join(write_value(item, quoted=True) for item in value) + "]"
    if isinstance(value, Mapping):
        return (
            "{" + ", ".join(f"{_write_key(key)}: {write_value(item, quoted=True)}" for key, item in value.items()) + "}"
        )
    if isinstance(value, Range):
        return _write_range(value)
    if value is UNKNOWN:
        return str(UNKNOWN)
    return f"function {value.name}" if isinstance(value, FunctionValue) else temporal.write_temporal(value)


def _write_key(key: str) -> str:
    return key if re.fullmatch(r"[\w ]+", key) else write_string(key)


def _write_range(value: Range) -> str:
    ends = ["" if end is None else write_value(end, quoted=True) for end in (value.low, value.high)]
    return f"{'[' if value.low_closed else '('}{ends[0]}..{ends[1]}{']' if value.high_closed else ')'}"
