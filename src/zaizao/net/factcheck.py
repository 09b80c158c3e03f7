"""Whether a value may be recorded as a fact: a field of the definition, of its type, and only where allowed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from zaizao.definition.model import Field, ProcessDefinition
from zaizao.expression import YearsMonths
from zaizao.net.refusals import FactTypeError, UnknownFactError

Facts = Mapping[str, object]

_SIMPLE: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "date": (date,),
    "datetime": (datetime,),
    "time": (time,),
    "duration": (timedelta, YearsMonths),
}


def check_facts(
    definition: ProcessDefinition, facts: Facts, *, allowed: Collection[str] | None = None
) -> dict[str, object]:
    """The facts, with whole and floating numbers made exact.

    Raises UnknownFactError for a name that is no field or not among ``allowed``, FactTypeError for a wrong value.
    """
    if not facts:
        return {}
    checked: dict[str, object] = {}
    for name, value in facts.items():
        field = definition.fields.get(name)
        if field is None or (allowed is not None and name not in allowed):
            raise UnknownFactError(name=name, allowed=tuple(definition.fields if allowed is None else allowed))
        checked[name] = check_value(name, field, value)
    return checked


def check_value(name: str, field: Field, value: object) -> object:
    """One value against one field.

    Raises FactTypeError.
    """
    if value is None:
        return None
    fitted = _fit(field.type.strip(), field, value)
    if fitted is None or (field.options and value not in field.options and field.type == "string"):
        raise FactTypeError(name=name, value=value, expected=field.options or field.type)
    return fitted


def _fit(kind: str, field: Field, value: object) -> object | None:
    """The value as the type keeps it, or None when it does not fit."""
    if kind.startswith("list"):
        return _fit_list(kind, field, value)
    if kind == "boolean":
        return value if isinstance(value, bool) else None
    if kind == "number":
        return _number(value)
    if kind == "context":
        return _fit_context(field, value)
    if kind == "date" and isinstance(value, datetime):
        return None
    if kind in _SIMPLE:
        return value if isinstance(value, _SIMPLE[kind]) else None
    return value


def _number(value: object) -> Decimal | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, Decimal):
        return value
    if isinstance(value, (int, float)):
        return Decimal(str(value))
    return None


def _fit_list(kind: str, field: Field, value: object) -> object | None:
    if not isinstance(value, (list, tuple)):
        return None
    inner = kind.partition(" of ")[2].strip() or "any"
    fitted = [_fit(inner, field, element) for element in value]
    return None if any(each is None for each in fitted) else fitted


def _fit_context(field: Field, value: object) -> object | None:
    if not isinstance(value, Mapping):
        return None
    if not field.parts:
        return dict(value)
    if any(name not in field.parts for name in value):
        return None
    fitted = {name: _fit(field.parts[name].type, field.parts[name], each) for name, each in value.items()}
    return None if any(each is None for each in fitted.values()) else fitted
