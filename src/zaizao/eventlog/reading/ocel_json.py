"""Logs of objects in JSON: OCEL 2.0 and 1.0. JSON has no lines to name, so places are paths."""

from __future__ import annotations

import json
from typing import Any

from zaizao.eventlog.objects import Relation
from zaizao.eventlog.reading.account import Reporter
from zaizao.eventlog.reading.object_building import Given, ObjectLogBuilder
from zaizao.eventlog.reading.source import Source

Parts = list[tuple[str, Any]]


def build_from_json(source: Source, builder: ObjectLogBuilder) -> None:
    """Put the whole file into the builder. Raises LogRefused, with the line, for what is no JSON or no OCEL."""
    reporter = builder.reporter
    try:
        whole = json.loads(source.read_all(), object_pairs_hook=lambda pairs: _join(pairs, reporter))
    except json.JSONDecodeError as error:
        raise reporter.refuse("ocel-json", {"detail": error.msg}, line=error.lineno) from None
    except (ValueError, RecursionError) as error:  # not UTF-8, a number of thousands of digits, nested without end
        raise reporter.refuse("ocel-json", {"detail": type(error).__name__}) from None
    if not isinstance(whole, dict):
        raise reporter.refuse("ocel-json", {"detail": "not an object"})
    if any(key.startswith("ocel:") for key in whole):
        _build_first(whole, builder)
    else:
        _build_second(whole, builder)


def _join(pairs: Parts, reporter: Reporter) -> dict[str, Any]:
    joined = dict(pairs)
    if len(joined) < len(pairs):
        keys = [key for key, _ in pairs]
        reporter.note("ocel-key-twice", {"key": next(key for key in joined if keys.count(key) > 1)})
    return joined


def _build_second(whole: dict[str, Any], builder: ObjectLogBuilder) -> None:
    """OCEL 2.0."""
    for of, name in (("event", "eventTypes"), ("object", "objectTypes")):
        for path, declared in _list_items(whole.get(name), name, builder):
            kinds = [
                (str(part.get("name")), str(part.get("type")))
                for _, part in _list_items(declared.get("attributes"), f"{path}.attributes", builder)
            ]
            builder.add_type(of, str(declared.get("name")), kinds)
    for path, found in _list_items(whole.get("objects"), "objects", builder):
        values, relations = builder.add_object(found.get("id"), found.get("type"), path=path)
        for place, part in _list_items(found.get("attributes"), f"{path}.attributes", builder):
            time = builder.parse_time(part.get("time"), path=place)
            values.append(Given(str(part.get("name")), part.get("value"), time))
        relations += _list_relations(found, path, builder)
    for path, found in _list_items(whole.get("events"), "events", builder):
        values, relations = builder.add_event(found.get("id"), found.get("type"), found.get("time"), path=path)
        for _, part in _list_items(found.get("attributes"), f"{path}.attributes", builder):
            values.append(Given(str(part.get("name")), part.get("value")))
        relations += _list_relations(found, path, builder)


def _list_relations(found: dict[str, Any], path: str, builder: ObjectLogBuilder) -> list[Relation]:
    parts = _list_items(found.get("relationships"), f"{path}.relationships", builder)
    return [Relation(str(part.get("objectId")), str(part.get("qualifier") or "")) for _, part in parts]


def _build_first(whole: dict[str, Any], builder: ObjectLogBuilder) -> None:
    """OCEL 1.0."""
    declared = whole.get("ocel:global-log")
    names = declared.get("ocel:object-types") if isinstance(declared, dict) else None
    for name in names if isinstance(names, list) else []:
        builder.add_type("object", str(name))
    for path, named, found in _list_entries(whole.get("ocel:objects"), "ocel:objects", builder):
        values, _ = builder.add_object(named, found.get("ocel:type"), path=path)
        values += _list_values(found.get("ocel:ovmap"), f"{path}.ocel:ovmap", builder)
    for path, named, found in _list_entries(whole.get("ocel:events"), "ocel:events", builder):
        values, relations = builder.add_event(named, found.get("ocel:activity"), found.get("ocel:timestamp"), path=path)
        values += _list_values(found.get("ocel:vmap"), f"{path}.ocel:vmap", builder)
        concerned = found.get("ocel:omap")
        if isinstance(concerned, list):
            relations += [Relation(str(one)) for one in concerned]
        elif concerned is not None:
            builder.reporter.note("ocel-shape", {"expected": "array"}, path=f"{path}.ocel:omap")


def _list_values(found: object, path: str, builder: ObjectLogBuilder) -> list[Given]:
    if found is None:
        return []
    if not isinstance(found, dict):
        builder.reporter.note("ocel-shape", {"expected": "object"}, path=path)
        return []
    return [Given(key, value) for key, value in found.items()]


def _list_items(found: object, path: str, builder: ObjectLogBuilder) -> list[tuple[str, dict[str, Any]]]:
    """The objects of an array with their paths; whatever else stands there is reported."""
    if found is None:
        return []
    if not isinstance(found, list):
        builder.reporter.note("ocel-shape", {"expected": "array"}, path=path)
        return []
    items = [(f"{path}[{place}]", item) for place, item in enumerate(found)]
    for place, item in items:
        if not isinstance(item, dict):
            builder.reporter.note("ocel-shape", {"expected": "object"}, path=place)
    return [(place, item) for place, item in items if isinstance(item, dict)]


def _list_entries(found: object, path: str, builder: ObjectLogBuilder) -> list[tuple[str, str, dict[str, Any]]]:
    if found is None:
        return []
    if not isinstance(found, dict):
        builder.reporter.note("ocel-shape", {"expected": "object"}, path=path)
        return []
    for key, item in found.items():
        if not isinstance(item, dict):
            builder.reporter.note("ocel-shape", {"expected": "object"}, path=f"{path}.{key}")
    return [(f"{path}.{key}", key, item) for key, item in found.items() if isinstance(item, dict)]
