"""Whether a value is of a type as written in an expression: ``instance of``, and parameters with a type."""

from __future__ import annotations

from collections.abc import Mapping

from zaizao.expression.nodes import TypeName
from zaizao.expression.unknown import UNKNOWN
from zaizao.expression.values import FunctionValue, Range, Value, kind_of

KIND_NAMES = {
    "number": "number",
    "string": "string",
    "boolean": "boolean",
    "date": "date",
    "time": "time",
    "date and time": "datetime",
    "datetime": "datetime",
    "dateTime": "datetime",
    "days and time duration": "duration",
    "dayTimeDuration": "duration",
    "years and months duration": "years-months",
    "yearMonthDuration": "years-months",
    "context": "context",
    "list": "list",
    "range": "range",
    "function": "function",
    "Null": "null",
    "null": "null",
}
"""FEEL's type names → the kinds of `values.kind_of`."""


def is_of_type(value: Value, written: TypeName) -> bool:
    """Whether ``value`` is of the type ``written``; ``Any`` fits all but null."""
    if written.name in ("Any", "any"):
        return value is not None
    kind = KIND_NAMES.get(written.name)
    if kind is None or kind_of(value) != kind:
        return False
    if isinstance(value, list | tuple) and written.arguments:
        return all(_fits(item, written.arguments[0]) for item in value)
    if isinstance(value, Range) and written.arguments:
        return all(end is None or is_of_type(end, written.arguments[0]) for end in (value.low, value.high))
    if isinstance(value, Mapping) and written.keys:
        return all(
            key in value and _fits(value[key], kind) for key, kind in zip(written.keys, written.arguments, strict=True)
        )
    return _fits_function(value, written) if isinstance(value, FunctionValue) else True


def _fits(value: Value, written: TypeName) -> bool:
    return value is None or value is UNKNOWN or is_of_type(value, written)


def _fits_function(value: FunctionValue, written: TypeName) -> bool:
    return not written.arguments or value.parameters is None or len(value.parameters) == len(written.arguments) - 1


def coerce_value(value: Value, written: TypeName | None) -> Value:
    """``value`` as a parameter of type ``written`` takes it: itself, the item of a list of one, or null."""
    if written is None or value is None or value is UNKNOWN or is_of_type(value, written):
        return value
    if KIND_NAMES.get(written.name) == "list" and not isinstance(value, list | tuple):
        return [value] if is_of_type([value], written) else None
    if isinstance(value, list | tuple) and len(value) == 1 and is_of_type(value[0], written):
        return value[0]
    return None if written.name in KIND_NAMES or written.name in ("Any", "any") else value
