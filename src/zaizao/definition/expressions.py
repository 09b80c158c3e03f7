"""Every expression of a definition with where it stands, what it may read, what it must give and when it is decided.

Expressions are read and typed in `zaizao.expression`; what is wrong with them is said by `checks`.
"""

from __future__ import annotations

import enum
import functools
from collections.abc import Iterator, Mapping

from msgspec import Struct

from zaizao.definition.finding import Path
from zaizao.definition.model import Activity, EntryLog, Field, Join, ProcessDefinition
from zaizao.errors import InputError
from zaizao.expression import FieldType, parse_type

ANY = parse_type("any")
NUMBER = parse_type("number")
STRING = parse_type("string")
LIST = FieldType("list")

TRUTH = frozenset({"boolean"})
DATES = frozenset({"date", "datetime"})
LISTS = frozenset({"list"})
TEXTS = frozenset({"string"})
ANYTHING: frozenset[str] = frozenset()


class Moment(enum.Enum):
    """When an expression is decided: before its activity opens, or when it ends."""

    BEGIN = "begin"
    END = "end"
    APART = "apart"
    """At a time that the order of activities does not tell."""


class Place(Struct, frozen=True, eq=False):
    """One expression where it stands."""

    path: Path
    text: str
    expected: frozenset[str]
    """The kinds of value it may give; empty for any."""
    moment: Moment = Moment.APART
    owner: str | None = None
    """The activity that decides it."""
    local: tuple[tuple[str, FieldType], ...] = ()
    """Names it may read besides the definition's."""


@functools.lru_cache(maxsize=1024)
def _parse(text: str) -> FieldType | None:
    try:
        return parse_type(text)
    except InputError:
        return None


def type_of_field(declared: Field) -> FieldType | None:
    """The type a field's values have; None where the words are no type."""
    kind = _parse(declared.type)
    if kind is None:
        return None
    if declared.options and kind.kind == "string":
        return _type_of_options(declared.options)
    if declared.parts:
        whole = type_of_parts(declared.parts)
        return FieldType("list", item=whole) if kind.kind == "list" else whole
    return kind


@functools.lru_cache(maxsize=1024)
def _type_of_options(options: tuple[str, ...]) -> FieldType:
    return FieldType("string", options=frozenset(options))


def type_of_parts(parts: Mapping[str, Field]) -> FieldType:
    """The type of a context of these fields."""
    return FieldType("context", entries=tuple((name, type_of_field(part) or ANY) for name, part in parts.items()))


def _type_of_entries(log: EntryLog) -> FieldType:
    return FieldType("list", item=type_of_parts(log.fields))


def list_types(definition: ProcessDefinition) -> dict[str, FieldType]:
    """What every expression of the definition may read: fields, entry lists, parties (by name)."""
    types = dict.fromkeys(definition.parties, STRING)
    types.update((name, type_of_field(declared) or ANY) for name, declared in definition.fields.items())
    types.update((name, _type_of_entries(log)) for name, log in definition.entries.items())
    return types


def list_places(definition: ProcessDefinition) -> Iterator[Place]:
    """Every expression of the definition."""
    for name, item in definition.items.items():
        if item.when is not None:
            yield Place(("items", name, "when"), item.when, TRUTH)
    for name, material in definition.materials.items():
        if material.when is not None:
            yield Place(("materials", name, "when"), material.when, TRUTH)
    for name, activity in definition.activities.items():
        if activity.when is not None:
            yield Place(("activities", name, "when"), activity.when, TRUTH, Moment.BEGIN, name)
        if (
            activity.at
            or activity.not_before
            or activity.not_later_than
            or activity.automatic
            or activity.each
            or (activity.awaits or activity.offer or activity.repeat or activity.opens)
        ):  # few have more than a guard
            yield from _list_of_activity(definition, name, activity)
    if definition.group is not None:
        yield Place(("group", "by"), definition.group.by, ANYTHING)


