"""Cases and events as JSON: canonical, versioned, and loadable for ever.

Equal states have equal bytes: keys are sorted, defaults left out, numbers exact. Values that JSON lacks are written as
``{"$date": "2026-02-12"}`` and the like. Every saved form carries its version; when the form changes, the old one stays
readable (`_UPGRADES`) and a saved example of it stays in the tests.
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
from operator import attrgetter

from msgspec import Struct
from msgspec.json import Encoder
from msgspec.structs import fields, replace

from zaizao.errors import InputError, Problem
from zaizao.expression import YearsMonths
from zaizao.net.events import EVENTS, Event
from zaizao.net.shelf import Shelf, View, Wide
from zaizao.net.state import NULL, CaseState, Null
from zaizao.units.record import Record, default_of

VERSION = 1


class SavedStateError(InputError):
    """What was saved cannot be read."""

    code = "saved-state"


def state_to_json(state: CaseState) -> str:
    """The canonical text of a state; equal states give equal texts."""
    return _dump({"zaizao_state": VERSION, **_plain_object(state)})


def state_from_json(text: str) -> CaseState:
    """The state that was saved, whatever version saved it.

    Raises SavedStateError.
    """
    plain = _load(text)
    version = plain.pop("zaizao_state", None)
    if not isinstance(version, int) or version > VERSION or version < 1:
        raise SavedStateError([Problem("saved-state-version", {"version": version, "known": VERSION})])
    for step in range(version, VERSION):
        plain = _UPGRADES[step](plain)
    return _read(lambda: _with_bound(_object(CaseState, plain)))


def _with_bound(state: CaseState) -> CaseState:
    bound = min((timer.at for timer in state.timers.values()), default=None)
    return replace(state, next_at=bound)


def event_to_plain(event: Event) -> dict[str, object]:
    """An event as JSON values, with its kind under ``event``."""
    return {"event": type(event).__name__, **_plain_object(event)}


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


# -- values to JSON


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
    return lambda value: tuple(getattr(value, name) for name in names)


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
    return _value


def _read_mapping(plain: Mapping[str, object], read: Callable[[typing.Any], object]) -> dict[str, object]:
    inner = plain["$map"] if set(plain) == {"$map"} else plain
    assert isinstance(inner, Mapping)
    return {name: read(each) for name, each in inner.items()}


_UPGRADES: dict[int, Callable[[dict[str, object]], dict[str, object]]] = {}
"""From version N to N + 1."""
