"""``+ - * / **`` and ``-x`` over numbers, strings, dates and durations (DMN 1.5 tables 50–54).

What has no meaning is null; nothing raises.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal, DecimalException
from typing import Any

from zaizao.expression.errors import ExpressionTooLargeError
from zaizao.expression.limits import ITEMS
from zaizao.expression.unknown import UNKNOWN
from zaizao.expression.values import NUMBERS, Value, YearsMonths, kind_of, read_number


def calculate(sign: str, left: Value, right: Value) -> Value:
    """``left sign right``; UNKNOWN if either is, null where the kinds do not go together."""
    if left is UNKNOWN or right is UNKNOWN:
        return UNKNOWN
    rule = _RULES.get((kind_of(left), sign, kind_of(right)))
    if rule is None:
        return None
    try:
        return rule(left, right)
    except (DecimalException, OverflowError, ZeroDivisionError, ValueError):
        return None


def negate_value(value: Value) -> Value:
    """``-value`` for numbers and durations."""
    if value is UNKNOWN:
        return UNKNOWN
    number = read_number(value)
    if number is not None:
        return NUMBERS.minus(number)
    if isinstance(value, dt.timedelta):
        return -value
    return YearsMonths(-value.months) if isinstance(value, YearsMonths) else None


def _numeric(rule: Callable[[Decimal, Decimal], Decimal]) -> Callable[[Any, Any], Value]:
    def calculate_numbers(left: Value, right: Value) -> Value:
        a, b = read_number(left), read_number(right)
        return None if a is None or b is None else rule(a, b)

    return calculate_numbers


def _join_strings(left: str, right: str) -> str:
    if len(left) + len(right) > ITEMS:
        raise ExpressionTooLargeError(what="string", limit=ITEMS)
    return left + right


def add_months(day: dt.date, months: int) -> dt.date:
    """``months`` later (or earlier), on the month's last day where the day does not exist."""
    count = day.year * 12 + day.month - 1 + months
    year, month = divmod(count, 12)
    if not 1 <= year <= 9999:
        raise OverflowError(year)
    from calendar import monthrange  # noqa: PLC0415  # slow to load for what hardly an expression asks

    return day.replace(year=year, month=month + 1, day=min(day.day, monthrange(year, month + 1)[1]))


def _shift_date(day: dt.date, length: dt.timedelta) -> dt.date:
    moment = dt.datetime.combine(day, dt.time()) + length
    return moment.date()


def _shift_moment(moment: dt.datetime, length: dt.timedelta) -> dt.datetime:
    """Through UTC where the moment has a zone, so that an hour is an hour across a change of clocks."""
    if moment.tzinfo is None:
        return moment + length
    return (moment.astimezone(dt.UTC) + length).astimezone(moment.tzinfo)


def _shift_time(time: dt.time, length: dt.timedelta) -> dt.time:
    return (dt.datetime.combine(dt.date(2000, 1, 3), time) + (length % dt.timedelta(days=1))).timetz()


def _between_moments(left: dt.datetime, right: dt.datetime) -> dt.timedelta | None:
    if (left.utcoffset() is None) != (right.utcoffset() is None):
        return None
    return left - right


def _between_times(left: dt.time, right: dt.time) -> dt.timedelta | None:
    day = dt.date(2000, 1, 3)
    return _between_moments(dt.datetime.combine(day, left), dt.datetime.combine(day, right))


def _from_midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(tzinfo=dt.UTC))


def _scale_length(length: dt.timedelta, factor: Value) -> dt.timedelta | None:
    number = read_number(factor)
    if number is None:
        return None
    micro = NUMBERS.multiply(_count_micro(length), number)
    return dt.timedelta(microseconds=int(micro.to_integral_value()))


