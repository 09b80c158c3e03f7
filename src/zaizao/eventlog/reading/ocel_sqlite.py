"""Logs of objects in SQLite (OCEL 2.0): one table for each type beside the five that are always there."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from typing import Any

from zaizao.eventlog.objects import FROM_THE_START, Relation
from zaizao.eventlog.reading.object_building import Given, ObjectLogBuilder
from zaizao.eventlog.reading.source import Source

_OWN = {"ocel_id", "ocel_time", "ocel_changed_field"}


def build_from_sqlite(source: Source, builder: ObjectLogBuilder) -> None:
    """Put the whole file into the builder. Raises LogRefused for what is no database or lacks a table."""
    try:
        with closing(_open(source)) as database:
            _build(database, builder)
    except (sqlite3.Error, UnicodeDecodeError) as error:
        raise builder.reporter.refuse("ocel-sqlite", {"detail": str(error)}) from None


def _open(source: Source) -> sqlite3.Connection:
    """The database in memory: the file is only read, packed or not, and nothing is left beside it."""
    database = sqlite3.connect(":memory:")
    try:
        database.deserialize(source.read_all())
        database.execute("PRAGMA trusted_schema = OFF")
    except BaseException:
        database.close()
        raise
    return database


def _build(database: sqlite3.Connection, builder: ObjectLogBuilder) -> None:
    for named, kind in _select(database, "object", "ocel_id", "ocel_type"):
        builder.add_object(named, kind, path="object")
    for name, table in _select(database, "object_map_type", "ocel_type", "ocel_type_map"):
        _build_objects(database, builder, str(name), f"object_{table}")
    _build_events(database, builder)
    for table, source in (("event_object", "ocel_event_id"), ("object_object", "ocel_source_id")):
        target = "ocel_object_id" if table == "event_object" else "ocel_target_id"
        for owner, other, qualifier in _select(database, table, source, target, "ocel_qualifier"):
            of = table.partition("_")[0]
            builder.add_relations(of, str(owner), [Relation(str(other), str(qualifier or ""))])


def _build_events(database: sqlite3.Connection, builder: ObjectLogBuilder) -> None:
    """The events in the order of their own table; what the tables of types say besides is told apart."""
    rows: dict[object, tuple[object, list[Given]]] = {}
    for name, mapped in _select(database, "event_map_type", "ocel_type", "ocel_type_map"):
        table = f"event_{mapped}"
        kinds = _list_kinds(database, table)
        builder.add_type("event", str(name), kinds)
        keys = [key for key, _ in kinds]
        for named, time, *given in _select(database, table, "ocel_id", "ocel_time", *keys):
            if named in rows:
                builder.reporter.drop("ocel-event-twice", {"id": str(named)}, path=table)
            else:
                rows[named] = time, [Given(key, value) for key, value in zip(keys, given, strict=True)]
    for named, kind in _select(database, "event", "ocel_id", "ocel_type"):
        time, found = rows.pop(named, (None, []))
        values, _ = builder.add_event(named, kind, time, path="event")
        values += found
    for named, (time, _) in rows.items():
        builder.add_event(named, None, time, path="event")


def _build_objects(database: sqlite3.Connection, builder: ObjectLogBuilder, name: str, table: str) -> None:
    """A row without a changed field says every value the object has from then on, one with it that value alone."""
    kinds = _list_kinds(database, table)
    keys = [key for key, _ in kinds]
    builder.add_type("object", name, kinds)
    has_changes = "ocel_changed_field" in _list_columns(database, table)
    own = ("ocel_id", "ocel_time", *(("ocel_changed_field",) if has_changes else ()))
    for row in _select(database, table, *own, *keys):
        values = builder.find_values("object", str(row[0]))
        if values is None:
            builder.reporter.note("ocel-unknown", {"id": str(row[0])}, path=table)
            continue
        time = builder.parse_time(row[1], path=table) if row[1] else FROM_THE_START
        changed = row[2] if has_changes else None
        values += [
            Given(key, value, time)
            for key, value in zip(keys, row[len(own) :], strict=True)
            if changed is None or key == changed
        ]


def _list_columns(database: sqlite3.Connection, table: str) -> dict[str, str]:
    return {row[1]: row[2] for row in database.execute(f"PRAGMA table_info({_quote(table)})")}


def _list_kinds(database: sqlite3.Connection, table: str) -> list[tuple[str, str]]:
    return [(name, kind) for name, kind in _list_columns(database, table).items() if name not in _OWN]


def _select(database: sqlite3.Connection, table: str, *columns: str) -> Iterator[tuple[Any, ...]]:
    chosen = ", ".join(_quote(column) for column in columns)
    yield from database.execute(f"SELECT {chosen} FROM {_quote(table)} ORDER BY rowid")  # noqa: S608  # names are quoted


def _quote(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
