"""Logs of objects: kept whole, read by one type of object, and what is done where a file is not as it should be."""

from __future__ import annotations

import contextlib
import json
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from examples import examples
from zaizao.errors import Location, Problem
from zaizao.eventlog import Account, AttributeKind, LogRefused, flatten, read_log, read_objects
from zaizao.eventlog.objects import Change, Moment, Relation, count_flattening
from zaizao.wording import say

COUNTS = {
    "ocel20_example.jsonocel": (13, 9),
    "ocel20_example.xmlocel": (13, 9),
    "ocel20_example.sqlite": (13, 9),
    "example_log.jsonocel": (23, 15),
    "example_log.xmlocel": (23, 15),
    "newocel.jsonocel": (20, 15),
    "newocel.csv": (20, 15),
}
SMALL = {
    "eventTypes": [{"name": "pay", "attributes": [{"name": "sum", "type": "integer"}]}],
    "objectTypes": [{"name": "bill", "attributes": [{"name": "open", "type": "boolean"}]}, {"name": "person"}],
    "events": [
        {
            "id": "e1", "type": "pay", "time": "2026-11-22T10:00:00+08:00",
            "attributes": [{"name": "sum", "value": 5}, {"name": "resource", "value": "li"}],
            "relationships": [{"objectId": "b1", "qualifier": "of"}, {"objectId": "b2", "qualifier": "of"}],
        },
        {"id": "e2", "type": "ask", "time": "2026-11-22T09:00:00+08:00", "relationships": [{"objectId": "p", "qualifier": "by"}]},
        {"id": "e3", "type": "pay", "time": "2026-11-22T11:00:00+08:00", "relationships": [{"objectId": "b1", "qualifier": "of"}]},
    ],
    "objects": [
        {
            "id": "b1", "type": "bill",
            "attributes": [
                {"name": "open", "time": "2026-11-22T11:00:00+08:00", "value": False},
                {"name": "open", "time": "1970-01-01T00:00:00Z", "value": True},
            ],
            "relationships": [{"objectId": "p", "qualifier": "to"}],
        },
        {"id": "b2", "type": "bill"},
        {"id": "b3", "type": "bill"},
        {"id": "p", "type": "person"},
    ],
}  # fmt: skip


def change_small(**parts: object) -> bytes:
    return json.dumps({**SMALL, **parts}).encode()


@pytest.mark.parametrize("name", COUNTS)
def test_an_example_has_the_events_and_objects_counted_elsewhere(data: Path, name: str) -> None:
    read = read_objects(data / "ocel" / name)

    assert (len(read.log.events), len(read.log.objects)) == COUNTS[name]
    assert read.account == Account(read=COUNTS[name][0], kept=COUNTS[name][0], reported=0)
    assert read.problems == ()


def test_the_three_forms_of_one_example_agree_on_all_but_the_zones_they_were_written_in(data: Path) -> None:
    logs = [read_objects(data / "ocel" / f"ocel20_example.{form}").log for form in ("jsonocel", "xmlocel", "sqlite")]

    told = [
        (
            [(event.id, event.type, dict(event.attributes), set(event.relations)) for event in log.events],
            {one.id: (one.type, [(c.key, c.value) for c in one.changes], set(one.relations)) for one in log.objects},
        )
        for log in logs
    ]
    assert told[0] == told[1] == told[2]


def test_objects_keep_their_changes_and_relations() -> None:
    log = read_objects(change_small(), name="log.json").log

    bill = log.objects[0]
    changed = Moment(1795316400000000, 480)
    assert bill.changes == (Change(Moment(0, 0), "open", value=True), Change(changed, "open", value=False))
    assert bill.relations == (Relation("p", "to"),)
    assert bill.value_of("open") is False
    assert log.event_types == {
        "pay": {"sum": AttributeKind.INTEGER, "resource": AttributeKind.TEXT},
        "ask": {},
    }


def test_a_log_by_one_type_repeats_what_concerns_several_and_leaves_out_what_concerns_none() -> None:
    whole = read_objects(change_small(), name="log.json").log

    log = flatten(whole, "bill")

    assert log.case_names == ("b1", "b2", "b3")
    assert [(log.case_names[log.case[row]], log.activity_names[log.activity[row]]) for row in range(len(log))] == [
        ("b1", "pay"), ("b2", "pay"), ("b1", "pay"),
    ]  # fmt: skip
    assert log.resource_names == ("li",)
    assert [log.attributes["sum"].pick(row) for row in range(3)] == [5, 5, None]
    assert [log.case_attributes["open"].pick(case) for case in range(3)] == [False, None, None]
    told = count_flattening(whole, "bill")
    assert (told.events, told.elsewhere, told.repeated) == (3, 1, 1)


