"""Events and states as text, for loading a million of them: the same text as the engine's own saving gives, made at once.

`zaizao.net.saving` says what the form is; here it is only written faster, without the plain values in between. A test
holds one against the other on every shipped story.
"""

from __future__ import annotations

import json
import json.encoder
from collections.abc import Callable, Mapping
from datetime import date, datetime
from operator import attrgetter
from typing import Any

from msgspec import NODEFAULT, Struct
from msgspec.structs import fields

from zaizao.net import CaseState
from zaizao.net.events import Event, FactsStated
from zaizao.net.saving import VERSION, event_to_plain
from zaizao.net.shelf import Shelf, Wide
from zaizao.units.record import Record, default_of

Write = Callable[[Any], str]
Plan = list[tuple[str, str, object]]
"""Attributes: each with what stands before it, and its default."""
_quote: Write = json.encoder.encode_basestring


class _Writers(dict[type, Write]):
    """What writes values of a class, found once for each; ``sorted_`` as states are, events keep their own order."""

    def __init__(self, *, sorted_: bool) -> None:
        super().__init__()
        self.sorted_ = sorted_

    def __missing__(self, kind: type) -> Write:
        self[kind] = write = self._find(kind)
        return write

    def _find(self, kind: type) -> Write:
        for kinds, write in _PLAIN:
            if kinds is kind:
                return write
        if issubclass(kind, (Shelf, Wide)):
            return lambda value: self.write_names(value.sorted_items())
        if issubclass(kind, Mapping):
            return self.write_mapping
        if issubclass(kind, (list, tuple)):
            return lambda value: f"[{','.join([self[type(each)](each) for each in value])}]"
        if issubclass(kind, Struct):
            return self._make_struct(kind)
        return lambda value: _write_rare(value, sorted_=self.sorted_)

    def write_mapping(self, value: Mapping[str, object]) -> str:
        """A mapping whose names are the case's own, which may look like ours."""
        if not value:
            return "{}"
        text = self.write_names([(str(name), each) for name, each in value.items()])
        return f'{{"$map":{text}}}' if any(str(name).startswith("$") for name in value) else text

    def write_names(self, entries: list[tuple[str, Any]]) -> str:
        """Names with their values."""
        listed = sorted(entries) if self.sorted_ and len(entries) > 1 else entries
        return "{" + ",".join([f"{_quote(name)}:{self[type(each)](each)}" for name, each in listed]) + "}"

    def _make_struct(self, kind: type[Struct]) -> Write:
        plan = self.plan(kind)
        if all(default is NODEFAULT for _, _, default in plan) and len(plan) > 1:
            return self._make_whole(plan)

        def write(value: Struct) -> str:
            return "{" + ",".join(self.write_fields(value, plan)) + "}"

        return write

    def _make_whole(self, plan: Plan) -> Write:
        """For a class of which nothing is left out, as events are: all attributes fetched in one go."""
        fetch, befores = attrgetter(*[name for name, _, _ in plan]), [before for _, before, _ in plan]

        def write(value: Struct) -> str:
            parts = [before + self[type(own)](own) for before, own in zip(befores, fetch(value), strict=True)]
            return "{" + ",".join(parts) + "}"

        return write

    def plan(self, kind: type[Struct]) -> Plan:
        """Attributes that are saved, each with what stands before it and what is left out."""
        beside = kind.beside if issubclass(kind, Record) else ()
        found = [(one.name, f'"{one.name}":', default_of(one)) for one in fields(kind) if one.name not in beside]
        return sorted(found, key=lambda one: one[0]) if self.sorted_ else found

    def write_fields(self, value: Struct, plan: Plan) -> list[str]:
        """The attributes that say something."""
        parts = []
        for name, before, default in plan:
            own = getattr(value, name)
            if own is not default and own != default:
                parts.append(before + self[type(own)](own))
        return parts


def _write_rare(value: object, *, sorted_: bool) -> str:
    """What comes so seldom that the engine's own way does: numbers with fractions, durations, choices."""
    plain = event_to_plain(FactsStated(0, _EVER, None, {"it": value}))["facts"]
    text = json.dumps(plain, ensure_ascii=False, sort_keys=sorted_, separators=(",", ":"))
    return text[len('{"it":') : -1]


def _write_moment(value: datetime) -> str:
    kept = _MOMENTS.get(id(value))
    if kept is not None and kept[0] is value:
        return kept[1]
    if len(_MOMENTS) >= KEPT:
        _MOMENTS.clear()
    text = f'{{"$datetime":"{value.isoformat()}"}}'
    _MOMENTS[id(value)] = (value, text)
    return text


_MOMENTS: dict[int, tuple[datetime, str]] = {}
"""Moments written lately: the events of a step share theirs. By the object, since equal moments may differ in zone."""
KEPT = 2_000
_EVER = datetime(1970, 1, 1)
_PLAIN: tuple[tuple[type, Write], ...] = (
    (str, _quote),
    (bool, lambda value: "true" if value else "false"),
    (int, int.__repr__),
    (type(None), lambda value: "null"),
    (datetime, _write_moment),
    (date, lambda value: f'{{"$date":"{value.isoformat()}"}}'),
)
_OF_EVENTS, _OF_STATES = _Writers(sorted_=False), _Writers(sorted_=True)
_STATE = _OF_STATES.plan(CaseState)


def write_event(event: Event) -> str:
    """The body of an event as the record keeps it; the event's own name stands beside it."""
    return _OF_EVENTS[type(event)](event)


def write_state(state: CaseState) -> str:
    """The canonical text of a state."""
    return "{" + ",".join([*_OF_STATES.write_fields(state, _STATE), f'"zaizao_state":{VERSION}']) + "}"
