"""OCEL 2.0 in JSON: four arrays, of types and of what is of them."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from zaizao.errors import Problem
from zaizao.eventlog.attributes import AttributeKind
from zaizao.eventlog.errors import LogNotWritten
from zaizao.eventlog.moments import write_moment
from zaizao.eventlog.objects import Kinds, LoggedObject, Moment, ObjectEvent, ObjectLog, Relation, Value
from zaizao.eventlog.writing.replacing import open_stream

WORDS: Final = {
    AttributeKind.TEXT: "string",
    AttributeKind.ID: "string",
    AttributeKind.TIME: "time",
    AttributeKind.INTEGER: "integer",
    AttributeKind.NUMBER: "float",
    AttributeKind.BOOLEAN: "boolean",
}
"""The kinds in the words of OCEL 2.0."""


def write_objects_file(log: ObjectLog, path: Path, packed: bool) -> None:  # noqa: FBT001  # one signature for all forms
    """The log as JSON. Raises LogNotWritten for numbers that are none: JSON has no word for them."""
    parts = {
        "eventTypes": (_write_type(name, kinds) for name, kinds in log.event_types.items()),
        "objectTypes": (_write_type(name, kinds) for name, kinds in log.object_types.items()),
        "events": map(_write_event, log.events),
        "objects": map(_write_object, log.objects),
    }
    with open_stream(path, packed=packed) as stream:
        for place, (name, items) in enumerate(parts.items()):
            stream.write(f'{"," if place else "{"}\n"{name}": [\n'.encode())
            for text in _divide(items):
                stream.write(text.encode())
            stream.write(b"\n]")
        stream.write(b"\n}\n")


def _divide(items: Iterator[Mapping[str, object]]) -> Iterator[str]:
    for place, item in enumerate(items):
        yield (",\n" if place else "") + json.dumps(item, ensure_ascii=False)


def _write_type(name: str, kinds: Kinds) -> dict[str, object]:
    return {"name": name, "attributes": [{"name": key, "type": WORDS[kind]} for key, kind in kinds.items()]}


def _write_event(event: ObjectEvent) -> dict[str, object]:
    return {
        "id": event.id,
        "type": event.type,
        "time": write_moment(event.time.micros, event.time.offset),
        "attributes": [{"name": key, "value": _write_value(value)} for key, value in event.attributes.items()],
        "relationships": _write_relations(event.relations),
    }


def _write_object(one: LoggedObject) -> dict[str, object]:
    changes = [
        {
            "name": change.key,
            "time": write_moment(change.time.micros, change.time.offset),
            "value": _write_value(change.value),
        }
        for change in one.changes
    ]
    return {"id": one.id, "type": one.type, "attributes": changes, "relationships": _write_relations(one.relations)}


def _write_relations(relations: tuple[Relation, ...]) -> list[dict[str, str]]:
    return [{"objectId": relation.object, "qualifier": relation.qualifier} for relation in relations]


def _write_value(value: Value) -> object:
    if isinstance(value, Moment):
        return write_moment(value.micros, value.offset)
    if isinstance(value, float) and not math.isfinite(value):
        raise LogNotWritten([Problem("ocel-number-unwritable", {"value": repr(value)})])
    return value
