"""Repeats, hand-over and to and fro, counted by hand."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from worked_logs import at, write_points, write_work
from zaizao.eventlog import LogBuilder
from zaizao.mining.handover import find_group_hand_overs, find_hand_overs
from zaizao.mining.instances import pair_instances
from zaizao.mining.rework import Repeated, find_rework


def test_repeats_at_once_and_after_other_work_are_told_apart() -> None:
    log = write_points(
        ("1", "a", None, 0), ("1", "a", None, 10), ("1", "b", None, 30), ("1", "a", None, 40), ("2", "a", None, 0)
    )  # fmt: skip

    rework = find_rework(log, pair_instances(log))

    assert rework.activities == (Repeated("a", cases=2, repeating=1, at_once=1, returns=1, seconds=20 * 60.0),)
    assert (rework.cases, rework.repeating, rework.repeats_of_case.tolist()) == (2, 1, [2, 0])


def test_hand_over_counts_changes_of_person_and_the_time_between() -> None:
    log = write_work(
        ("1", "a", "p", 0, 10), ("1", "b", "p", 10, 20), ("1", "c", "q", 50, 60), ("2", "a", "p", 0, 5), ("2", "b", "q", 15, 20)
    )  # fmt: skip

    hands = find_hand_overs(log, pair_instances(log))

    assert (hands.kept, hands.moved, hands.different, hands.unnamed) == (1, 2, 1, 0)
    assert [(pair.source, pair.target, pair.count, pair.between.total) for pair in hands.pairs] == [
        ("p", "q", 2, 2400.0)
    ]


def test_there_and_back_again_is_one_ping_pong_however_long_each_stay_was() -> None:
    log = write_points(
        ("1", "a", "p", 0), ("1", "b", "q", 1), ("1", "b", "q", 2), ("1", "c", None, 3), ("1", "a", "p", 4), ("2", "a", "p", 0),
        ("2", "a", "q", 1),
    )  # fmt: skip

    hands = find_hand_overs(log, pair_instances(log))

    assert [(one.first, one.second, one.count, one.cases) for one in hands.ping_pong] == [("p", "q", 1, 1)]
    assert (hands.ping_pong_cases, hands.cases, hands.unnamed) == (1, 2, 1)


def test_groups_come_from_the_attribute_that_names_them() -> None:
    builder = LogBuilder()
    for minutes, organ in ((0, "住建局"), (1, "消防"), (2, "住建局")):
        builder.add("1", "会签", at(minutes), attributes={"org:group": organ})
    log = builder.build()

    hands = find_group_hand_overs(log, pair_instances(log))

    assert hands is not None
    assert [(one.first, one.second) for one in hands.ping_pong] == [("住建局", "消防")]
    assert (
        find_group_hand_overs(write_points(("1", "a", None, 0)), pair_instances(write_points(("1", "a", None, 0))))
        is None
    )


@given(st.lists(st.tuples(st.sampled_from("123"), st.sampled_from("ab"), st.sampled_from(["p", "q", "r"]))))
def test_hand_overs_and_stays_are_all_pairs_of_named_work(events: list[tuple[str, str, str]]) -> None:
    log = write_points(*((case, name, who, minute) for minute, (case, name, who) in enumerate(events)))

    hands = find_hand_overs(log, pair_instances(log))

    expected = sum(max(int(count) - 1, 0) for count in np.bincount(log.case)) if len(log) else 0
    assert hands.kept + hands.moved == expected
    assert sum(pair.count for pair in hands.pairs) == hands.moved
