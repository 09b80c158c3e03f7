"""The values expressions compute with, and how each is recognised.

Most are Python's own: bool, Decimal (int accepted), str, date, datetime, time, timedelta, list, Mapping, None.
Own kinds stand here: durations of years and months, ranges, functions.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_EVEN, Context, Decimal, DivisionByZero, InvalidOperation, Overflow
from typing import TypeAlias

from msgspec import Struct

from zaizao.expression.unknown import UNKNOWN
from zaizao.units.record import show_without

Value: TypeAlias = object
"""Anything an expression may read or yield; see the module's list."""

NUMBERS = Context(
    prec=34, rounding=ROUND_HALF_EVEN, Emin=-6143, Emax=6144, traps=[InvalidOperation, DivisionByZero, Overflow]
)
"""IEEE 754-2008 decimal128, as DMN 1.5 §10.3.2.3.1 asks."""


class YearsMonths(Struct, frozen=True, order=True):
    """A duration counted in months: ``P1Y2M`` is 14."""

    months: int

    @property
    def whole_years(self) -> int:
        """Full years, towards zero."""
        return abs(self.months) // 12 * (1 if self.months >= 0 else -1)

    @property
    def rest_months(self) -> int:
        """Months beyond the full years, with the duration's sign."""
        return abs(self.months) % 12 * (1 if self.months >= 0 else -1)

    def __str__(self) -> str:
        years, months = divmod(abs(self.months), 12)
        text = (f"{years}Y" if years else "") + (f"{months}M" if months else "")
        return ("-" if self.months < 0 else "") + "P" + (text or "0M")


class Range(Struct, frozen=True):
    """From ``low`` to ``high``; a None end is unbounded."""

    low: Value
    high: Value
    low_closed: bool = True
    high_closed: bool = True


class FunctionValue(Struct, frozen=True, eq=False):
    """Something that can be called: a built-in, or written as ``function(…) …``.

    ``parameters`` is None where a built-in chooses among several signatures itself.
    """

    name: str
    invoke: Callable[[list[Value], list[str] | None], Value]
    parameters: tuple[str, ...] | None = None

    __repr__ = show_without("invoke")


def kind_of(value: Value) -> str:
    """The FEEL kind of ``value``: number, string, boolean, null, date, datetime, time, duration, … unknown."""
    kind = _KINDS.get(type(value))
    return kind if kind is not None else _find_kind(value)


def _find_kind(value: Value) -> str:
    for cls, kind in _KINDS.items():
        if isinstance(value, cls):
            return kind
    return "context" if isinstance(value, Mapping) else "foreign"


# Subclasses come before their parents, for the isinstance search.
_KINDS: dict[type, str] = {
    bool: "boolean",
    int: "number",
    Decimal: "number",
    float: "number",
    str: "string",
    type(None): "null",
    dt.datetime: "datetime",
    dt.date: "date",
    dt.time: "time",
    dt.timedelta: "duration",
    YearsMonths: "years-months",
    list: "list",
    tuple: "list",
    dict: "context",
    Range: "range",
    FunctionValue: "function",
    type(UNKNOWN): "unknown",
}


_FLAT = frozenset(_KINDS) - {list, tuple, dict, type(UNKNOWN)}
"""What holds nothing else; a range's ends are always such."""


def read_number(value: Value) -> Decimal | None:
    """``value`` as a Decimal, or None when it is no number; a float counts as its shortest decimal spelling."""
    kind = type(value)
    if kind is Decimal:
        return value if value.is_finite() else None  # type: ignore[attr-defined,return-value]
    if kind is int:
        return Decimal(value)  # type: ignore[arg-type]
    if kind is float:
        number = Decimal(repr(value))
        return number if number.is_finite() else None
    return read_number(value.real) if isinstance(value, int | float) and not isinstance(value, bool) else None


def has_unknown(value: Value) -> bool:
    """Whether ``value`` is UNKNOWN or holds it somewhere inside."""
    if type(value) in _FLAT:
        return False
    if isinstance(value, list | tuple):
        return any(type(item) not in _FLAT and has_unknown(item) for item in value)
    if isinstance(value, Mapping):
        return any(has_unknown(item) for item in value.values())
    return value is UNKNOWN
