"""What is done where a XES file is not as it should be: decided and reported, or refused with its line."""

from __future__ import annotations

import contextlib
import gzip
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from examples import examples
from zaizao.errors import Location, Problem
from zaizao.eventlog import NO_TIME, Account, LogRefused, ReadLog, read_log
from zaizao.eventlog.reading.assembling import MOST_TRANSITIONS
from zaizao.wording import say

NAMED = '<string key="concept:name" value="{}"/>'
TIMED = '<date key="time:timestamp" value="{}"/>'


def read_text(*lines: str, on_broken: str = "skip") -> ReadLog:
    """The log of some lines inside ``log``; the first of them is line 2."""
    text = "\n".join(["<log>", *lines, "</log>"])
    return read_log(text.encode(), on_broken=on_broken, name="log.xes")  # type: ignore[arg-type]


def event(name: str = "a", *more: str) -> str:
    return f"<event>{NAMED.format(name)}{''.join(more)}</event>"


def list_codes(read: ReadLog) -> list[tuple[str, int | None]]:
    return [(problem.code, problem.where.line) for problem in read.problems]


def refuse(content: bytes) -> tuple[Problem, ...]:
    with pytest.raises(LogRefused) as caught:
        read_log(content, name="log.xes")
    assert all(
        say(problem.code, problem.fields, language) for problem in caught.value.problems for language in ("zh", "en")
    )
    return caught.value.problems


def test_times_keep_their_zone_and_order_of_equal_ones() -> None:
    read = read_text(
        "<trace>",
        event("late", TIMED.format("2026-11-22T10:00:00+08:00")),
        event("early", TIMED.format("2026-11-22T02:00:00Z")),
        event("far", TIMED.format("9999-12-30T00:00:00.000-05:00")),
        event("old", TIMED.format("1948-01-26T22:59:00.5+00:00")),
        "</trace>",
    )

    assert [read.log.activity_names[code] for code in read.log.activity] == ["late", "early", "far", "old"]
    assert read.log.time.tolist() == [1795312800000000, 1795312800000000, 253402146000000000, -692067659500000]
    assert read.log.offset.tolist() == [480, 0, -300, 0]
    assert read.problems == (Problem("log-case-unnamed", {"count": 1, "name": "#1"}, Location("log.xes", 2)),)


def test_life_cycles_are_kept_in_small_letters() -> None:
    transition = '<string key="lifecycle:transition" value="{}"/>'

    read = read_text(
        "<trace>", *(event("a", transition.format(text)) for text in ("COMPLETE", "Start", "")), "</trace>"
    )

    assert read.log.lifecycle_names == ("complete", "start")
    assert read.log.lifecycle.tolist() == [0, 1, -1]


def test_an_event_without_a_name_takes_the_keys_of_the_classifier_else_activity() -> None:
    read = read_text(
        '<classifier name="c" keys="\'the step\' part lifecycle:transition"/>',
        "<trace>",
        '<event><string key="the step" value="s"/><int key="part" value="7"/></event>',
        '<event><string key="Activity" value="b"/></event>',
        event("a"),
        "</trace>",
    )

    assert [read.log.activity_names[code] for code in read.log.activity] == ["s+7", "b", "a"]
    assert [problem for problem in read.problems if problem.code == "xes-event-named-by"] == [
        Problem("xes-event-named-by", {"keys": "the step+part", "count": 1}, Location("log.xes", 4)),
        Problem("xes-event-named-by", {"keys": "Activity", "count": 1}, Location("log.xes", 5)),
    ]


def test_events_without_name_or_with_a_time_nobody_understands_are_reported_with_their_line() -> None:
    read = read_text(
        f"<trace>{NAMED.format('c')}",
        event("a", TIMED.format("2026-02-30T00:00:00Z")),
        "<event/>",
        event("b", TIMED.format("2026-02-28T00:00:00Z")),
        "</trace>",
    )

    assert read.account == Account(read=3, kept=1, reported=2)
    assert read.log.activity_names == ("b",)
    assert list_codes(read) == [("log-time-unreadable", 3), ("log-without-activity", 4)]


def test_blank_names_are_none() -> None:
    blank = '<string key="org:resource" value=" "/>'

    read = read_text(f"<trace>{NAMED.format(' ')}", event("", blank), event("a", blank), "</trace>")

    assert (read.log.case_names, read.log.activity_names, read.log.resource_names) == (("#1",), ("a",), ())
    assert read.account == Account(read=2, kept=1, reported=1)


def test_a_broken_event_stops_the_load_where_that_is_asked() -> None:
    with pytest.raises(LogRefused) as caught:
        read_text("<trace>", "<event/>", event("a"), "</trace>", on_broken="stop")

    assert caught.value.problems == (Problem("log-without-activity", {}, Location("log.xes", 3)),)


