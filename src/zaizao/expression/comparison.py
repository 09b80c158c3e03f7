"""Equal, before, after: FEEL's comparisons with three values.

Values of different kinds compare to null; null equals only null; UNKNOWN against anything is UNKNOWN.
"""

from __future__ import annotations

import datetime as dt
import operator
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from zaizao.expression.temporal import get_zone_name
from zaizao.expression.unknown import UNKNOWN
from zaizao.expression.values import Range, Value, has_unknown, kind_of, read_number

ORDERED_KINDS = frozenset({"number", "string", "date", "datetime", "time", "duration", "years-months"})
_PLAIN: frozenset[type] = frozenset({bool, int, Decimal, str})
ORDERINGS: dict[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def is_equal(left: Value, right: Value) -> Value:
    """``left = right``: True, False, None (kinds differ) or UNKNOWN."""
    if left is UNKNOWN or right is UNKNOWN:
        return UNKNOWN
    if left is None or right is None:
        return left is right
    kind = kind_of(left)
    if kind != kind_of(right):
        return None
    if kind in ("list", "context", "range"):
        return UNKNOWN if has_unknown(left) or has_unknown(right) else _COMPOUND[kind](left, right)
    if kind == "number":
        return read_number(left) == read_number(right)
    return _equal_times(left, right) if kind in ("time", "datetime") else left == right


def is_unequal(left: Value, right: Value) -> Value:
    """``left != right``, with the same third and fourth answers as `is_equal`."""
    equal = is_equal(left, right)
    return not equal if isinstance(equal, bool) else equal


def _equal_times(left: Any, right: Any) -> bool:
    if (left.utcoffset() is None) == (right.utcoffset() is None):
        return bool(left == right)
    return False


def _equal_lists(left: Any, right: Any) -> bool:
    return len(left) == len(right) and all(is_equal(a, b) is True for a, b in zip(left, right, strict=True))


def _equal_contexts(left: Mapping[str, Value], right: Mapping[str, Value]) -> bool:
    return left.keys() == right.keys() and all(is_equal(left[key], right[key]) is True for key in left)


def _equal_ranges(left: Range, right: Range) -> bool:
    if (left.low_closed, left.high_closed) != (right.low_closed, right.high_closed):
        return False
    return is_equal(left.low, right.low) is True and is_equal(left.high, right.high) is True


_COMPOUND: dict[str, Callable[[Any, Any], bool]] = {
    "list": _equal_lists,
    "context": _equal_contexts,
    "range": _equal_ranges,
}


def compare(sign: str, left: Value, right: Value) -> Value:
    """``left sign right`` for ``< <= > >=``."""
    return compare_with(ORDERINGS[sign], left, right)


def compare_with(order: Callable[[Any, Any], bool], left: Value, right: Value) -> Value:
    """`compare` with the operator's function at hand."""
    if left is UNKNOWN or right is UNKNOWN:
        return UNKNOWN
    kind = kind_of(left)
    if kind not in ORDERED_KINDS or kind != kind_of(right):
        return None
    if kind == "number":
        left, right = read_number(left), read_number(right)
        return None if left is None or right is None else order(left, right)
    return _order_times(order, left, right) if kind in ("time", "datetime") else order(left, right)


def _order_times(order: Callable[[Any, Any], bool], left: Any, right: Any) -> bool | None:
    """A time with a zone and one without cannot be put in order."""
    if (left.utcoffset() is None) != (right.utcoffset() is None):
        return None
    return order(left, right)


def is_same(left: Value, right: Value) -> bool:
    """`is_equal` as plain yes or no, for searching lists."""
    return is_equal(left, right) is True


def is_identical(left: Value, right: Value) -> bool:
    """FEEL's ``is``: equal and, for times, written with the same zone."""
    if not is_same(left, right):
        return False
    if isinstance(left, dt.time | dt.datetime) and isinstance(right, dt.time | dt.datetime):
        same_zone = left.utcoffset() == right.utcoffset() and get_zone_name(left) == get_zone_name(right)
        return same_zone and left.replace(tzinfo=None) == right.replace(tzinfo=None)
    return True


def is_between(value: Value, low: Value, high: Value) -> Value:
    """``value between low and high``."""
    return all_of([compare(">=", value, low), compare("<=", value, high)])


def all_of(answers: list[Value]) -> Value:
    """Three-valued and, with null: false wins, then UNKNOWN, then null (anything that is no boolean)."""
    if any(answer is False for answer in answers):
        return False
    if any(answer is UNKNOWN for answer in answers):
        return UNKNOWN
    return True if all(answer is True for answer in answers) else None


def any_of(answers: list[Value]) -> Value:
    """Three-valued or, with null: true wins, then UNKNOWN, then null."""
    if any(answer is True for answer in answers):
        return True
    if any(answer is UNKNOWN for answer in answers):
        return UNKNOWN
    return False if all(answer is False for answer in answers) else None


def negate(answer: Value) -> Value:
    """Three-valued not; null for anything that is no boolean."""
    if isinstance(answer, bool):
        return not answer
    return UNKNOWN if answer is UNKNOWN else None


def is_within(value: Value, bounds: Range) -> Value:
    """Whether ``value`` lies in ``bounds``."""
    answers: list[Value] = []
    if bounds.low is not None:
        answers.append(compare(">=" if bounds.low_closed else ">", value, bounds.low))
    if bounds.high is not None:
        answers.append(compare("<=" if bounds.high_closed else "<", value, bounds.high))
    return all_of(answers) if answers else None


def is_member(value: Value, candidate: Value) -> Value:
    """``value in candidate``: within a range, among a list's items or ranges, or equal."""
    if value is UNKNOWN or candidate is UNKNOWN:
        return UNKNOWN
    if isinstance(candidate, Range) and not isinstance(value, Range):
        return is_within(value, candidate)
    if isinstance(candidate, list | tuple):
        return _is_among(value, candidate)
    return is_equal(value, candidate)


def _is_among(value: Value, candidates: list[Value] | tuple[Value, ...]) -> Value:
    """An item of another kind than the value is no match, not an error."""
    answers = [is_member(value, item) if isinstance(item, Range) else is_equal(value, item) for item in candidates]
    if isinstance(value, list | tuple):
        answers.append(is_equal(value, candidates))
    return any_of([False if answer is None else answer for answer in answers])
