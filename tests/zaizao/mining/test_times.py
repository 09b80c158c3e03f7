"""Durations on both clocks, by hand."""

from __future__ import annotations

import datetime as dt

from worked_logs import CLOCK, write_points, write_work
from zaizao.eventlog import EventLog, LogBuilder
from zaizao.mining.clock import Clock
from zaizao.mining.instances import pair_instances
from zaizao.mining.times import Times, measure_times, read_wall_times
from zaizao.worktime import SHANGHAI, foreign

HOUR = 3600.0


def measure(log: EventLog, clock: Clock = CLOCK) -> Times:
    instances = pair_instances(log)
    return measure_times(log, instances, read_wall_times(log, instances, clock), clock=clock)


def test_waiting_and_processing_of_intervals_are_told_apart() -> None:
    times = measure(write_work(("1", "take", "w", 0, 60), ("1", "check", "p", 24 * 60, 25 * 60)))

    check = times.activities[1]
    assert (times.cycle.calendar.total, times.cycle.working.total) == (25 * HOUR, 7.5 * HOUR)
    assert (check.waiting.calendar.total, check.waiting.working.total) == (23 * HOUR, 5.5 * HOUR)
    assert (check.processing.calendar.total, check.processing.working.total) == (HOUR, HOUR)
    assert (check.passage.calendar.count, check.waiting.calendar.unknown) == (0, 0)
    assert times.activities[0].waiting.calendar.unknown == 1, "nothing came before the first work"


def test_points_pass_and_neither_wait_nor_work() -> None:
    times = measure(write_points(("1", "take", None, 0), ("1", "check", None, 60), ("2", "take", None, 5)))

    assert (times.waiting.calendar.count, times.processing.calendar.count) == (0, 0)
    assert (times.passage.calendar.count, times.passage.calendar.unknown) == (1, 2)
    assert times.passage.calendar.median == HOUR
    assert times.cases.cycle.tolist() == [3_600_000_000, 0]


def test_a_time_of_another_zone_is_set_to_chinas_clock_and_one_without_zone_is_its_own() -> None:
    builder = LogBuilder()
    builder.add("1", "a", dt.datetime(2026, 3, 2, 1, tzinfo=dt.UTC))
    builder.add("1", "b", dt.datetime(2026, 3, 2, 10, tzinfo=SHANGHAI))
    builder.add("2", "a", dt.datetime(2026, 3, 2, 9))
    builder.add("2", "b", dt.datetime(2026, 3, 2, 10))

    assert measure(builder.build()).cycle.working.total == 2 * HOUR


def test_abroad_the_clock_on_the_wall_is_the_one_the_log_was_written_by() -> None:
    builder = LogBuilder()
    summer = dt.timezone(dt.timedelta(hours=2))
    builder.add("1", "a", dt.datetime(2024, 6, 3, 9, tzinfo=summer))
    builder.add("1", "b", dt.datetime(2024, 6, 3, 12, tzinfo=summer))

    assert measure(builder.build(), Clock(foreign("NL"))).cycle.working.total == 3 * HOUR


def test_times_that_are_missing_or_beyond_the_calendar_are_unknown() -> None:
    builder = LogBuilder()
    builder.add_case("empty")
    builder.add("1", "a", None)
    builder.add("2", "a", dt.datetime(1948, 1, 1))
    builder.add("2", "b", dt.datetime(9999, 12, 31))
    builder.add("3", "a", dt.datetime(2026, 3, 2))

    times = measure(builder.build())

    assert (times.cycle.calendar.count, times.cycle.calendar.unknown) == (2, 1)
    assert (times.cycle.working.count, times.cycle.working.unknown) == (1, 2)
    assert {1948, 2018} <= set(times.doubtful_years)
