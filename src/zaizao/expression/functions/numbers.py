"""Built-ins over single numbers. Rounding takes a scale: digits after the point, negative for tens and hundreds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import (
    ROUND_CEILING,
    ROUND_DOWN,
    ROUND_FLOOR,
    ROUND_HALF_DOWN,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    ROUND_UP,
    Decimal,
)

from zaizao.expression.functions.registry import builtin
from zaizao.expression.values import NUMBERS, Value, YearsMonths

_LOWEST_SCALE, _HIGHEST_SCALE = -6111, 6176


def _round(number: Decimal, scale: Decimal, rounding: str) -> Value:
    if not _LOWEST_SCALE <= scale <= _HIGHEST_SCALE:
        return None
    places = int(scale)
    exponent = number.as_tuple().exponent
    if isinstance(exponent, int) and -exponent <= places:
        return number
    return number.quantize(Decimal(1).scaleb(-places), rounding=rounding, context=NUMBERS)


def _make_rounder(rounding: str) -> Callable[..., Value]:
    def round_number(number: Decimal, scale: Decimal | None = None) -> Value:
        return _round(number, scale or Decimal(0), rounding)

    return round_number


builtin("decimal(n: number, scale: number) -> number")(_make_rounder(ROUND_HALF_EVEN))
builtin("floor(n: number, scale?: number) -> number")(_make_rounder(ROUND_FLOOR))
builtin("ceiling(n: number, scale?: number) -> number")(_make_rounder(ROUND_CEILING))
builtin("round up(n: number, scale: number) -> number")(_make_rounder(ROUND_UP))
builtin("round down(n: number, scale: number) -> number")(_make_rounder(ROUND_DOWN))
builtin("round half up(n: number, scale: number) -> number")(_make_rounder(ROUND_HALF_UP))
builtin("round half down(n: number, scale: number) -> number")(_make_rounder(ROUND_HALF_DOWN))


@builtin("abs(n: number) -> number", "abs(n: duration) -> duration")
def get_size(n: Decimal | dt.timedelta) -> Value:
    """Without its sign."""
    return abs(n)


@builtin("abs(n: years-months) -> years-months")
def get_months_size(n: YearsMonths) -> Value:
    """Without its sign."""
    return YearsMonths(abs(n.months))


@builtin("modulo(dividend: number, divisor: number) -> number")
def get_modulo(dividend: Decimal, divisor: Decimal) -> Value:
    """The rest of a division, with the divisor's sign."""
    quotient = NUMBERS.divide(dividend, divisor).to_integral_value(ROUND_FLOOR)
    return NUMBERS.subtract(dividend, NUMBERS.multiply(divisor, quotient))


@builtin("sqrt(number: number) -> number")
def get_root(number: Decimal) -> Value:
    """The square root; null for a negative number."""
    return NUMBERS.sqrt(number)


@builtin("log(number: number) -> number")
def get_logarithm(number: Decimal) -> Value:
    """The natural logarithm; null unless positive."""
    return NUMBERS.ln(number) if number > 0 else None


@builtin("exp(number: number) -> number")
def get_exponential(number: Decimal) -> Value:
    """Euler's number to the power of ``number``."""
    return NUMBERS.exp(number)


@builtin("odd(number: number) -> boolean")
def is_odd(number: Decimal) -> Value:
    """Whether it is a whole number that two does not divide; null for a fraction."""
    return None if number % 1 else number % 2 != 0


@builtin("even(number: number) -> boolean")
def is_even(number: Decimal) -> Value:
    """Whether it is a whole number that two divides; null for a fraction."""
    return None if number % 1 else number % 2 == 0
