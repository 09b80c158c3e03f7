"""Pairing events to activity instances: the same as reading each case by hand, event after event."""

from __future__ import annotations

import datetime as dt
from collections import deque

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from zaizao.eventlog import NO_TIME, EventLog, LogBuilder
from zaizao.mining.instances import NO_INSTANCE, Instances, pair_instances

DAY = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
MINUTE = 60_000_000


def make_log(*events: tuple[str, str, int | None, str | None]) -> EventLog:
    """Events as (case, activity, minutes after nine, transition)."""
    builder = LogBuilder()
    for case, activity, minutes, lifecycle in events:
        time = None if minutes is None else DAY + dt.timedelta(minutes=minutes)
        builder.add(case, activity, time, lifecycle=lifecycle)
    return builder.build()


def show(instances: Instances, log: EventLog) -> list[tuple[str, int | None, int | None, int | None]]:
    """(activity, start, end, enabled) in minutes after nine."""
    zero = int(DAY.timestamp()) * 1_000_000

    def minutes(value: np.int64) -> int | None:
        return None if value == NO_TIME else int(value - zero) // MINUTE

    columns = zip(instances.activity, instances.start, instances.end, instances.enabled, strict=True)
    return [(log.activity_names[a], minutes(s), minutes(e), minutes(n)) for a, s, e, n in columns]


def test_events_without_a_life_cycle_are_points_enabled_by_the_event_before() -> None:
    log = make_log(("1", "a", 0, None), ("2", "a", 1, None), ("1", "b", 10, None), ("1", "c", None, None))

    instances = pair_instances(log)

    assert show(instances, log) == [("a", 0, 0, None), ("b", 10, 10, 0), ("c", None, None, None), ("a", 1, 1, None)]
    assert instances.spans().tolist() == [False] * 4


def test_a_log_with_completions_alone_is_a_log_of_points() -> None:
    log = make_log(("1", "a", 0, "complete"), ("1", "b", 10, "complete"))

    assert show(pair_instances(log), log) == [("a", 0, 0, None), ("b", 10, 10, 0)]


def test_starts_and_completions_pair_first_in_first_out() -> None:
    log = make_log(
        ("1", "a", 0, "start"), ("1", "a", 2, "start"), ("1", "a", 5, "complete"), ("1", "a", 9, "complete"),
        ("1", "b", 12, "start"), ("1", "b", 20, "complete"),
    )  # fmt: skip

    instances = pair_instances(log)

    assert show(instances, log) == [("a", 0, 5, None), ("a", 2, 9, None), ("b", 12, 20, 9)]
    assert instances.enabler.tolist() == [NO_INSTANCE, NO_INSTANCE, 1]


def test_an_end_without_start_is_a_point_and_a_start_without_end_stays_open() -> None:
    log = make_log(("1", "a", 0, "complete"), ("1", "a", 3, "start"), ("1", "b", 4, "complete"))

    assert show(pair_instances(log), log) == [("a", 0, 0, None), ("a", 3, None, 0), ("b", 4, 4, 0)]


def test_a_schedule_says_when_the_work_could_begin() -> None:
    log = make_log(
        ("1", "a", 0, "complete"), ("1", "b", 1, "schedule"), ("1", "x", 5, "complete"), ("1", "b", 8, "start"),
        ("1", "b", 9, "complete"), ("1", "c", 10, "schedule"),
    )  # fmt: skip

    instances = pair_instances(log)

    assert show(instances, log) == [("a", 0, 0, None), ("x", 5, 5, 0), ("b", 8, 9, 1)]
    assert instances.left_out == {"schedule": 1}


