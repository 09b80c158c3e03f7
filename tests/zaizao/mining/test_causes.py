"""Every wait is divided among its causes, to the microsecond, and each cause takes what its definition says."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from worked_logs import MINUTE, explain, show_waits, write_points, write_work
from zaizao.eventlog import NO_TIME
from zaizao.mining.causes import CAUSES

ORDER = ("contention", "prioritisation", "batching", "unavailability", "outside", "untold")


def test_the_causes_stand_in_this_order() -> None:
    assert tuple(str(cause) for cause in CAUSES) == ORDER


def test_work_that_came_earlier_and_keeps_the_person_busy_is_contention() -> None:
    log = write_work(
        ("1", "take", "w", 0, 10), ("1", "check", "p", 60, 120), ("2", "take", "w", 10, 30), ("2", "visit", "p", 130, 140)
    )  # fmt: skip

    assert show_waits(log) == {("1", "check"): (0, 0, 0, 0, 50, 0), ("2", "visit"): (60, 0, 0, 0, 40, 0)}


def test_work_that_came_later_and_was_taken_first_is_prioritisation() -> None:
    log = write_work(
        ("1", "take", "w", 0, 10), ("2", "take", "w", 10, 30), ("2", "visit", "p", 40, 60), ("1", "check", "p", 60, 70)
    )  # fmt: skip

    assert show_waits(log) == {("2", "visit"): (0, 0, 0, 0, 10, 0), ("1", "check"): (0, 20, 0, 0, 30, 0)}


def test_work_held_until_all_can_begin_at_once_is_batching() -> None:
    log = write_work(
        ("1", "take", "w", 0, 10), ("2", "take", "w", 10, 30), ("1", "sign", "p", 50, 60), ("2", "sign", "p", 50, 60)
    )  # fmt: skip

    assert show_waits(log) == {("1", "sign"): (0, 0, 20, 0, 20, 0), ("2", "sign"): (0, 0, 0, 0, 20, 0)}


def test_a_batch_done_in_a_row_takes_only_the_time_in_which_the_person_was_free() -> None:
    log = write_work(
        ("1", "take", "w", 0, 10), ("2", "take", "w", 10, 40), ("9", "other", "p", 20, 35),
        ("1", "sign", "p", 50, 60), ("2", "sign", "p", 60, 70),
    )  # fmt: skip

    waits = show_waits(log)

    assert waits["1", "sign"] == (0, 15, 15, 0, 10, 0)
    assert waits["2", "sign"] == (10, 0, 0, 0, 10, 0)


def test_the_night_is_nobodys_duty() -> None:
    log = write_work(("1", "take", "w", 0, 60), ("1", "check", "p", 24 * 60, 24 * 60 + 60))

    waits = show_waits(log)

    assert waits == {("1", "check"): (0, 0, 0, 22 * 60, 60, 0)}, "9 to 11 is seen on Monday, 9 to 11 on Tuesday"


def test_without_a_person_the_cause_cannot_be_told() -> None:
    log = write_work(("1", "take", None, 0, 10), ("1", "check", None, 60, 120))

    assert show_waits(log) == {("1", "check"): (0, 0, 0, 0, 0, 50)}


def test_points_in_time_are_not_divided_but_counted() -> None:
    log = write_points(("1", "take", "w", 0), ("1", "check", "p", 60))

    _, _, causes = explain(log)

    assert (causes.whole.waits, causes.whole.total, causes.undivided) == (0, 0.0, 2)


def test_the_sums_by_activity_by_person_and_by_transition_are_the_whole() -> None:
    log = write_work(
        ("1", "take", "w", 0, 10), ("1", "check", "p", 60, 120), ("2", "take", "w", 10, 30), ("2", "visit", "q", 130, 140)
    )  # fmt: skip

    _, _, causes = explain(log)

    assert [(row.name, row.waits, row.total) for row in causes.by_activity] == [
        (("visit",), 1, 6000.0),
        (("check",), 1, 3000.0),
    ]
    assert [row.name for row in causes.by_resource] == [("q",), ("p",)]
    assert [row.name for row in causes.by_transition] == [("take", "visit"), ("take", "check")]
    assert causes.whole.total == 9000.0


PIECES = st.tuples(
    st.sampled_from("1234"),
    st.sampled_from("abc"),
    st.sampled_from(["p", "q", None]),
    st.integers(0, 4000),
    st.integers(0, 600),
)


@given(st.lists(PIECES, max_size=25))
def test_the_parts_of_every_wait_sum_to_the_wait(pieces: list[tuple[str, str, str | None, int, int]]) -> None:
    log = write_work(*((case, name, who, begin, begin + length) for case, name, who, begin, length in pieces))

    instances, wall, causes = explain(log)

    waits = instances.waiting()
    expected = np.where(instances.spans() & (waits != NO_TIME), waits, 0)
    assert causes.parts.sum(axis=1).tolist() == expected.tolist()
    assert causes.parts.min(initial=0) >= 0
    assert (expected % MINUTE == 0).all()
    assert (wall.start - instances.start == 0).all(), "times without a zone are those of the wall clock"