def test_reading_as_a_log_takes_the_type_most_events_concern_and_says_what_that_means() -> None:
    read = read_log(change_small(), name="log.json")

    assert read.account == Account(read=4, kept=3, reported=1)
    assert [(problem.code, dict(problem.fields)) for problem in read.problems] == [
        ("ocel-type-chosen", {"type": "bill", "known": "bill, person"}),
        ("ocel-repeated", {"type": "bill", "count": 1}),
        ("ocel-elsewhere", {"type": "bill", "count": 1}),
    ]


def test_the_mapping_says_by_which_type_to_read() -> None:
    read = read_log(change_small(), name="log.json", mapping={"case": "person"})

    assert (read.log.case_names, read.log.activity_names) == (("p",), ("ask",))
    assert [problem.code for problem in read.problems] == ["ocel-elsewhere"]
    with pytest.raises(LogRefused) as caught:
        read_log(change_small(), name="log.json", mapping={"case": "ship"})
    assert [problem.code for problem in caught.value.problems] == ["ocel-type-unknown"]


def test_broken_events_are_reported_with_their_place_and_left_out() -> None:
    good = SMALL["events"][0]
    broken = [
        good,
        good,
        {"id": "e4", "type": "pay", "time": "soon"},
        {"type": "pay", "time": "2026-11-22"},
        {"id": "e5", "type": "pay"},
        7,
    ]

    read = read_objects(change_small(events=broken), name="log.json")

    assert read.account == Account(read=5, kept=1, reported=4)
    assert read.problems == (
        Problem("ocel-shape", {"expected": "object"}, Location("log.json", path="events[5]")),
        Problem("ocel-event-twice", {"id": "e1"}, Location("log.json", path="events[1]")),
        Problem("log-time-unreadable", {"value": "soon"}, Location("log.json", path="events[2]")),
        Problem("ocel-event-incomplete", {"id": "None"}, Location("log.json", path="events[3]")),
        Problem("ocel-event-without-time", {"id": "e5"}, Location("log.json", path="events[4]")),
    )
    with pytest.raises(LogRefused):
        read_objects(change_small(events=broken), name="log.json", on_broken="stop")


def test_unknown_objects_and_values_of_another_kind_are_reported() -> None:
    event = {
        "id": "e", "type": "pay", "time": "2026-11-22T10:00:00Z",
        "attributes": [{"name": "sum", "value": "much"}], "relationships": [{"objectId": "nobody"}],
    }  # fmt: skip

    read = read_objects(change_small(events=[event]), name="log.json")

    assert [(problem.code, dict(problem.fields)) for problem in read.problems] == [
        ("ocel-value-unreadable", {"type": "pay", "key": "sum", "kind": "integer"}),
        ("ocel-object-unknown", {"id": "e", "object": "nobody"}),
    ]
    assert read.log.events[0].attributes == {"sum": "much"}


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b'{"events": [', "log.json", "ocel-json"),
        (b'{"events": [' + b"[" * 100_000, "log.json", "ocel-json"),
        (b"[]", "log.jsonocel", "ocel-json"),
        (b"<log><events>", "log.xmlocel", "log-cut-short"),
        (b'<!DOCTYPE log [<!ENTITY a "b">]><log><events/></log>', "log.xmlocel", "xes-doctype"),
        (b"SQLite format 3\0" + b"\0" * 100, "log.sqlite", "ocel-sqlite"),
        (b"ocel:eid,ocel:activity\ne1,a\n", "log.csv", "ocel-csv"),
        (b"", "log.jsonocel", "log-empty"),
        (b"\x7fELF", "log.bin", "log-format-unknown"),
    ],
)
def test_what_is_no_ocel_is_refused(content: bytes, name: str, code: str) -> None:
    with pytest.raises(LogRefused) as caught:
        read_objects(content, name=name)

    found = caught.value.problems
    assert [problem.code for problem in found] == [code]
    assert all(say(problem.code, problem.fields, language) for problem in found for language in ("zh", "en"))


@settings(max_examples=examples(150))
@given(name=st.sampled_from(list(COUNTS)), seed=st.integers(0, 2**32))
def test_damaged_files_are_read_or_refused_and_never_anything_else(data: Path, name: str, seed: int) -> None:
    chance = random.Random(seed)
    content = bytearray((data / "ocel" / name).read_bytes())
    for _ in range(chance.randint(1, 6)):
        place = chance.randrange(len(content))
        if chance.random() < 0.5:
            content[place] = chance.randrange(256)
        else:
            del content[place : place + chance.randint(1, 200)]

    with contextlib.suppress(LogRefused):
        read = read_log(bytes(content), name=name)
        assert read.account.kept == len(read.log)
