"""Cases and events as JSON: canonical, versioned, and loadable for ever.

Equal states have equal bytes: keys are sorted, defaults left out, numbers exact. Free values that JSON lacks are written
as ``{"$date": "2026-02-12"}`` and the like; moments and days of a state's own, whose kind the class tells, plainly.
Every saved form carries its version; when the form changes, the old one stays readable and a saved example of it stays in
the tests. Version 1 wrote a state's own moments like free values; what reads moments here takes both.
"""

from __future__ import annotations

import enum
import functools
import json
import types
import typing
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time, timedelta, tzinfo
from decimal import Decimal
from operator import attrgetter, is_

from msgspec import Struct
from msgspec.json import Encoder
from msgspec.structs import fields, replace

from zaizao.errors import InputError, Problem
from zaizao.expression import YearsMonths
from zaizao.net.events import EVENTS, Event
from zaizao.net.shelf import Shelf, View, Wide
from zaizao.net.state import NULL, CaseState, Null
from zaizao.units.record import Record, default_of

VERSION = 2


class SavedStateError(InputError):
    """What was saved cannot be read."""

    code = "saved-state"


def state_to_json(state: CaseState) -> str:
    """The canonical text of a state; equal states give equal texts."""
    plain = {"zaizao_state": VERSION, **_loosen(state)}
    try:
        return _encode(plain).decode()
    except (TypeError, UnicodeEncodeError):  # a subclass of str or int, half a character: the other writer knows them
        return json.dumps(plain, default=_write_apart, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def state_from_json(text: str) -> CaseState:
    """The state that was saved, whatever version saved it.

    Raises SavedStateError.
    """
    plain = _load(text)
    version = plain.pop("zaizao_state", None)
    if not isinstance(version, int) or version > VERSION or version < 1:
        raise SavedStateError([Problem("saved-state-version", {"version": version, "known": VERSION})])
    return _read(lambda: _with_bound(_object(CaseState, plain)))


def _with_bound(state: CaseState) -> CaseState:
    bound = min((timer.at for timer in state.timers.values()), default=None)
    return replace(state, next_at=bound)


def event_to_plain(event: Event) -> dict[str, object]:
    """An event as JSON values, with its kind under ``event``."""
    return {"event": type(event).__name__, **_plain_object(event)}


def event_to_text(event: Event) -> bytes:
    """What an event says, as JSON, without its kind: `event_to_plain` written down at once."""
    plain = _plain_object(event)
    try:
        return _encode_in_order(plain)
    except (TypeError, UnicodeEncodeError):  # what the fast writer does not know
        return json.dumps(plain, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def event_from_plain(plain: Mapping[str, object]) -> Event:
    """The event that was saved.

    Raises SavedStateError.
    """
    kind = EVENTS.get(str(plain.get("event")))
    if kind is None:
        raise SavedStateError([Problem("saved-event-unknown", {"event": plain.get("event")})])
    fields = {name: value for name, value in plain.items() if name != "event"}
    return _read(lambda: _object(kind, fields))


def events_to_jsonl(events: Iterable[Event]) -> str:
    """One event a line, in order."""
    return "".join(_dump(event_to_plain(event)) + "\n" for event in events)


def events_from_jsonl(text: str) -> tuple[Event, ...]:
    """The events that were saved.

    Raises SavedStateError with the line.
    """
    return tuple(event_from_plain(_load(line)) for line in text.split("\n") if line.strip())


_encode = Encoder(order="sorted").encode
_encode_in_order = Encoder().encode


def _dump(plain: object) -> str:
    try:
        return _encode(plain).decode()
    except (TypeError, UnicodeEncodeError):  # a subclass of str or int, half a character: the other writer knows them
        return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _load(text: str) -> dict[str, object]:
    try:
        plain = json.loads(text, parse_float=Decimal)
    except (ValueError, RecursionError) as error:
        raise SavedStateError([Problem("saved-state-json", {"found": str(error)})]) from None
    if not isinstance(plain, dict):
        raise SavedStateError([Problem("saved-state-json", {"found": type(plain).__name__})])
    return plain


_READ = typing.TypeVar("_READ")


def _read(make: Callable[[], _READ]) -> _READ:
    try:
        return make()
    except (TypeError, ValueError, KeyError, AttributeError, ArithmeticError) as error:
        raise SavedStateError([Problem("saved-state-form", {"found": f"{type(error).__name__}: {error}"})]) from None


# -- states to JSON: what JSON has no kind for is made plain, the rest is left to the encoder, which knows our classes


class _Odd(typing.NamedTuple):
    """The attributes of a class that the encoder cannot write as they are: free values, and what may hold some."""

    names: tuple[str, ...]
    defaults: tuple[object, ...]
    read: Callable[[Struct], tuple[object, ...]]


@functools.cache
def _odd_of(kind: type[Struct]) -> _Odd:
    odd = [one for one in fields(kind) if _is_free(one.type) or _find_struct(one.type) is not None]
    names = tuple(one.name for one in odd)
    return _Odd(names, tuple(default_of(one) for one in odd), _reader_of_all(names))


def _is_free(hint: object) -> bool:
    """Whether values may be of any kind: facts, and what people or other cases brought."""
    return hint is object or any(_is_free(each) for each in typing.get_args(hint))


def _find_struct(hint: object) -> type[Struct] | None:
    """The class in a hint whose values themselves may hold free ones."""
    for each in (hint, *typing.get_args(hint)):
        if isinstance(each, type) and issubclass(each, Struct) and (each is CaseState or _odd_of(each).names):
            return each
    return None


def _loosen(value: Struct) -> dict[str, object]:
    """The attributes of a struct less the defaults: free values plain, entries as they are wherever the encoder can."""
    names, defaults, read = _form_of(type(value))
    odd = _odd_of(type(value)).names
    return {
        name: _loosen_one(own, free=name in odd)
        for name, default, own in zip(names, defaults, read(value), strict=True)
        if own is not default and own != default
    }


def _loosen_one(own: object, *, free: bool) -> object:
    if isinstance(own, Struct):
        return _loosen(own)
    if isinstance(own, (dict, Wide)):
        return _loosen_entries(own, free=free)
    return _plain(own) if free else own


def _loosen_entries(entries: Mapping[str, typing.Any] | Wide[typing.Any], *, free: bool) -> object:
    shelf: dict[str, typing.Any] = entries if isinstance(entries, dict) else dict(entries.items())
    first = next(iter(shelf.values()), None)
    if not isinstance(first, Struct):
        return _plain(entries) if free else shelf
    names, defaults, read = _odd_of(type(first))
    if not names:
        return shelf
    odd = {name: _loosen(each) for name, each in shelf.items() if not all(map(is_, read(each), defaults))}
    return {**shelf, **odd}


def _write_apart(value: object) -> object:
    """For the slow writer: what is not JSON, one level of it."""
    if isinstance(value, Struct):
        return _loosen(value)
    return json.loads(_encode(value))


# -- events and free values to JSON


class _Form(typing.NamedTuple):
    """What is saved of a class: its attributes, their values where nothing is said, and what reads them all at once."""

    names: tuple[str, ...]
    defaults: tuple[object, ...]
    read: Callable[[Struct], tuple[object, ...]]


@functools.cache
def _form_of(kind: type[Struct]) -> _Form:
    beside = kind.beside if issubclass(kind, Record) else ()
    saved = [one for one in fields(kind) if one.name not in beside]
    names = tuple(one.name for one in saved)
    return _Form(names, tuple(default_of(one) for one in saved), _reader_of_all(names))


def _reader_of_all(names: tuple[str, ...]) -> Callable[[Struct], tuple[object, ...]]:
    if len(names) > 1:
        return attrgetter(*names)
    if not names:
        return lambda value: ()
    read = attrgetter(*names)
    return lambda value: (read(value),)


def _plain_object(value: Struct) -> dict[str, object]:
    names, defaults, read = _form_of(type(value))
    return {
        name: _WRITER_OF[type(own)](own)
        for name, default, own in zip(names, defaults, read(value), strict=True)
        if own is not default and own != default
    }


def _plain(value: object) -> object:
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
            return _plain_object
        raise TypeError(f"cannot save a {kind.__name__}")


_WRITER_OF = _WriterOf()


def _as_it_is(value: object) -> object:
    return value


@functools.lru_cache(maxsize=4096)
def _write_moment(moment: datetime, zone: tzinfo | None, fold: int) -> str:
    """The text of a moment: a state names few, each many times. Equal moments of two zones are two texts."""
    return moment.isoformat()


def _plain_mapping(value: Mapping[str, object]) -> dict[str, object]:
    plain = {str(name): _plain(each) for name, each in value.items()}
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
    ((Shelf, Wide), lambda value: {name: _plain(each) for name, each in value.items()}),  # sorted where it is written
    (Mapping, _plain_mapping),
    ((list, tuple), lambda value: [_plain(each) for each in value]),
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


# -- JSON to values, led by the classes' own annotations


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


def _object(kind: type[_OBJECT], plain: Mapping[str, object]) -> _OBJECT:
    readers = _readers_of(kind)
    return kind(**{name: readers[name](value) for name, value in plain.items()})


@functools.cache
def _readers_of(kind: type[Struct]) -> dict[str, Callable[[typing.Any], object]]:
    return {one.name: _reader_of(one.type) for one in fields(kind)}


def _reader_of(hint: object) -> Callable[[typing.Any], object]:
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        read = _reader_of(next(each for each in inner if each is not type(None)))
        return lambda plain: None if plain is None else read(plain)
    if origin is tuple:
        read_each = _reader_of(inner[0])
        return lambda plain: tuple(read_each(each) for each in plain)
    if origin is View:
        read_entry = _reader_of(inner[0])
        return lambda plain: Shelf({name: read_entry(each) for name, each in plain.items()}).settled()
    if isinstance(origin, type) and issubclass(origin, Mapping):
        read_value = _reader_of(inner[1])
        return lambda plain: _read_mapping(plain, read_value)
    if isinstance(hint, type) and issubclass(hint, Struct):
        return lambda plain: _object(hint, plain)
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
