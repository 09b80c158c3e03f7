"""Making a log of objects from what a file says: values by the kinds declared, references checked, all told.

- An event or object whose id or type is missing or whose id stands twice is broken, as is an event without a time.
- A relation to an object nobody knows is left out; a value that is not what its type says makes the column text.
- What no type declares is added to the type, with the kind of its values.
All of it is reported.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Final

from msgspec import Struct

from zaizao.eventlog.attributes import AttributeKind
from zaizao.eventlog.moments import parse_moment, write_moment
from zaizao.eventlog.objects import (
    FROM_THE_START,
    Change,
    LoggedObject,
    Moment,
    ObjectEvent,
    ObjectLog,
    Relation,
    Value,
)
from zaizao.eventlog.reading.account import Account, Reporter

KINDS: Final = {
    "string": AttributeKind.TEXT,
    "time": AttributeKind.TIME,
    "integer": AttributeKind.INTEGER,
    "float": AttributeKind.NUMBER,
    "boolean": AttributeKind.BOOLEAN,
    # what older files and other tools call them
    "date": AttributeKind.TIME,
    "timestamp": AttributeKind.TIME,
    "int": AttributeKind.INTEGER,
    "real": AttributeKind.NUMBER,
    "text": AttributeKind.TEXT,
}
_INTEGER: Final = re.compile(r"[+-]?\d{1,19}", re.ASCII)
_NUMBER: Final = re.compile(r"[+-]?(?:(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?|INF|inf)|NaN|nan", re.ASCII)
_LARGEST: Final = 1 << 63


class Given(Struct):
    """One value as the file has it: of an event's attribute, or of an object's from a time on."""

    key: str
    value: object
    time: Moment = FROM_THE_START


class _Found(Struct):
    """An event or object before its values are understood."""

    id: str
    type: str
    time: Moment
    values: list[Given]
    relations: list[Relation]
    line: int | None
    path: str


class ObjectLogBuilder:
    """Collects what a reader finds, and builds the log of it."""

    def __init__(self, reporter: Reporter) -> None:
        self.reporter = reporter
        self._types: dict[str, dict[str, dict[str, AttributeKind]]] = {"event": {}, "object": {}}
        self._found: dict[str, dict[str, _Found]] = {"event": {}, "object": {}}

    def add_type(self, of: str, name: str, kinds: Iterable[tuple[str, str]] = ()) -> None:
        """A type of ``event`` or ``object`` and the kinds of its attributes, by the words of OCEL."""
        declared = self._types[of].setdefault(name, {})
        for key, kind in kinds:
            declared[key] = KINDS.get(kind.lower(), AttributeKind.TEXT)

    def add_event(
        self, id: object, type: object, time: object, *, line: int | None = None, path: str = ""
    ) -> tuple[list[Given], list[Relation]]:
        """An event; its values and relations are put into the lists returned. A broken one is reported."""
        moment = parse_moment(time) if isinstance(time, str) else None
        if moment is None:
            if time is None:
                self.reporter.drop("ocel-event-without-time", {"id": str(id)}, line=line, path=path)
            else:
                self.reporter.drop("log-time-unreadable", {"value": str(time)[:80]}, line=line, path=path)
            return [], []
        return self._add("event", id, type, Moment(*moment), line=line, path=path)

    def add_object(
        self, id: object, type: object, *, line: int | None = None, path: str = ""
    ) -> tuple[list[Given], list[Relation]]:
        """An object; its values and relations are put into the lists returned. A broken one is reported."""
        return self._add("object", id, type, FROM_THE_START, line=line, path=path)

    def add_relations(self, of: str, id: str, relations: Iterable[Relation]) -> None:
        """Relations that stand apart from what they belong to."""
        for relation in relations:
            found = self._found[of].get(id)
            if found is None:
                self.reporter.note("ocel-unknown", {"id": id})
            else:
                found.relations.append(relation)

    def has_object(self, id: str) -> bool:
        """Whether an object of this id is known already."""
        return id in self._found["object"]

    def find_values(self, of: str, id: str) -> list[Given] | None:
        """The values of an event or object that was added; None for one nobody knows."""
        found = self._found[of].get(id)
        return None if found is None else found.values

    def parse_time(self, time: object, *, line: int | None = None, path: str = "") -> Moment:
        """From when a value is; one that cannot be understood is taken to be from the start, and reported."""
        if time is None:
            return FROM_THE_START
        moment = parse_moment(time) if isinstance(time, str) else None
        if moment is None:
            self.reporter.note("ocel-change-time", {"value": str(time)[:80]}, line=line, path=path)
            return FROM_THE_START
        return Moment(*moment)

    def build(self) -> ObjectLog:
        """The log of what was added so far."""
        for of in ("event", "object"):
            self._settle_kinds(of)
        events = tuple(
            ObjectEvent(
                id=one.id,
                type=one.type,
                time=one.time,
                attributes={given.key: self._read("event", one, given) for given in self._list_given(one)},
                relations=self._check_relations(one),
            )
            for one in self._found["event"].values()
        )
        objects = tuple(
            LoggedObject(
                id=one.id,
                type=one.type,
                changes=tuple(
                    Change(given.time, given.key, self._read("object", one, given))
                    for given in sorted(self._list_given(one), key=lambda given: (given.time.micros, given.key))
                ),
                relations=self._check_relations(one),
            )
            for one in self._found["object"].values()
        )
        return ObjectLog(events, objects, self._types["event"], self._types["object"])

    def count(self) -> Account:
        """The account of the events; what else is wrong is among the problems."""
        kept = len(self._found["event"])
        return Account(read=kept + self.reporter.reported, kept=kept, reported=self.reporter.reported)

    def _add(
        self, of: str, id: object, type: object, time: Moment, *, line: int | None, path: str
    ) -> tuple[list[Given], list[Relation]]:
        report = self.reporter.drop if of == "event" else self.reporter.note
        if not isinstance(id, str) or not isinstance(type, str):
            report(f"ocel-{of}-incomplete", {"id": str(id)}, line=line, path=path)
            return [], []
        if id in self._found[of]:
            report(f"ocel-{of}-twice", {"id": id}, line=line, path=path)
            return [], []
        self._types[of].setdefault(type, {})
        found = _Found(id, type, time, [], [], line, path)
        self._found[of][id] = found
        return found.values, found.relations

    def _list_given(self, one: _Found) -> list[Given]:
        return [given for given in one.values if given.value is not None]

    def _settle_kinds(self, of: str) -> None:
        """The kind of every attribute: the declared one if all its values are of it, else that of the values."""
        values: dict[tuple[str, str], list[tuple[object, _Found]]] = {}
        for one in self._found[of].values():
            for given in self._list_given(one):
                values.setdefault((one.type, given.key), []).append((given.value, one))
        for (name, key), found in values.items():
            declared = self._types[of][name].get(key)
            kind = declared or guess_kind([value for value, _ in found])
            wrong = next((one for value, one in found if read_value(value, kind) is None), None)
            if wrong is not None:
                fields = {"type": name, "key": key, "kind": kind.value}
                self.reporter.note("ocel-value-unreadable", fields, line=wrong.line, path=wrong.path)
                kind = AttributeKind.TEXT
            self._types[of][name][key] = kind

    def _read(self, of: str, one: _Found, given: Given) -> Value:
        value = read_value(given.value, self._types[of][one.type][given.key])
        assert value is not None, "the kind was settled so that every value can be read"
        return value

    def _check_relations(self, one: _Found) -> tuple[Relation, ...]:
        """The relations to objects that are known, each once."""
        known: dict[Relation, None] = {}
        for relation in one.relations:
            if self.has_object(relation.object):
                known[relation] = None
            else:
                fields = {"id": one.id, "object": relation.object}
                self.reporter.note("ocel-object-unknown", fields, line=one.line, path=one.path)
        return tuple(known)


def guess_kind(values: Iterable[object]) -> AttributeKind:
    """The kind of values nobody declared; texts stay texts."""
    found = {type(value) for value in values}
    by_types: Mapping[frozenset[type], AttributeKind] = {
        frozenset({bool}): AttributeKind.BOOLEAN,
        frozenset({int}): AttributeKind.INTEGER,
        frozenset({float}): AttributeKind.NUMBER,
        frozenset({int, float}): AttributeKind.NUMBER,
    }
    return by_types.get(frozenset(found), AttributeKind.TEXT)


def read_value(value: object, kind: AttributeKind) -> Value | None:
    """A value as its kind; None where it is not of the kind. Everything can be text."""
    if kind is AttributeKind.INTEGER:
        return _read_integer(value)
    if kind is AttributeKind.NUMBER:
        return _read_number(value)
    if kind is AttributeKind.BOOLEAN:
        text = str(value).lower()
        return {"true": True, "1": True, "false": False, "0": False}.get(text)
    if kind is AttributeKind.TIME:
        moment = parse_moment(value) if isinstance(value, str) else None
        return None if moment is None else Moment(*moment)
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _read_integer(value: object) -> int | None:
    if isinstance(value, str) and _INTEGER.fullmatch(value.strip()):
        value = int(value)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int):
        return None
    return value if -_LARGEST <= value < _LARGEST else None


def _read_number(value: object) -> float | None:
    if isinstance(value, str) and _NUMBER.fullmatch(value.strip()):
        return float(value)
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    try:
        return float(value)
    except OverflowError:
        return None


def write_value(value: Value) -> str:
    """A value as text: what `read_value` reads as the same."""
    if isinstance(value, Moment):
        return write_moment(value.micros, value.offset)
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else repr(value)