def _count_micro(length: dt.timedelta) -> Decimal:
    return Decimal(length // dt.timedelta(microseconds=1))


def _scale_months(months: YearsMonths, factor: Value) -> YearsMonths | None:
    number = read_number(factor)
    return None if number is None else YearsMonths(int(NUMBERS.multiply(Decimal(months.months), number)))


def _divide_length(length: dt.timedelta, divisor: Value) -> dt.timedelta:
    micro = NUMBERS.divide(_count_micro(length), read_number(divisor) or Decimal(0))
    return dt.timedelta(microseconds=int(micro.to_integral_value()))


def _divide_months(months: YearsMonths, divisor: Value) -> YearsMonths:
    return YearsMonths(int(NUMBERS.divide(Decimal(months.months), read_number(divisor) or Decimal(0))))


def _raise_power(base: Decimal, exponent: Decimal) -> Decimal:
    return Decimal(1) if base == 0 and exponent == 0 else NUMBERS.power(base, exponent)


_RULES: dict[tuple[str, str, str], Callable[[Any, Any], Value]] = {
    ("number", "+", "number"): _numeric(NUMBERS.add),
    ("number", "-", "number"): _numeric(NUMBERS.subtract),
    ("number", "*", "number"): _numeric(NUMBERS.multiply),
    ("number", "/", "number"): _numeric(NUMBERS.divide),
    ("number", "**", "number"): _numeric(_raise_power),
    ("string", "+", "string"): _join_strings,
    ("date", "+", "duration"): _shift_date,
    ("duration", "+", "date"): lambda length, day: _shift_date(day, length),
    ("date", "-", "duration"): lambda day, length: _shift_date(day, -length),
    ("date", "-", "date"): lambda left, right: left - right,
    ("date", "-", "datetime"): lambda left, right: _between_moments(_from_midnight(left), right),
    ("datetime", "-", "date"): lambda left, right: _between_moments(left, _from_midnight(right)),
    ("datetime", "-", "datetime"): _between_moments,
    ("datetime", "+", "duration"): _shift_moment,
    ("duration", "+", "datetime"): lambda length, moment: _shift_moment(moment, length),
    ("datetime", "-", "duration"): lambda moment, length: _shift_moment(moment, -length),
    ("time", "-", "time"): _between_times,
    ("time", "+", "duration"): _shift_time,
    ("duration", "+", "time"): lambda length, time: _shift_time(time, length),
    ("time", "-", "duration"): lambda time, length: _shift_time(time, -length),
    ("duration", "+", "duration"): lambda left, right: left + right,
    ("duration", "-", "duration"): lambda left, right: left - right,
    ("duration", "*", "number"): _scale_length,
    ("number", "*", "duration"): lambda factor, length: _scale_length(length, factor),
    ("duration", "/", "number"): _divide_length,
    ("duration", "/", "duration"): lambda left, right: NUMBERS.divide(_count_micro(left), _count_micro(right)),
    ("years-months", "+", "years-months"): lambda left, right: YearsMonths(left.months + right.months),
    ("years-months", "-", "years-months"): lambda left, right: YearsMonths(left.months - right.months),
    ("years-months", "*", "number"): _scale_months,
    ("number", "*", "years-months"): lambda factor, months: _scale_months(months, factor),
    ("years-months", "/", "number"): _divide_months,
    ("years-months", "/", "years-months"): lambda left, right: NUMBERS.divide(
        Decimal(left.months), Decimal(right.months)
    ),
}
for _kind in ("date", "datetime"):
    _RULES[_kind, "+", "years-months"] = lambda day, length: add_months(day, length.months)
    _RULES["years-months", "+", _kind] = lambda length, day: add_months(day, length.months)
    _RULES[_kind, "-", "years-months"] = lambda day, length: add_months(day, -length.months)


def list_results() -> dict[tuple[str, str, str], str]:
    """Which kinds go together with which sign, and what they give; for checking types."""
    return {key: _name_result(*key) for key in _RULES}


def _name_result(left: str, sign: str, right: str) -> str:
    if sign == "/" and left == right:
        return "number"
    if sign == "-" and left in ("date", "datetime", "time") and right in ("date", "datetime", "time"):
        return "duration"
    order = ("date", "datetime", "time", "duration", "years-months", "string", "number")
    return min(left, right, key=order.index)
