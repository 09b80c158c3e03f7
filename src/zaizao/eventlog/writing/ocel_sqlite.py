"""OCEL 2.0 in SQLite: five tables that are always there, and one for each type."""

from __future__ import annotations

import math
import shutil
import sqlite3
import tempfile
from collections.abc import Iterable, Mapping
from contextlib import closing
from pathlib import Path
from typing import Final

from zaizao.errors import Problem
from zaizao.eventlog.attributes import AttributeKind
from zaizao.eventlog.errors import LogNotWritten
from zaizao.eventlog.moments import write_moment
from zaizao.eventlog.objects import FROM_THE_START, Kinds, LoggedObject, Moment, ObjectLog, Relation, Value
from zaizao.eventlog.writing.replacing import open_stream

_WORDS: Final = {
    AttributeKind.TEXT: "TEXT",
    AttributeKind.ID: "TEXT",
    AttributeKind.TIME: "TIMESTAMP",
    AttributeKind.INTEGER: "INTEGER",
    AttributeKind.NUMBER: "REAL",
    AttributeKind.BOOLEAN: "BOOLEAN",
}
_OWN: Final = ("ocel_id", "ocel_time", "ocel_changed_field")


def write_objects_file(log: ObjectLog, path: Path, packed: bool) -> None:  # noqa: FBT001  # one signature for all forms
    """The log as a database. Raises LogNotWritten for types or attributes that SQLite takes for the same name."""
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder, "log.sqlite") if packed else path
        with closing(sqlite3.connect(whole)) as database, database:
            _write_fixed(database, log)
            events = _write_maps(database, "event", log.event_types)
            objects = _write_maps(database, "object", log.object_types)
            for name, table in events.items():
                _write_events(database, log, name, table)
            for name, table in objects.items():
                _write_changes(
                    database, [one for one in log.objects if one.type == name], log.object_types[name], table
                )
        if packed:
            with whole.open("rb") as content, open_stream(path, packed=True) as stream:
                shutil.copyfileobj(content, stream)


def _write_fixed(database: sqlite3.Connection, log: ObjectLog) -> None:
    _make_table(database, "event", {"ocel_id": "TEXT", "ocel_type": "TEXT"})
    _make_table(database, "object", {"ocel_id": "TEXT", "ocel_type": "TEXT"})
    _make_table(database, "event_object", {"ocel_event_id": "TEXT", "ocel_object_id": "TEXT", "ocel_qualifier": "TEXT"})
    _make_table(
        database, "object_object", {"ocel_source_id": "TEXT", "ocel_target_id": "TEXT", "ocel_qualifier": "TEXT"}
    )
    _insert(database, "event", ((event.id, event.type) for event in log.events), 2)
    _insert(database, "object", ((one.id, one.type) for one in log.objects), 2)
    _insert(database, "event_object", _list_relations((event.id, event.relations) for event in log.events), 3)
    _insert(database, "object_object", _list_relations((one.id, one.relations) for one in log.objects), 3)


def _list_relations(owners: Iterable[tuple[str, tuple[Relation, ...]]]) -> Iterable[tuple[str, str, str]]:
    return ((owner, one.object, one.qualifier) for owner, relations in owners for one in relations)


def _write_maps(database: sqlite3.Connection, of: str, types: Mapping[str, Kinds]) -> dict[str, str]:
    """The table of each type: its name without what is no letter and no digit, numbered where that is not enough."""
    tables: dict[str, str] = {}
    taken = {"type", "map_type", "object"}
    for name in types:
        plain = "".join(letter for letter in name if letter.isalnum()) or "type"
        number, table = 1, plain
        while table.lower() in taken or table.casefold() in taken:
            number += 1
            table = f"{plain}{number}"
        taken |= {table.lower(), table.casefold()}
        tables[name] = table
    _make_table(database, f"{of}_map_type", {"ocel_type": "TEXT", "ocel_type_map": "TEXT"})
    _insert(database, f"{of}_map_type", tables.items(), 2)
    return {name: f"{of}_{table}" for name, table in tables.items()}


def _write_events(database: sqlite3.Connection, log: ObjectLog, name: str, table: str) -> None:
    kinds = log.event_types[name]
    _make_table(database, table, {"ocel_id": "TEXT", "ocel_time": "TIMESTAMP", **_name_columns(kinds)})
    rows = (
        (event.id, write_moment(event.time.micros, event.time.offset), *_pick(event.attributes, kinds))
        for event in log.events
        if event.type == name
    )
    _insert(database, table, rows, len(kinds) + 2)


def _write_changes(database: sqlite3.Connection, objects: list[LoggedObject], kinds: Kinds, table: str) -> None:
    columns = {"ocel_id": "TEXT", "ocel_time": "TIMESTAMP", "ocel_changed_field": "TEXT", **_name_columns(kinds)}
    _make_table(database, table, columns)
    _insert(database, table, (row for one in objects for row in _list_rows(one, kinds)), len(columns))


def _list_rows(one: LoggedObject, kinds: Kinds) -> Iterable[tuple[object, ...]]:
    """First what the object has from the start, then each change by itself, in its order.

    A value from the start that comes after another of its attribute (the start may be told in another zone) is a change.
    """
    first: dict[str, Value] = {}
    later, said = [], set()
    for change in one.changes:
        if change.time == FROM_THE_START and change.key not in said:
            first[change.key] = change.value
        else:
            later.append(change)
        said.add(change.key)
    start = write_moment(FROM_THE_START.micros, FROM_THE_START.offset)
    yield (one.id, start, None, *_pick(first, kinds))
    for change in later:
        time = write_moment(change.time.micros, change.time.offset)
        yield (one.id, time, change.key, *_pick({change.key: change.value}, kinds))


def _name_columns(kinds: Kinds) -> dict[str, str]:
    """The columns of a type; SQLite does not tell capitals from small letters."""
    seen: dict[str, str] = {own: own for own in _OWN}
    for key in kinds:
        if key.lower() in seen or not key or "\0" in key:
            raise LogNotWritten([Problem("ocel-name-clash", {"key": key, "other": seen.get(key.lower(), "")})])
        seen[key.lower()] = key
    return {key: _WORDS[kind] for key, kind in kinds.items()}


def _pick(values: Mapping[str, Value], kinds: Kinds) -> list[object]:
    return [_write_value(values.get(key)) for key in kinds]


def _write_value(value: Value | None) -> object:
    if isinstance(value, Moment):
        return write_moment(value.micros, value.offset)
    if isinstance(value, float) and math.isnan(value):
        raise LogNotWritten([Problem("ocel-number-unwritable", {"value": "nan"})])
    return value


def _make_table(database: sqlite3.Connection, table: str, columns: Mapping[str, str]) -> None:
    listed = ", ".join(f"{_quote(name)} {kind}" for name, kind in columns.items())
    database.execute(f"CREATE TABLE {_quote(table)} ({listed})")


def _insert(database: sqlite3.Connection, table: str, rows: Iterable[tuple[object, ...]], width: int) -> None:
    marks = ", ".join("?" * width)
    database.executemany(f"INSERT INTO {_quote(table)} VALUES ({marks})", rows)  # noqa: S608  # names are quoted


def _quote(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
