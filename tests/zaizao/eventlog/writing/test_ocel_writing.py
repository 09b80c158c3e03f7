from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from examples import examples
from log_values import MOMENTS, OFFSETS, TEXTS
from zaizao.errors import Problem
from zaizao.eventlog import AttributeKind, LogNotWritten, ObjectLog, read_objects, write_objects
from zaizao.eventlog.objects import Change, LoggedObject, Moment, ObjectEvent, Relation

TIMES = st.builds(Moment, MOMENTS, OFFSETS)
VALUES = {
    AttributeKind.TEXT: TEXTS,
    AttributeKind.INTEGER: st.integers(-(2**63), 2**63 - 1),
    AttributeKind.NUMBER: st.floats(allow_nan=False, allow_infinity=False),
    AttributeKind.BOOLEAN: st.booleans(),
    AttributeKind.TIME: TIMES,
}
KEYS = st.sampled_from(["amount", "产品", "is ready", "x<y&\"z'"])
NAMES = st.sampled_from(["Place Order", "place order", "下单", "Pay!", "?", "x\ny"])
TYPES = st.dictionaries(NAMES, st.dictionaries(KEYS, st.sampled_from(list(VALUES)), max_size=3), min_size=1, max_size=3)
FORMS = ["jsonocel", "xmlocel", "sqlite"]


@st.composite
def draw_object_logs(draw: st.DrawFn) -> ObjectLog:
    """Logs of a few objects that change, and events that concern them."""
    event_types, object_types = draw(TYPES), draw(TYPES)
    ids = draw(st.lists(TEXTS.filter(bool), max_size=4, unique=True))
    relations = st.lists(st.builds(Relation, st.sampled_from(ids), TEXTS), max_size=3, unique=True).map(tuple)
    relations = relations if ids else st.just(())
    objects = [draw(draw_object(one, object_types, relations)) for one in ids]
    named = draw(st.lists(TEXTS, max_size=4, unique=True))
    events = [draw(draw_event(one, event_types, relations)) for one in named]
    return ObjectLog(tuple(events), tuple(objects), event_types, object_types)


@st.composite
def draw_event(draw: st.DrawFn, name: str, types: dict, relations: st.SearchStrategy) -> ObjectEvent:  # type: ignore[type-arg]
    kind = draw(st.sampled_from(list(types)))
    keys = [key for key in types[kind] if draw(st.booleans())]
    values = {key: draw(VALUES[types[kind][key]]) for key in keys}
    return ObjectEvent(name, kind, draw(TIMES), values, draw(relations))


@st.composite
def draw_object(draw: st.DrawFn, name: str, types: dict, relations: st.SearchStrategy) -> LoggedObject:  # type: ignore[type-arg]
    kind = draw(st.sampled_from(list(types)))
    keys = draw(st.lists(st.sampled_from(list(types[kind])), max_size=3)) if types[kind] else []
    times = st.just(Moment(0, 0)) | TIMES
    changes = [Change(draw(times), key, draw(VALUES[types[kind][key]])) for key in keys]
    ordered = sorted(changes, key=lambda change: (change.time.micros, change.key))
    return LoggedObject(name, kind, tuple(ordered), draw(relations))


@pytest.mark.parametrize("form", [*FORMS, "jsonocel.gz", "sqlite.gz"])
@settings(max_examples=examples(10, proof=250))
@given(log=draw_object_logs())
def test_what_is_written_as_ocel_is_read_back_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, form: str, log: ObjectLog
) -> None:
    path = tmp_path_factory.mktemp("ocel") / f"log.{form}"

    write_objects(log, path)

    read = read_objects(path)
    assert show(read.log) == show(log)
    assert (read.account.read, read.account.kept, read.problems) == (len(log.events), len(log.events), ())


@pytest.mark.parametrize("form", FORMS)
def test_changes_at_the_start_told_in_two_zones_keep_their_order(tmp_path: Path, form: str) -> None:
    changes = Change(Moment(0, 480), "amount", "one"), Change(Moment(0, 0), "amount", "two")
    thing = LoggedObject("0", "order", changes, ())
    log = ObjectLog((), (thing,), {}, {"order": {"amount": AttributeKind.TEXT}})

    write_objects(log, tmp_path / f"log.{form}")

    assert read_objects(tmp_path / f"log.{form}").log.objects == (thing,)


def show(log: ObjectLog) -> tuple[object, ...]:
    """All of a log; types and attributes of events are sets, not sequences."""
    return (
        [(event.id, event.type, event.time, sorted(event.attributes.items()), event.relations) for event in log.events],
        log.objects,
        {name: dict(kinds) for name, kinds in log.event_types.items()},
        {name: dict(kinds) for name, kinds in log.object_types.items()},
    )


