"""Built-ins that make one value of a list: count, min, max, sum, mean, median, mode, stddev, product."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import reduce
from operator import add

from zaizao.expression.comparison import compare
from zaizao.expression.functions.registry import builtin
from zaizao.expression.values import NUMBERS, Value, YearsMonths, read_number


def _spread(items: Sequence[Value]) -> list[Value]:
    return list(items[0]) if len(items) == 1 and isinstance(items[0], list | tuple) else list(items)


def _read_numbers(items: Sequence[Value]) -> list[Decimal] | None:
    numbers = [read_number(item) for item in _spread(items)]
    return None if None in numbers else [number for number in numbers if number is not None]


def _add_up(numbers: list[Decimal]) -> Decimal:
    return reduce(NUMBERS.add, numbers, Decimal(0))


@builtin("count(list: list) -> number")
def count_items(items: list[Value]) -> Value:
    """How many items."""
    return Decimal(len(items))


def _pick(items: list[Value], sign: str) -> Value:
    if not items:
        return None
    best = items[0]
    for item in items:
        better = compare(sign, item, best)
        if not isinstance(better, bool):
            return None
        best = item if better else best
    number = read_number(best)
    return best if number is None else number


@builtin("min(list: list) -> item", "min(...list: any) -> same")
def pick_least(*items: Value) -> Value:
    """The least; null for none or for kinds that cannot be compared."""
    return _pick(_spread(items), "<")


@builtin("max(list: list) -> item", "max(...list: any) -> same")
def pick_greatest(*items: Value) -> Value:
    """The greatest; null for none or for kinds that cannot be compared."""
    return _pick(_spread(items), ">")


@builtin("sum(list: list) -> item", "sum(...list: any) -> same")
def add_items(*items: Value) -> Value:
    """The sum of numbers, or of durations of one kind; null for none."""
    values = _spread(items)
    numbers = _read_numbers(items)
    if numbers:
        return _add_up(numbers)
    if values and all(isinstance(value, dt.timedelta) for value in values):
        return reduce(add, values)
    months = [value.months for value in values if isinstance(value, YearsMonths)]
    return YearsMonths(sum(months)) if months and len(months) == len(values) else None


def _declare(name: str, compute: Callable[[list[Decimal]], Value], result: str = "number") -> None:
    def compute_numbers(*items: Value) -> Value:
        numbers = _read_numbers(items)
        return None if numbers is None else compute(numbers)

    builtin(f"{name}(list: list) -> {result}", f"{name}(...list: any) -> {result}")(compute_numbers)


def _find_mean(numbers: list[Decimal]) -> Value:
    return NUMBERS.divide(_add_up(numbers), Decimal(len(numbers))) if numbers else None


def _find_median(numbers: list[Decimal]) -> Value:
    if not numbers:
        return None
    ordered, middle = sorted(numbers), len(numbers) // 2
    if len(numbers) % 2:
        return ordered[middle]
    return NUMBERS.divide(NUMBERS.add(ordered[middle - 1], ordered[middle]), Decimal(2))


def _find_modes(numbers: list[Decimal]) -> Value:
    most = max((numbers.count(number) for number in numbers), default=0)
    return sorted({number for number in numbers if numbers.count(number) == most})


def _find_deviation(numbers: list[Decimal]) -> Value:
    """The sample standard deviation; null for fewer than two."""
    if len(numbers) < 2:
        return None
    mean = NUMBERS.divide(_add_up(numbers), Decimal(len(numbers)))
    squares = [NUMBERS.power(NUMBERS.subtract(number, mean), 2) for number in numbers]
    return NUMBERS.sqrt(NUMBERS.divide(_add_up(squares), Decimal(len(numbers) - 1)))


def _multiply_up(numbers: list[Decimal]) -> Value:
    return reduce(NUMBERS.multiply, numbers) if numbers else None


_declare("mean", _find_mean)
_declare("median", _find_median)
_declare("mode", _find_modes, "list")
_declare("stddev", _find_deviation)
_declare("product", _multiply_up)