def test_pauses_are_taken_from_the_work_they_stop() -> None:
    log = make_log(
        ("1", "a", 0, "start"), ("1", "a", 10, "suspend"), ("1", "a", 40, "resume"), ("1", "a", 50, "suspend"),
        ("1", "a", 60, "complete"),
    )  # fmt: skip

    instances = pair_instances(log)

    assert (instances.paused // MINUTE).tolist() == [40]
    assert (instances.processing() // MINUTE).tolist() == [20]


def test_rows_with_a_start_are_intervals_that_do_not_enable_what_overlaps_them() -> None:
    builder = LogBuilder()
    for activity, start, end in (("a", 0, 10), ("b", 5, 20), ("c", 20, 30)):
        moment = DAY + dt.timedelta(minutes=end)
        builder.add("1", activity, moment, start=DAY + dt.timedelta(minutes=start))
    log = builder.build()

    assert show(pair_instances(log), log) == [("a", 0, 10, None), ("b", 5, 20, None), ("c", 20, 30, 20)]


def test_the_instance_key_decides_which_start_an_end_belongs_to() -> None:
    builder = LogBuilder()
    for minutes, lifecycle, mark in ((0, "start", "x"), (1, "start", "y"), (2, "complete", "y"), (9, "complete", "x")):
        moment = DAY + dt.timedelta(minutes=minutes)
        builder.add("1", "a", moment, lifecycle=lifecycle, attributes={"concept:instance": mark})
    log = builder.build()

    assert show(pair_instances(log), log) == [("a", 0, 9, None), ("a", 1, 2, None)]


def test_transitions_of_no_known_life_cycle_are_steps_and_skipped_work_is_told() -> None:
    log = make_log(("1", "a", 0, "in progress"), ("1", "a", 1, "complete"), ("1", "b", 2, "autoskip"))

    instances = pair_instances(log)

    assert show(instances, log) == [("a", 0, 0, None), ("a", 1, 1, 0)]
    assert instances.left_out == {"autoskip": 1}


def test_an_empty_log_has_no_instances() -> None:
    assert len(pair_instances(LogBuilder().build())) == 0


def pair_slowly(log: EventLog) -> list[tuple[int, int]]:
    """(opening row, closing row) by reading case after case with a queue for each activity."""
    pairs: list[tuple[int, int]] = []
    for case in range(len(log.case_names)):
        queues: dict[int, deque[int]] = {}
        for row in log.order.rows_of(case).tolist():
            queue = queues.setdefault(int(log.activity[row]), deque())
            lifecycle = log.lifecycle_names[log.lifecycle[row]]
            if lifecycle == "start":
                queue.append(row)
            else:
                pairs.append((queue.popleft() if queue else row, row))
        pairs += [(row, row) for queue in queues.values() for row in queue]
    return sorted(pairs)


@given(
    st.lists(
        st.tuples(st.sampled_from("123"), st.sampled_from("ab"), st.integers(0, 30), st.sampled_from(["start", "complete"]))
    )
)  # fmt: skip
def test_pairing_by_columns_equals_pairing_with_queues(events: list[tuple[str, str, int, str]]) -> None:
    log = make_log(*events)

    instances = pair_instances(log)

    found = sorted(zip(instances.first_row.tolist(), instances.row.tolist(), strict=True))
    assert found == pair_slowly(log)


@given(
    st.lists(
        st.tuples(st.sampled_from("12"), st.sampled_from("ab"), st.integers(0, 9), st.sampled_from(["start", "complete"]))
    )
)  # fmt: skip
def test_nothing_is_enabled_after_it_began_nor_before_the_last_end(events: list[tuple[str, str, int, str]]) -> None:
    log = make_log(*events)

    instances = pair_instances(log)

    for one in range(len(instances)):
        enabled, start = int(instances.enabled[one]), int(instances.start[one])
        same = (instances.case == instances.case[one]) & (np.arange(len(instances)) != one)
        ended = instances.end[same & (instances.end != NO_TIME) & (instances.end < start)]
        assert enabled == NO_TIME or enabled <= start
        assert not len(ended) or enabled >= ended.max()


def test_work_that_is_handed_out_and_then_only_completed_could_begin_when_it_was_handed_out() -> None:
    builder = LogBuilder(order_is_given=True)
    nine = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
    builder.add("a", "intake", nine, lifecycle="schedule")
    builder.add("a", "intake", nine + dt.timedelta(minutes=20), lifecycle="complete")

    found = pair_instances(builder.build())

    assert (found.end - found.enabled).tolist() == [20 * 60 * 1_000_000]
    assert found.left_out == {}
