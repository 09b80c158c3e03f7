"""Tests of tests: known answers, and no findings where there is nothing to find."""

from __future__ import annotations

import math

import numpy as np
import pytest

from worked_logs import at
from zaizao.eventlog import EventLog, LogBuilder
from zaizao.mining.bottlenecks import find_bottlenecks
from zaizao.mining.clock import Clock
from zaizao.mining.drift import find_drift
from zaizao.mining.effects import find_effects
from zaizao.mining.instances import pair_instances
from zaizao.mining.rework import find_rework
from zaizao.mining.significance import adjust_p_values, compare_ranks, rank_values
from zaizao.mining.times import measure_times, read_wall_times
from zaizao.worktime import china

DAY = 1440.0
CLOCK = Clock(china())


def test_benjamini_and_hochberg_adjust_as_in_their_definition() -> None:
    adjusted = adjust_p_values([0.01, 0.04, 0.03, 0.005])

    assert adjusted.tolist() == pytest.approx([0.02, 0.04, 0.04, 0.02])
    assert adjust_p_values([]).tolist() == []


def test_equal_values_share_their_rank() -> None:
    assert rank_values(np.array([3, 1, 3, 2])).tolist() == [3.5, 1.0, 3.5, 2.0]


def test_the_rank_sum_test_gives_the_textbook_answer() -> None:
    delta, p = compare_ranks(np.arange(1, 11), np.arange(6, 16))

    z = (87.5 - 50) / math.sqrt((10 * 10 / 12) * (21 - (5 * 6) / (20 * 19)))
    assert delta == 0.75
    assert p == pytest.approx(math.erfc(z / math.sqrt(2)))
    assert compare_ranks(np.ones(5), np.ones(7)) == (0.0, 1.0)
    assert compare_ranks(np.array([]), np.ones(3)) == (0.0, 1.0)


def grow_log(seed: int, *, cases: int = 400, changed: bool = False, slow: str = "") -> EventLog:
    """Cases one an hour: a, b, c; from the middle on ``changed`` cases take a, c, b and twice the time."""
    draw = np.random.default_rng(seed)
    builder = LogBuilder()
    for number in range(cases):
        late = changed and number >= cases // 2
        district = str(draw.choice(["东城", "西城", "南城"]))
        pace = (2.0 if late else 1.0) * (2.0 if district == slow else 1.0)
        builder.add_case(str(number), {"district": district})
        minutes = number * 60.0
        for name in "acb" if late else "abc":
            builder.add(str(number), name, at(minutes))
            minutes += float(draw.exponential(DAY)) * pace
    return builder.build()


def measure(log: EventLog) -> tuple[np.ndarray, np.ndarray]:
    instances = pair_instances(log)
    wall = read_wall_times(log, instances, CLOCK)
    return measure_times(log, instances, wall, clock=CLOCK).cases.cycle, wall.case_first


def test_a_change_of_order_and_pace_is_found_where_it_was_made() -> None:
    log = grow_log(1, changed=True)
    cycle, first = measure(log)

    drift = find_drift(log, pair_instances(log), cycle, first, generator=np.random.default_rng(7))

    middle = int(log.time[log.case == 200][0])
    flow = [change for change in drift.changes if change.kind == "flow"]
    assert [change.at for change in flow] == [middle]
    assert {change.kind for change in drift.changes} == {"flow", "time"}
    assert {(one.source, one.target) for one in flow[0].shifts} == {("a", "b"), ("a", "c"), ("b", "c"), ("c", "b")}


def test_no_change_is_found_in_a_steady_process() -> None:
    log = grow_log(2)
    cycle, first = measure(log)

    drift = find_drift(log, pair_instances(log), cycle, first, generator=np.random.default_rng(7))

    assert (drift.tests, drift.changes) == (2 * (len(drift.windows) - 1), ())


def test_the_slow_value_of_an_attribute_is_found_and_a_harmless_one_is_not() -> None:
    log, even = grow_log(3, slow="西城"), grow_log(4)

    found = find_effects(log, measure(log)[0], find_rework(log, pair_instances(log)).repeats_of_case,
                         generator=np.random.default_rng(7))  # fmt: skip
    none = find_effects(even, measure(even)[0], np.zeros(400, dtype=np.int64), generator=np.random.default_rng(7))

    slow = next(effect for effect in found.rows if effect.value == "西城")
    assert (slow.attribute, slow.outcome) == ("district", "time")
    assert slow.size > 0.2
    assert slow.inside > slow.others
    assert (none.tests, none.rows) == (6, ())


def test_the_same_seed_gives_the_same_intervals_and_shares_sum_to_one() -> None:
    log = grow_log(5)
    instances = pair_instances(log)

    one, other = (find_bottlenecks(log, instances, generator=np.random.default_rng(3)) for _ in range(2))

    assert one == other
    assert sum(row.share for row in one.rows) == pytest.approx(1.0)
    assert all(row.low <= row.share <= row.high for row in one.rows)
    assert {row.activity for row in one.rows} == {"b", "c"}