def _list_of_activity(definition: ProcessDefinition, name: str, activity: Activity) -> Iterator[Place]:
    at = ("activities", name)
    for key, text in (
        ("at", activity.at),
        ("not_before", activity.not_before),
        ("not_later_than", activity.not_later_than),
    ):
        if text is not None:
            yield Place((*at, key), text, DATES, Moment.BEGIN, name)
    if activity.awaits is not None and activity.awaits.correlate is not None:
        yield Place((*at, "awaits", "correlate"), activity.awaits.correlate, ANYTHING, Moment.BEGIN, name)
    if activity.offer is not None and activity.offer.to_list is not None:
        yield Place((*at, "offer", "to_list"), activity.offer.to_list, LISTS, Moment.BEGIN, name)
    if activity.repeat is not None:
        yield Place((*at, "repeat", "until"), activity.repeat.until, TRUTH, Moment.END, name)
    if activity.automatic is not None:
        yield from _list_of_automatic(definition, name, activity)
    if activity.each is not None:
        path = (*at, "each")
        yield Place((*path, "in"), activity.each.over, LISTS, Moment.BEGIN, name)
        element = ((activity.each.name, _type_of_element(definition, activity.each.over)),)
        yield from _list_of_join(definition, name, activity.each.join, (*path, "join"), element)
    if activity.opens is not None:
        yield from _list_of_opens(definition, name, activity)


def _list_of_automatic(definition: ProcessDefinition, name: str, activity: Activity) -> Iterator[Place]:
    if activity.automatic is None:
        return
    at = ("activities", name, "automatic")
    if activity.automatic.outcome is not None:
        yield Place((*at, "outcome"), activity.automatic.outcome, TEXTS, Moment.END, name)
    for target, text in activity.automatic.sets.items():
        yield Place((*at, "sets", target), text, _kinds_of(definition, target), Moment.END, name)


def _list_of_join(
    definition: ProcessDefinition, name: str, join: Join, at: Path, element: tuple[tuple[str, FieldType], ...]
) -> Iterator[Place]:
    if join.recusal is not None:
        yield Place((*at, "recusal"), join.recusal, TRUTH, Moment.BEGIN, name, element)
    given = (("results", LIST), ("done", NUMBER), ("recused", NUMBER))
    for target, text in join.aggregate.items():
        kinds = _kinds_of(definition, target)
        yield Place((*at, "aggregate", target), text, kinds, Moment.END, name, given)
    if join.outcome is not None:
        yield Place((*at, "outcome"), join.outcome, TEXTS, Moment.END, name, given)


def _list_of_opens(definition: ProcessDefinition, name: str, activity: Activity) -> Iterator[Place]:
    if activity.opens is None:
        return
    at = ("activities", name, "opens")
    element: tuple[tuple[str, FieldType], ...] = ()
    if activity.opens.each is not None:
        yield Place((*at, "each"), activity.opens.each, LISTS, Moment.BEGIN, name)
        element = ((activity.opens.name, _type_of_element(definition, activity.opens.each)),)
    for target, text in activity.opens.fields.items():
        yield Place((*at, "fields", target), text, ANYTHING, Moment.BEGIN, name, element)
    yield from _list_of_join(definition, name, activity.opens.join, (*at, "join"), element)


def _kinds_of(definition: ProcessDefinition, target: str) -> frozenset[str]:
    """The kinds that may be written to a field."""
    declared = definition.fields.get(target)
    kind = type_of_field(declared) if declared is not None else None
    return ANYTHING if kind is None or kind.kind == "any" else frozenset({kind.kind})


def _type_of_element(definition: ProcessDefinition, over: str) -> FieldType:
    """What an element of a list is, as far as the list is a field or an entry list."""
    name = over.strip()
    if name in definition.entries:
        return type_of_parts(definition.entries[name].fields)
    declared = definition.fields.get(name)
    kind = type_of_field(declared) if declared is not None else None
    return kind.item if kind is not None and kind.item is not None else ANY
