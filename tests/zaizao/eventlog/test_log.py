"""A log is columns in one order; inside a case the file or the time decides, and equal times keep the file's order."""

from __future__ import annotations

import datetime as dt

import numpy as np

from zaizao.eventlog import NO_OFFSET, NO_TIME, AttributeKind, EventLog, LogBuilder

NINE = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.timezone(dt.timedelta(hours=8)))


def _path(log: EventLog, case: str) -> list[str]:
    rows = log.order.rows_of(log.case_names.index(case))
    return [log.activity_names[code] for code in log.activity[rows]]


def test_events_of_one_time_keep_the_order_of_the_file() -> None:
    builder = LogBuilder()
    for activity in ("受理", "审查", "决定"):
        builder.add("b", activity, NINE)
        builder.add("a", activity, NINE)

    log = builder.build()

    assert (_path(log, "a"), _path(log, "b")) == (["受理", "审查", "决定"], ["受理", "审查", "决定"])


def test_a_table_is_ordered_by_time_and_a_trace_as_it_is_written() -> None:
    paths = []
    for given in (False, True):
        builder = LogBuilder(order_is_given=given)
        builder.add("a", "later", NINE + dt.timedelta(hours=1))
        builder.add("a", "earlier", NINE)
        paths.append(_path(builder.build(), "a"))

    assert paths == [["earlier", "later"], ["later", "earlier"]]


def test_an_event_without_a_time_stays_behind_the_one_before_it() -> None:
    builder = LogBuilder()
    builder.add("a", "third", NINE + dt.timedelta(hours=2))
    builder.add("a", "first", NINE)
    builder.add("a", "undated")
    builder.add("a", "second", NINE + dt.timedelta(hours=1))

    log = builder.build()

    assert _path(log, "a") == ["first", "undated", "second", "third"]
    assert log.time[2] == NO_TIME


def test_the_zone_a_time_was_written_in_is_kept() -> None:
    builder = LogBuilder()
    builder.add("a", "x", NINE)
    builder.add("a", "y", NINE.replace(tzinfo=None))

    log = builder.build()

    assert log.time.tolist() == [1772413200000000, 1772442000000000]
    assert log.offset.tolist() == [480, NO_OFFSET]


def test_attributes_keep_their_kind_and_say_where_they_are_absent() -> None:
    builder = LogBuilder()
    builder.add("a", "x", NINE, attributes={"amount": 3, "note": "急"})
    builder.add("a", "y", NINE, attributes={"amount": 2.5})
    builder.add_case("a", {"district": "历下"})

    log = builder.build()

    amount, note = log.attributes["amount"], log.attributes["note"]
    assert (amount.kind, amount.pick(0), amount.pick(1)) == (AttributeKind.NUMBER, 3.0, 2.5)
    assert (note.kind, note.pick(0), note.pick(1)) == (AttributeKind.TEXT, "急", None)
    assert log.case_attributes["district"].pick(0) == "历下"


def test_keeping_some_cases_makes_the_codes_dense_again() -> None:
    builder = LogBuilder()
    for case in ("a", "b", "c"):
        builder.add(case, "x", NINE, attributes={"of": case})
        builder.add_case(case, {"named": case.upper()})

    part = builder.build().keep_cases(np.array([True, False, True]))

    assert part.case_names == ("a", "c")
    assert part.case.tolist() == [0, 1]
    assert [part.attributes["of"].pick(row) for row in (0, 1)] == ["a", "c"]
    assert [part.case_attributes["named"].pick(row) for row in (0, 1)] == ["A", "C"]
