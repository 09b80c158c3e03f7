"""Cases and events as JSON: canonical, versioned, and loadable for ever.

Equal states have equal bytes: keys are sorted, defaults left out, numbers exact. Free values that JSON lacks are written
as ``{"$date": "2026-02-12"}`` and the like; moments and days of a state's own, whose kind the class tells, plainly.
Every saved form carries its version; when the form changes, the old one stays readable and a saved example of it stays in
the tests. Version 1 wrote a state's own moments like free values; what reads moments here takes both.
"""

from __future__ import annotations

import json
import typing
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from types import MappingProxyType

from msgspec.json import Encoder
from msgspec.structs import replace

from zaizao.errors import InputError, Problem
from zaizao.net.events import EVENTS, Event
from zaizao.net.saving.decoding import decode_state
from zaizao.net.saving.loosening import loosen, odd_of, write_apart
from zaizao.net.saving.values import read_object, write_object
from zaizao.net.state import CaseState

VERSION = 2


class SavedStateError(InputError):
    """What was saved cannot be read."""

    code = "saved-state"


def state_to_json(state: CaseState) -> str:
    """The canonical text of a state; equal states give equal texts."""
    return _dump({"zaizao_state": VERSION, **loosen(state)})


def state_from_json(text: str) -> CaseState:
    """The state that was saved, whatever version saved it.

    Raises SavedStateError.
    """
    decoded = _read(lambda: decode_state(text, version=VERSION))
    if decoded is not None:
        return _with_bound(decoded)
    plain = _load(text)
    version = plain.pop("zaizao_state", None)
    if not isinstance(version, int) or version > VERSION or version < 1:
        raise SavedStateError([Problem("saved-state-version", {"version": version, "known": VERSION})])
    return _read(lambda: _with_bound(read_object(CaseState, plain)))


def _with_bound(state: CaseState) -> CaseState:
    bound = min((timer.at for timer in state.timers.values()), default=None)
    return replace(state, next_at=bound)


def event_to_plain(event: Event) -> dict[str, object]:
    """An event as JSON values, with its kind under ``event``."""
    return {"event": type(event).__name__, **write_object(event)}


def event_to_text(event: Event) -> bytes:
    """What an event says, as JSON, without its kind; moments of its own stand in it plainly, as in a state."""
    is_odd = odd_of(type(event))
    plain = loosen(event) if is_odd is not None and is_odd(event) else event
    try:
        return _encode_in_order(plain)
    except _UNKNOWN:
        return _write_slowly(loosen(event), sort_keys=False).encode()


def event_from_plain(plain: Mapping[str, object]) -> Event:
    """The event that was saved.

    Raises SavedStateError.
    """
    kind = EVENTS.get(str(plain.get("event")))
    if kind is None:
        raise SavedStateError([Problem("saved-event-unknown", {"event": plain.get("event")})])
    fields = {name: value for name, value in plain.items() if name != "event"}
    return _read(lambda: read_object(kind, fields))


def events_to_jsonl(events: Iterable[Event]) -> str:
    """One event a line, in order."""
    return "".join(_dump(event_to_plain(event)) + "\n" for event in events)


def events_from_jsonl(text: str) -> tuple[Event, ...]:
    """The events that were saved.

    Raises SavedStateError with the line.
    """
    return tuple(event_from_plain(_load(line)) for line in text.split("\n") if line.strip())


def _open_empty(value: object) -> object:
    """For the encoder: a mapping that cannot be written to, and in which there is nothing."""
    if type(value) is MappingProxyType and not value:
        return {}
    raise TypeError(type(value).__name__)


_encode = Encoder(order="sorted").encode
_encode_in_order = Encoder(enc_hook=_open_empty).encode
_UNKNOWN = (TypeError, UnicodeEncodeError)
"""What the encoder raises for a subclass of str or int, or half a character; the slow writer knows them."""


def _dump(plain: object) -> str:
    try:
        return _encode(plain).decode()
    except _UNKNOWN:
        return _write_slowly(plain, sort_keys=True)


def _write_slowly(plain: object, *, sort_keys: bool) -> str:
    return json.dumps(plain, default=write_apart, ensure_ascii=False, sort_keys=sort_keys, separators=(",", ":"))


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
