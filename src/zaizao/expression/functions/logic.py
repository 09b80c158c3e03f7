"""Built-ins over truth and identity: not, all, any, is, is defined."""

from __future__ import annotations

from zaizao.expression.comparison import all_of, any_of, is_identical, negate
from zaizao.expression.functions.registry import builtin
from zaizao.expression.unknown import UNKNOWN
from zaizao.expression.values import Value


@builtin("not(negand: any) -> boolean", keeps_unknown=True)
def negate_answer(negand: Value) -> Value:
    """False for true, true for false, else null or UNKNOWN."""
    return negate(negand)


@builtin("all(list: list) -> boolean", "all(...list: any) -> boolean", keeps_unknown=True)
def are_all(*items: Value) -> Value:
    """Whether every item is true; true for none."""
    return all_of(_spread(items))


@builtin("any(list: list) -> boolean", "any(...list: any) -> boolean", keeps_unknown=True)
def is_any(*items: Value) -> Value:
    """Whether some item is true; false for none."""
    return any_of(_spread(items))


def _spread(items: tuple[Value, ...]) -> list[Value]:
    return list(items[0]) if len(items) == 1 and isinstance(items[0], list | tuple) else list(items)


@builtin("is(value1?: any, value2?: any) -> boolean")
def are_identical(value1: Value = None, value2: Value = None) -> Value:
    """Whether both are the same value of the same kind, zones included."""
    return is_identical(value1, value2)


@builtin("is defined(value: any) -> boolean", keeps_unknown=True)
def is_defined(value: Value) -> Value:
    """Whether the value is there; what is not known yet may still come, so it is UNKNOWN, never false."""
    return UNKNOWN if value is UNKNOWN else value is not None
