"""What kinds of values fields hold, for checking expressions before they ever run.

Written in definitions as ``boolean``, ``list of number``, ``context<a: date>`` or a mapping of entries to types;
a string field with a closed list of options is an enumeration.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeAlias

from msgspec import Struct

from zaizao.errors import Problem
from zaizao.expression.errors import ExpressionSyntaxError, ExpressionTypeError
from zaizao.expression.kinds import KIND_NAMES
from zaizao.expression.nodes import TypeName
from zaizao.expression.type_parser import read_type_name

TypeSource: TypeAlias = "str | FieldType | Mapping[str, TypeSource]"


class FieldType(Struct, frozen=True):
    """A field's type: ``kind``, and what it is made of where it has parts.

    Kinds: any, boolean, number, string, date, datetime, time, duration, years-months, list, context, range,
    function, null. ``any`` fits everywhere.
    """

    kind: str
    item: FieldType | None = None
    """Of a list's items or a range's ends."""
    entries: tuple[tuple[str, FieldType], ...] = ()
    """Of a context whose entries are known."""
    options: frozenset[str] = frozenset()
    """Of a string that is one of these only."""

    def __str__(self) -> str:
        if self.kind == "list" and self.item is not None:
            return f"list of {self.item}"
        if self.kind == "range" and self.item is not None:
            return f"range of {self.item}"
        return "date and time" if self.kind == "datetime" else _DURATIONS.get(self.kind, self.kind)

    def get_entry(self, name: str) -> FieldType | None:
        """The type of a context's entry, or None."""
        return dict(self.entries).get(name)


_DURATIONS = {"duration": "days and time duration", "years-months": "years and months duration"}
ANY = FieldType("any")
BOOLEAN = FieldType("boolean")
NUMBER = FieldType("number")
STRING = FieldType("string")
DATE = FieldType("date")
DATETIME = FieldType("datetime")
TIME = FieldType("time")
DURATION = FieldType("duration")
YEARS_MONTHS = FieldType("years-months")
NULL = FieldType("null")
_SHORT_NAMES = {**KIND_NAMES, "any": "any", "Any": "any", "days-time": "duration", "duration": "duration"}
_SHORT_NAMES |= {
    "days-time duration": "duration",
    "years-months": "years-months",
    "text": "string",
    "enumeration": "string",
}


def list_of(item: FieldType) -> FieldType:
    """A list of such items."""
    return FieldType("list", item=item)


def range_of(item: FieldType) -> FieldType:
    """A range between such ends."""
    return FieldType("range", item=item)


def context_of(entries: Mapping[str, FieldType]) -> FieldType:
    """A context with exactly these entries known."""
    return FieldType("context", entries=tuple(entries.items()))


def one_of(options: Iterable[str]) -> FieldType:
    """A string that is one of ``options``."""
    return FieldType("string", options=frozenset(options))


def parse_type(source: TypeSource) -> FieldType:
    """The type written as ``number``, ``list of date``, ``context<a: number>`` or a mapping of entries.

    Raises ExpressionTypeError for a word that is no type.
    """
    if isinstance(source, FieldType):
        return source
    if isinstance(source, Mapping):
        return context_of({name: parse_type(part) for name, part in source.items()})
    if source in _SHORT_NAMES:
        return FieldType(_SHORT_NAMES[source])
    try:
        return type_from_name(read_type_name(source))
    except ExpressionSyntaxError as error:
        raise _refuse_type(source) from error


def _refuse_type(source: str) -> ExpressionTypeError:
    return ExpressionTypeError([Problem("expression-unknown-type", {"type": source})])


def type_from_name(written: TypeName) -> FieldType:
    """The field type of a type as written in an expression. Raises ExpressionTypeError for an unknown word."""
    kind = _SHORT_NAMES.get(written.name)
    if kind is None:
        raise _refuse_type(written.name)
    if kind in ("list", "range"):
        return FieldType(kind, item=type_from_name(written.arguments[0]) if written.arguments else None)
    if kind == "context":
        parts = zip(written.keys, written.arguments, strict=True)
        return context_of({key: type_from_name(part) for key, part in parts})
    return FieldType(kind)


def list_names(types: Mapping[str, FieldType]) -> frozenset[str]:
    """All names an expression over ``types`` may use: the fields, and entries however deep."""
    names: set[str] = set()
    waiting = list(types.items())
    while waiting:
        name, kind = waiting.pop()
        names.add(name)
        inner = kind if kind.item is None else kind.item
        waiting.extend(inner.entries)
    return frozenset(names)