def test_a_log_of_which_nothing_can_be_kept_is_refused() -> None:
    problems = refuse(b"<log><trace><event/><event/></trace></log>")

    assert [problem.code for problem in problems][-1] == "log-nothing-kept"


def test_a_log_without_events_and_one_with_one_event_are_logs() -> None:
    empty = read_text()
    one = read_text(f"<trace>{NAMED.format('c')}", event("a"), "</trace>")

    assert (empty.account, len(empty.log.case_names)) == (Account(0, 0, 0), 0)
    assert (one.account, one.log.case_names, one.log.time.tolist()) == (Account(1, 1, 0), ("c",), [NO_TIME])


def test_cases_without_a_name_or_with_the_same_one_are_told_apart() -> None:
    names = [NAMED.format("x"), "", NAMED.format("x"), NAMED.format("#2")]

    read = read_text(*(f"<trace>{name}</trace>" for name in names))

    assert read.log.case_names == ("x", "#3", "x#2", "#2")
    assert list_codes(read) == [("log-case-unnamed", 3), ("log-case-name-twice", 4)]


def test_events_outside_a_trace_are_reported() -> None:
    read = read_text(event("a"), f"<trace>{NAMED.format('c')}{event('b')}</trace>")

    assert read.account == Account(read=2, kept=1, reported=1)
    assert list_codes(read) == [("xes-event-outside", 2), ("log-without-time", 3)]


def test_the_later_of_two_values_of_one_key_counts_and_that_is_reported() -> None:
    twice = '<string key="k" value="1"/><string key="k" value="2"/>'

    read = read_text(f"<trace>{NAMED.format('c')}", event("a", TIMED.format("2026-11-22T10:00:00Z"), twice), "</trace>")

    assert read.log.attributes["k"].pick(0) == "2"
    assert read.problems == (Problem("xes-key-twice", {"key": "k", "count": 1}, Location("log.xes", 3)),)


def test_values_that_are_not_what_they_say_are_kept_as_text_and_reported() -> None:
    number = '<int key="n" value="{}"/>'

    read = read_text(
        f"<trace>{NAMED.format('c')}", *(event("a", number.format(text)) for text in ("1", "x")), "</trace>"
    )

    assert [read.log.attributes["n"].pick(row) for row in range(2)] == ["1", "x"]
    assert ("xes-mixed-kinds", 3) in list_codes(read)


def test_nested_values_are_kept_with_what_hangs_on_them() -> None:
    nested = '<int key="n" value="4"><string key="unit" value="&lt;days>"/></int>'
    listed = '<list key="l"><values><string key="e" value="1"/><string key="e" value="2"/></values></list>'

    read = read_text("<trace>", event("a", nested, listed), "</trace>")

    assert read.log.attributes["n"].nested
    assert read.log.attributes["n"].pick(0) == (
        '{"type":"int","value":"4","attributes":[{"type":"string","key":"unit","value":"<days>"}]}'
    )
    assert read.log.attributes["l"].pick(0) == (
        '{"type":"list","values":[{"type":"string","key":"e","value":"1"},{"type":"string","key":"e","value":"2"}]}'
    )


def test_only_the_attributes_asked_for_are_read() -> None:
    text = f"<log><trace>{NAMED.format('c')}<event>{NAMED.format('a')}<int key='n' value='1'/><int key='m' value='2'/></event></trace></log>"

    read = {asked: read_log(text.encode(), attributes=asked).log for asked in ("all", "none", frozenset({"m"}))}

    assert {asked: sorted(log.attributes) for asked, log in read.items()} == {
        "all": ["m", "n"], "none": [], frozenset({"m"}): ["m"],
    }  # fmt: skip


def test_a_name_of_ten_thousand_characters_is_kept() -> None:
    name = "申" * 10_000

    read = read_text("<trace>", event(name), "</trace>")

    assert read.log.activity_names == (name,)


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        (b"", "log-empty", None),
        (b"\xef\xbb\xbf<log><trace>", "log-cut-short", 1),
        (b"<log>\n<trace>\n<event></trace></log>", "xes-syntax", 3),
        (b"<log>\n<trace><event><string key='k' value='&bomb;'/></event></trace></log>", "xes-syntax", 2),
        (b'<?xml version="1.0"?>\n<!DOCTYPE log [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>\n<log/>', "xes-doctype", 2),
        (b"<log>" + b"<container key='c'>" * 200 + b"</container>" * 200 + b"</log>", "xes-too-deep", 1),
        (b"<html><body/></html>", "xes-no-log", 1),
        (b"<log>\n\xff\xfe</log>", "xes-syntax", 2),
        (b'<?xml version="1.0" encoding="martian"?><log/>', "xes-syntax", 1),
    ],
)
def test_what_is_no_xes_is_refused_with_its_line(content: bytes, code: str, line: int | None) -> None:
    problems = refuse(content)

    assert [(problem.code, problem.where) for problem in problems] == [(code, Location("log.xes", line))]