@pytest.mark.parametrize("form", FORMS)
def test_the_same_example_is_kept_through_every_form(data: Path, tmp_path: Path, form: str) -> None:
    given_log = read_objects(data / "ocel" / "ocel20_example.jsonocel").log

    write_objects(given_log, tmp_path / f"log.{form}")

    assert show(read_objects(tmp_path / f"log.{form}").log) == show(given_log)


def test_json_has_the_structure_of_the_standard(data: Path, tmp_path: Path) -> None:
    write_objects(read_objects(data / "ocel" / "ocel20_example.xmlocel").log, tmp_path / "log.json")

    whole = json.loads((tmp_path / "log.json").read_text())
    kinds = {"string", "time", "integer", "float", "boolean"}
    assert set(whole) == {"eventTypes", "objectTypes", "events", "objects"}
    declared = [*whole["eventTypes"], *whole["objectTypes"]]
    assert {frozenset(one) for one in declared} == {frozenset({"name", "attributes"})}
    assert {part["type"] for one in declared for part in one["attributes"]} <= kinds
    assert {frozenset(one) for one in whole["events"]} == {
        frozenset({"id", "type", "time", "attributes", "relationships"})
    }
    assert {frozenset(one) for one in whole["objects"]} == {frozenset({"id", "type", "attributes", "relationships"})}
    assert {frozenset(part) for one in whole["objects"] for part in one["attributes"]} == {
        frozenset({"name", "time", "value"})
    }
    names = {one["name"] for one in whole["eventTypes"]}
    assert {one["type"] for one in whole["events"]} <= names
    known = {one["id"] for one in whole["objects"]}
    assert {part["objectId"] for one in whole["events"] for part in one["relationships"]} <= known


def test_xml_and_sqlite_have_the_parts_of_the_standard(data: Path, tmp_path: Path) -> None:
    log = read_objects(data / "ocel" / "ocel20_example.jsonocel").log

    write_objects(log, tmp_path / "log.xmlocel")
    write_objects(log, tmp_path / "log.sqlite")

    root = ET.parse(tmp_path / "log.xmlocel").getroot()
    assert [part.tag for part in root] == ["object-types", "event-types", "objects", "events"]
    assert root.find("events/event/objects/relationship") is not None
    with closing(sqlite3.connect(tmp_path / "log.sqlite")) as database:
        tables = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        changes = database.execute("SELECT * FROM object_PurchaseOrder WHERE ocel_changed_field IS NOT NULL").fetchall()
    fixed = {"event", "object", "event_object", "object_object", "event_map_type", "object_map_type"}
    assert fixed <= tables
    assert {"event_CreatePurchaseOrder", "object_Invoice", "object_Payment"} <= tables
    assert changes == [("PO1", "2022-01-13T11:00:00+00:00", "po_quantity", None, "600")]


@pytest.mark.parametrize(
    ("name", "event", "problem"),
    [
        ("log.docx", ObjectEvent("e", "t", Moment(0)), "log-format-unwritable"),
        ("log.jsonocel", ObjectEvent("e", "t", Moment(0), {"n": float("nan")}), "ocel-number-unwritable"),
        ("log.sqlite", ObjectEvent("e", "t", Moment(0), {"n": float("nan")}), "ocel-number-unwritable"),
        ("log.xmlocel", ObjectEvent("\x00", "t", Moment(0)), "xes-character"),
        ("log.jsonocel", ObjectEvent("\ud800", "t", Moment(0)), "xes-character"),
        ("log.sqlite", ObjectEvent("e", "t", Moment(10**18)), "log-time-unwritable"),
    ],
)
def test_what_a_form_cannot_hold_is_refused_and_nothing_is_left(
    tmp_path: Path, name: str, event: ObjectEvent, problem: str
) -> None:
    log = ObjectLog((event,), (), {"t": {"n": AttributeKind.NUMBER}}, {})

    with pytest.raises(LogNotWritten) as caught:
        write_objects(log, tmp_path / name)

    assert [one.code for one in caught.value.problems] == [problem]
    assert list(tmp_path.iterdir()) == []


def test_attributes_that_sqlite_takes_for_one_are_refused(tmp_path: Path) -> None:
    log = ObjectLog((), (), {"t": {"Sum": AttributeKind.TEXT, "sum": AttributeKind.TEXT}}, {})

    with pytest.raises(LogNotWritten) as caught:
        write_objects(log, tmp_path / "log.sqlite")

    assert caught.value.problems == (Problem("ocel-name-clash", {"key": "sum", "other": "Sum"}),)
