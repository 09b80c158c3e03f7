"""The quick way from plain values to the model, for input in which nothing is wrong: most of what is ever read.

It keeps no trail and explains nothing. Whatever is not quite ordinary ends it, and `codec` reads the same input again
with care: what is a fault, and how it is said, is decided there alone. What both accept, both read alike.
"""

from __future__ import annotations

import enum
import functools
import typing
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias, TypeVar

from zaizao.definition.codec import MAX_NESTING, expand_shorthand, is_identifier, parse_limit_once
from zaizao.definition.shape import slots_of, split_optional
from zaizao.units import Limit, LimitError, Text

T = TypeVar("T")
Quick: TypeAlias = Callable[[Any], Any]


class _UnusualError(Exception):
    """Something that the quick way leaves to the careful one."""


def structure_quickly(plain: object, cls: type[T]) -> T | None:
    """The value of ``cls`` that ``plain`` describes; None where only a careful look can tell.

    What it accepts holds nothing but text, whole numbers, switches, lists and mappings: numbers with fractions
    never pass, nor keys that the language does not know or that are no text.
    """
    try:
        made: T = _reader_of_class(cls)(plain)  # type: ignore[arg-type]  # a class is as good a key as any
    except (_UnusualError, KeyError, TypeError, LimitError):
        return None
    return made


def _read_str(value: Any) -> Any:
    if type(value) is str and value:
        return value
    raise _UnusualError


def _read_feel(value: Any) -> Any:
    if type(value) is str and value and value[0] != " ":
        return value
    if type(value) is int:
        return str(value)
    if value is True or value is False:
        return "true" if value else "false"
    raise _UnusualError


def _read_int(value: Any) -> Any:
    if type(value) is int and 0 <= value < 1_000_000_000:
        return value
    raise _UnusualError


def _read_bool(value: Any) -> Any:
    if value is True or value is False or value is None:
        return value is not False
    raise _UnusualError


def _read_str_or_int(value: Any) -> Any:
    return value if type(value) is str and value in ("all", "any") else _read_int(value)


def _read_text(value: Any) -> Any:
    if type(value) is str and value:
        return Text(value)
    if type(value) is dict and value.keys() <= {"zh", "en"} and all(type(w) is str and w for w in value.values()):
        return Text(value["zh"], value.get("en"))
    raise _UnusualError


def _read_strs(value: Any) -> Any:
    if type(value) is str and value:
        return (value,)
    if type(value) is not list:
        raise _UnusualError
    "".join(value)  # a TypeError unless all of them are texts
    if "" in value:
        raise _UnusualError
    return tuple(value)


def _tuple_reader(inner: Quick) -> Quick:
    def read(value: Any) -> Any:
        return tuple(map(inner, value)) if type(value) is list else (inner(value),)

    return read


def _mapping_reader(inner: Quick) -> Quick:
    def read(value: Any) -> Any:
        if type(value) is not dict or not all(map(_is_identifier, value)):
            raise _UnusualError
        return dict(zip(value, map(inner, value.values()), strict=True))

    return read


@functools.lru_cache(maxsize=4096)
def _is_identifier(name: object) -> bool:
    return type(name) is str and is_identifier(name)


def _is_shallow(contexts: Any, *, left: int = MAX_NESTING // 4) -> bool:
    """Whether contexts stand in contexts at most so many times; deeper, `codec` counts."""
    if type(contexts) is not dict or left == 0:
        return False
    return all(
        type(one) is not dict or "fields" not in one or _is_shallow(one["fields"], left=left - 1)
        for one in contexts.values()
    )


def _contexts_reader(cls: type) -> Quick:
    """For an attribute that holds values of its own class, whose reader is only now being made."""

    def read(value: Any) -> Any:
        if not _is_shallow(value):
            raise _UnusualError
        return _mapping_reader(_reader_of_class(cls))(value)

    return read


@functools.cache
def _reader_of_class(cls: Any) -> Quick:
    table: dict[Any, tuple[str, Quick | None]] = {}

    def read(value: Any) -> Any:
        if type(value) is not dict:
            value = expand_shorthand(cls, value)
            if type(value) is not dict:
                raise _UnusualError
        values = {}
        for name, element in value.items():
            attribute, reader = table[name]
            if reader is not None:
                values[attribute] = reader(element)
            elif type(element) is str and element:
                values[attribute] = element
            else:
                raise _UnusualError
        return cls(**values)  # a TypeError where something required is missing

    for slot in slots_of(cls):
        reader = _reader_of(slot.hint, cls=cls, is_feel=slot.is_feel)
        table[slot.key] = (slot.attribute, None if reader is _read_str else reader)
    return read


_SCALARS: dict[Any, Quick] = {
    str: _read_str,
    int: _read_int,
    bool: _read_bool,
    Limit: parse_limit_once,
    Text: _read_text,
    str | int: _read_str_or_int,
}


def _reader_of(hint: Any, *, cls: type, is_feel: bool) -> Quick:
    hint, _ = split_optional(hint)
    if is_feel:
        return _read_feel
    if hint in _SCALARS:
        return _SCALARS[hint]
    origin, parameters = typing.get_origin(hint), typing.get_args(hint)
    if cls in parameters:
        return _contexts_reader(cls)
    if origin is tuple and parameters[0] is str:
        return _read_strs
    if origin is tuple:
        return _tuple_reader(_reader_of(parameters[0], cls=cls, is_feel=False))
    if origin is not None and issubclass(origin, Mapping):
        return _mapping_reader(_reader_of(parameters[1], cls=cls, is_feel=parameters[1] is str))
    if issubclass(hint, enum.Enum):
        return {member.value: member for member in hint}.__getitem__
    return _reader_of_class(hint)