def test_half_a_gzip_is_refused(tmp_path: Path) -> None:
    whole = gzip.compress(b"<log>" + b"<trace/>" * 10_000 + b"</log>")
    (tmp_path / "half.xes.gz").write_bytes(whole[: len(whole) // 2])

    with pytest.raises(LogRefused) as caught:
        read_log(tmp_path / "half.xes.gz")

    assert caught.value.problems == (Problem("log-gzip-broken", {}, Location("half.xes.gz")),)


def test_a_file_that_is_not_there_and_one_of_no_known_format_are_refused(tmp_path: Path) -> None:
    with pytest.raises(LogRefused) as absent:
        read_log(tmp_path / "nothing.xes")
    with pytest.raises(LogRefused) as unknown:
        read_log(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", name="picture.png")

    assert [problem.code for problem in absent.value.problems] == ["log-no-file"]
    assert [problem.code for problem in unknown.value.problems] == ["log-format-unknown"]


def test_a_packed_file_of_several_members_with_a_byte_order_mark_is_read() -> None:
    halves = gzip.compress(b"\xef\xbb\xbf<log><trace>") + gzip.compress(event("a").encode() + b"</trace></log>")

    assert read_log(halves, name="log.xes.gz").log.activity_names == ("a",)


def test_a_file_in_another_encoding_is_read() -> None:
    text = f'<?xml version="1.0" encoding="UTF-16"?><log><trace>{event("申请")}</trace></log>'

    assert read_log(text.encode("utf-16"), name="log.xes").log.activity_names == ("申请",)


def test_more_transitions_than_a_life_cycle_has_are_kept_as_an_attribute() -> None:
    count = MOST_TRANSITIONS + 1
    transitions = [f'<string key="lifecycle:transition" value="T{number}"/>' for number in range(count)]

    read = read_text(f"<trace>{NAMED.format('c')}", *(event("a", one) for one in transitions), "</trace>")

    assert (read.log.lifecycle_names, set(read.log.lifecycle.tolist())) == ((), {-1})
    assert read.log.attributes["lifecycle:transition"].pick(count - 1) == f"T{count - 1}"
    assert "xes-lifecycles" in [problem.code for problem in read.problems]


def test_a_log_with_more_attributes_than_memory_is_refused_unless_only_some_are_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("zaizao.eventlog.reading.assembling.MOST_CELLS", 5)
    keys = "".join(f'<string key="k{number}" value="v"/>' for number in range(6))
    text = f"<log><trace>{NAMED.format('c')}{event('a', keys)}</trace></log>".encode()

    assert [problem.code for problem in refuse(text)] == ["log-without-time", "log-too-wide"]
    assert list(read_log(text, attributes={"k3"}).log.attributes) == ["k3"]


@settings(max_examples=examples(60))
@given(place=st.integers(0, 2000), byte=st.integers(0, 255), cut=st.booleans())
def test_a_damaged_gzip_is_read_or_refused(place: int, byte: int, cut: bool) -> None:
    lines = "".join(event(f"a{number}") for number in range(200))
    packed = bytearray(gzip.compress(f"<log><trace>{NAMED.format('c')}{lines}</trace></log>".encode(), mtime=0))
    place %= len(packed)
    if cut:
        del packed[place:]
    else:
        packed[place] = byte

    with contextlib.suppress(LogRefused):
        assert read_log(bytes(packed), name="log.xes.gz").account.kept == 200


def test_progress_counts_the_stored_bytes(data: Path) -> None:
    path = data / "eventlogs" / "08_receipt.xes.gz"
    told: list[tuple[int, int]] = []

    read_log(path, attributes="none", progress=lambda done, total: told.append((done, total)))

    assert told[-1] == (path.stat().st_size, path.stat().st_size)
    assert told == sorted(told)


def test_problems_of_one_kind_are_listed_up_to_a_number_and_then_counted() -> None:
    read = read_text("<trace>", *["<event/>"] * 50, event("a"), "</trace>")

    listed = [problem for problem in read.problems if problem.code == "log-without-activity"]
    more = [problem.fields for problem in read.problems if problem.code == "log-and-more"]
    assert (read.account.reported, len(listed), more) == (50, 20, [{"code": "log-without-activity", "count": 30}])
