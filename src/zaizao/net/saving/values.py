"""Free values and whole objects as JSON values, and back, led by the classes' own annotations.

What JSON lacks is written as ``{"$date": "2026-02-12"}`` and the like. Texts, versions and errors are the door's business;
what the encoder can write by itself, the business of `loosening`.
"""

from __future__ import annotations

import enum
import functools
import types
import typing
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta, tzinfo
from decimal import Decimal
from operator import attrgetter

from msgspec import Struct
from msgspec.structs import fields

from zaizao.expression import YearsMonths
from zaizao.net.shelf import Shelf, View, Wide
from zaizao.net.state import NULL, Null
from zaizao.units.record import Record, default_of


class Form(typing.NamedTuple):
    """What is saved of a class: its attributes, their values where nothing is said, and what reads them all at once."""

    names: tuple[str, ...]
    defaults: tuple[object, ...]
    read: Callable[[Struct], tuple[object, ...]]


@functools.cache
def form_of(kind: type[Struct]) -> Form:
    """What is saved of a class; asked of each class once."""
    beside = kind.beside if issubclass(kind, Record) else ()
    saved = [one for one in fields(kind) if one.name not in beside]
    names = tuple(one.name for one in saved)
    return Form(names, tuple(default_of(one) for one in saved), _reader_of_all(names))


def _reader_of_all(names: tuple[str, ...]) -> Callable[[Struct], tuple[object, ...]]:
    if len(names) > 1:
        return attrgetter(*names)
    if not names:
        return lambda value: ()
    read = attrgetter(*names)
    return lambda value: (read(value),)


def write_object(value: Struct) -> dict[str, object]:
    """The attributes that are not the default, as JSON values.

    Raises TypeError for a value of a kind that is never saved.
    """
    names, defaults, read = form_of(type(value))
    return {
        name: _WRITER_OF[type(own)](own)
        for name, default, own in zip(names, defaults, read(value), strict=True)
        if own is not default and own != default
    }


def write_value(value: object) -> object:
    """Any value as JSON values; raises TypeError for a kind that is never saved."""
    return _WRITER_OF[type(value)](value)


class _WriterOf(dict[type, Callable[[typing.Any], object]]):
    """What writes values of a class, found once for each class: a state has hundreds of values of a dozen classes."""

    def __missing__(self, kind: type) -> Callable[[typing.Any], object]:
        self[kind] = write = self._find(kind)
        return write

    def _find(self, kind: type) -> Callable[[typing.Any], object]:
        if issubclass(kind, (str, bool, int, types.NoneType)):
            return _as_it_is
        for kinds, write in _WRITERS:
            if issubclass(kind, kinds):
                return write
        if issubclass(kind, Struct):
            return write_object
        raise TypeError(f"cannot save a {kind.__name__}")


_WRITER_OF = _WriterOf()


def _as_it_is(value: object) -> object:
    return value


@functools.lru_cache(maxsize=4096)
def _write_moment(moment: datetime, zone: tzinfo | None, fold: int) -> str:
    """The text of a moment: a state names few, each many times. Equal moments of two zones are two texts."""
    return moment.isoformat()


def _plain_mapping(value: Mapping[str, object]) -> dict[str, object]:
    plain = {str(name): write_value(each) for name, each in value.items()}
    return {"$map": plain} if any(name.startswith("$") for name in plain) else plain


_WRITERS: tuple[tuple[type | tuple[type, ...], Callable[[typing.Any], object]], ...] = (
    (Null, lambda value: {"$null": True}),
    (Decimal, lambda value: {"$number": str(value)}),
    (float, lambda value: {"$number": repr(value)}),
    (datetime, lambda value: {"$datetime": _write_moment(value, value.tzinfo, value.fold)}),
    (date, lambda value: {"$date": value.isoformat()}),
    (time, lambda value: {"$time": value.isoformat()}),
    (
        timedelta,
        lambda value: {
            "$seconds": str(Decimal(value.days) * 86400 + value.seconds + Decimal(value.microseconds) / 1000000)
        },
    ),
    (YearsMonths, lambda value: {"$months": value.months}),
    (
        (Shelf, Wide),
        lambda value: {name: write_value(each) for name, each in value.items()},
    ),  # sorted where it is written
    (Mapping, _plain_mapping),
    ((list, tuple), lambda value: [write_value(each) for each in value]),
    (enum.Enum, lambda value: value.value),
)

_READERS: dict[str, Callable[[typing.Any], object]] = {
    "$null": lambda value: NULL,
    "$number": Decimal,
    "$datetime": datetime.fromisoformat,
    "$date": date.fromisoformat,
    "$time": time.fromisoformat,
    "$seconds": lambda value: timedelta(seconds=float(value)),
    "$months": YearsMonths,
    "$map": lambda value: {name: _value(each) for name, each in value.items()},
}


def _value(plain: object) -> object:
    """A free value: facts and what people wrote."""
    if isinstance(plain, list):
        return [_value(each) for each in plain]
    if isinstance(plain, dict):
        if len(plain) == 1:
            ((name, inner),) = plain.items()
            if name in _READERS:
                return _READERS[name](inner)
        return {name: _value(each) for name, each in plain.items()}
    return plain


_OBJECT = typing.TypeVar("_OBJECT", bound=Struct)


def read_object(kind: type[_OBJECT], plain: Mapping[str, object]) -> _OBJECT:
    """The object that was saved as these JSON values; raises whatever the values cause, for the door to tell."""
    readers = _readers_of(kind)
    return kind(**{name: readers[name](value) for name, value in plain.items()})


@functools.cache
def _readers_of(kind: type[Struct]) -> dict[str, Callable[[typing.Any], object]]:
    return {one.name: reader_of(one.type) for one in fields(kind)}


def reader_of(hint: object) -> Callable[[typing.Any], object]:
    """What reads values with that hint, of JSON values."""
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        read = reader_of(next(each for each in inner if each is not type(None)))
        return lambda plain: None if plain is None else read(plain)
    if origin is tuple:
        read_each = reader_of(inner[0])
        return lambda plain: tuple(read_each(each) for each in plain)
    if origin is View:
        read_entry = reader_of(inner[0])
        return lambda plain: Shelf({name: read_entry(each) for name, each in plain.items()}).settled()
    if isinstance(origin, type) and issubclass(origin, Mapping):
        read_value = reader_of(inner[1])
        return lambda plain: _read_mapping(plain, read_value)
    if isinstance(hint, type) and issubclass(hint, Struct):
        return lambda plain: read_object(hint, plain)
    return _MOMENTS.get(hint, _value) if isinstance(hint, type) else _value


def _read_moment(plain: object) -> object:
    return datetime.fromisoformat(plain) if isinstance(plain, str) else _value(plain)


def _read_day(plain: object) -> object:
    return date.fromisoformat(plain) if isinstance(plain, str) else _value(plain)


_MOMENTS: dict[type, Callable[[typing.Any], object]] = {datetime: _read_moment, date: _read_day}


def _read_mapping(plain: Mapping[str, object], read: Callable[[typing.Any], object]) -> dict[str, object]:
    inner = plain["$map"] if set(plain) == {"$map"} else plain
    assert isinstance(inner, Mapping)
    return {name: read(each) for name, each in inner.items()}
