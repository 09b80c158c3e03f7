"""What every store of logs does, whatever it stands on: one suite, each test on each store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

import log_stores
from log_columns import make_log
from zaizao.eventlog import NO_TIME, EventLog
from zaizao.eventlog.counting import count_flow, count_variants, measure_cases
from zaizao.eventlog.store import LogStore, OrderDiffersError

# The gateway to Java closes its sockets when Python collects them.
pytestmark = pytest.mark.filterwarnings(
    "ignore:unclosed:ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
)
EVENTS = [
    (code * 7 % 5, code * 5 % 11 % 4, NO_TIME if code % 13 == 0 else 10 * (code // 2) - 70 * (code % 3 == 1) + 70)
    for code in range(90)
]
"""Five cases; some events come late, some have no time."""


@pytest.fixture(params=log_stores.KINDS)
def stores(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[log_stores.Stores]:
    with log_stores.offer(request.param, tmp_path) as stores:
        yield stores


@pytest.fixture
def store(stores: log_stores.Stores) -> Iterator[LogStore]:
    with stores.create() as store:
        yield store


def cut(rows: list[tuple[int, int, int]], *bounds: int, given: bool = False) -> list[EventLog]:
    """Parts of a log; each names only the cases and activities it has, in an order of its own."""
    return [
        _rename(rows[begin:end], given=given) for begin, end in zip((0, *bounds), (*bounds, len(rows)), strict=True)
    ]


def _rename(rows: list[tuple[int, int, int]], *, given: bool) -> EventLog:
    cases, activities = list(dict.fromkeys(row[0] for row in rows)), list(dict.fromkeys(row[1] for row in rows))
    log = make_log(
        [(cases.index(case), activities.index(does), time) for case, does, time in rows],
        cases=len(cases),
        activities=len(activities),
        given=given,
    )
    return EventLog(
        **{name: getattr(log, name) for name in log.__struct_fields__ if name not in {"case_names", "activity_names"}},
        case_names=tuple(f"case {case}" for case in cases),
        activity_names=tuple(f"activity {does}" for does in activities),
    )


def assert_counts_equal(store: LogStore, log: EventLog) -> None:
    """The store says of itself what is counted from the log."""
    assert store.case_names == log.case_names
    assert store.activity_names == log.activity_names
    for mine, expected in (
        (store.count_flow(), count_flow(log)),
        (store.count_variants(), count_variants(log)),
        (store.measure_cases(), measure_cases(log)),
    ):
        for name in expected.__struct_fields__:
            found, wanted = getattr(mine, name), getattr(expected, name)
            assert np.array_equal(found, wanted), (name, found, wanted)


def test_a_new_store_is_empty(store: LogStore) -> None:
    assert len(store) == 0
    assert store.case_names == ()
    assert len(store.count_flow()) == 0
    assert len(store.count_variants()) == 0
    assert len(store.measure_cases()) == 0
    assert len(store.select()) == 0


def test_what_was_appended_is_counted_like_the_log_itself(store: LogStore) -> None:
    (log,) = cut(EVENTS)

    appended = store.append(log)

    assert appended.events == len(store) == 90
    assert_counts_equal(store, log)


def test_parts_appended_one_after_the_other_count_like_the_whole(store: LogStore) -> None:
    (log,) = cut(EVENTS)

    late = [store.append(part).late for part in cut(EVENTS, 7, 8, 40, 41)]

    assert_counts_equal(store, log)
    assert sum(late) == count_late_slowly(EVENTS) > 0


def test_events_in_order_are_never_late(store: LogStore) -> None:
    rows = sorted(((row[0], row[1], max(row[2], 0)) for row in EVENTS), key=lambda row: row[2])

    late = [store.append(part).late for part in cut(rows, 30, 60)]

    assert late == [0, 0, 0]
    assert_counts_equal(store, cut(rows)[0])


def test_equal_times_keep_the_order_in_which_they_were_appended(store: LogStore) -> None:
    rows = [(0, 2, 5), (1, 0, 5), (0, 1, 5), (0, 0, 5), (1, 2, 5)]

    for part in cut(rows, 2):
        store.append(part)

    assert_counts_equal(store, cut(rows)[0])


def test_a_late_event_takes_its_place_in_its_case(store: LogStore) -> None:
    first, late = cut([(0, 0, 10), (1, 0, 11), (0, 1, 30), (1, 1, 31), (0, 2, 20)], 4)
    store.append(first)

    appended = store.append(late)

    assert appended.late == 1
    assert store.count_variants().paths == ((0, 2, 1), (0, 1))
    assert store.count_flow().list_edges() == {(0, 1): 1, (0, 2): 1, (2, 1): 1}
    assert store.count_flow().wait_total.tolist() == [20.0, 10.0, 10.0]


def test_a_given_order_is_kept_whatever_the_times(stores: log_stores.Stores) -> None:
    with stores.create(order_is_given=True) as store:
        for part in cut(EVENTS, 50, given=True):
            store.append(part)

        assert_counts_equal(store, cut(EVENTS, given=True)[0])


def test_a_log_of_the_other_order_is_refused_and_nothing_is_added(store: LogStore) -> None:
    with pytest.raises(OrderDiffersError):
        store.append(cut(EVENTS, given=True)[0])

    assert len(store) == 0


def test_a_case_without_events_has_a_code_and_no_variant(store: LogStore) -> None:
    log = make_log([(1, 0, 4)], cases=3, activities=2)

    store.append(log)

    assert_counts_equal(store, log)


def test_a_store_opened_again_has_the_same_counts(stores: log_stores.Stores) -> None:
    with stores.create() as store:
        for part in cut(EVENTS, 30):
            store.append(part)

    with stores.open() as store:
        assert_counts_equal(store, cut(EVENTS)[0])


def test_a_store_opened_again_can_be_appended_to(stores: log_stores.Stores) -> None:
    first, second = cut(EVENTS, 45)
    with stores.create() as store:
        store.append(first)

    with stores.open(write=True) as store:
        store.append(second)
        assert_counts_equal(store, cut(EVENTS)[0])


def test_a_reader_sees_what_was_appended_once_it_looks_again(stores: log_stores.Stores) -> None:
    first, second = cut(EVENTS, 45)
    with stores.create() as writer:
        writer.append(first)
        with stores.open() as reader:
            writer.append(second)

            assert len(reader) == 45
            assert reader.refresh() == 45
            assert_counts_equal(reader, cut(EVENTS)[0])


def test_the_whole_log_comes_back_as_it_was(store: LogStore) -> None:
    (log,) = cut(EVENTS)
    store.append(log)

    back = store.select()

    for name in ("case", "activity", "time", "resource", "lifecycle", "offset"):
        assert getattr(back, name).tolist() == getattr(log, name).tolist(), name
    assert (back.case_names, back.activity_names) == (log.case_names, log.activity_names)


def test_a_selection_is_by_case_activity_and_time(store: LogStore) -> None:
    store.append(cut(EVENTS)[0])

    part = store.select(cases={"case 1", "case 4"}, activities={"activity 0", "activity 2"}, since=100, until=300)

    assert {part.case_names[code] for code in part.case} == set(part.case_names) <= {"case 1", "case 4"}
    assert show_rows(part) == [
        row
        for row in show_rows(cut(EVENTS)[0])
        if row[0] in {"case 1", "case 4"} and row[1] in {"activity 0", "activity 2"} and 100 <= row[2] < 300
    ]
    assert len(part) > 0


def test_a_selection_of_unknown_names_is_empty(store: LogStore) -> None:
    store.append(cut(EVENTS)[0])

    part = store.select(cases={"nobody"})

    assert (len(part), part.case_names) == (0, ())


def show_rows(log: EventLog) -> list[tuple[str, str, int]]:
    columns = zip(log.case.tolist(), log.activity.tolist(), log.time.tolist(), strict=True)
    return [(log.case_names[case], log.activity_names[does], time) for case, does, time in columns]


def count_late_slowly(rows: list[tuple[int, int, int]]) -> int:
    return sum(
        time != NO_TIME and any(then > time for of, _, then in rows[:row] if of == case)
        for row, (case, _, time) in enumerate(rows)
    )
