"""A difference that was planted is found, told apart by how it came about, and nothing else is."""

from __future__ import annotations

import datetime as dt
import random

import numpy as np
import pytest

from zaizao.eventlog import EventLog, LogBuilder
from zaizao.mining.clock import Clock
from zaizao.mining.comparison import (
    Comparison,
    Difference,
    TooFewSidesError,
    UnknownStepError,
    UnknownTraitError,
    compare_sides,
    make_sides,
    split_log,
)
from zaizao.worktime import china

MONDAY = dt.datetime(2026, 3, 2, 9, tzinfo=dt.timezone(dt.timedelta(hours=8)))


def build_city(cases: int, *, slow: float = 0.0, visited: float = 0.5, seed: int = 1) -> EventLog:
    """Cases of intake, for some a visit, then a decision that takes ``slow`` days longer."""
    chance = random.Random(seed)
    builder = LogBuilder()
    for number in range(cases):
        now = MONDAY + dt.timedelta(hours=8 * number)
        builder.add(f"c{number}", "受理", now, resource="李")
        if chance.random() < visited:
            now += dt.timedelta(days=chance.uniform(2, 4))
            builder.add(f"c{number}", "现场核查", now, resource="张")
        now += dt.timedelta(days=slow + chance.uniform(1, 3))
        builder.add(f"c{number}", "决定", now, resource="王", attributes={"district": "东" if number % 2 else "西"})
    return builder.build()


def compare(north: EventLog, south: EventLog, **options: object) -> Comparison:
    return compare_sides(make_sides([("north", north), ("south", south)]), **options)


def pick(comparison: Comparison, key: str) -> Difference:
    return next(one for one in comparison.differences if one.measure.key == key)


def test_a_slower_step_is_found_with_its_days_and_laid_to_its_pace() -> None:
    found = compare(build_city(200, slow=5), build_city(200, seed=2))

    assert [(one.measure.subject, one.more) for one in found.findings] == [("决定", "north")]
    slow = found.findings[0]
    assert slow.low < 5 < slow.high
    assert (slow.by_mix, slow.by_pace) == (pytest.approx(0, abs=1e-9), pytest.approx(slow.gap))
    assert slow.q <= 0.05


def test_more_visits_are_found_and_their_days_laid_to_the_mix() -> None:
    found = compare(build_city(300, visited=0.9), build_city(300, visited=0.3, seed=2))

    share, days = pick(found, "mix/phase/现场核查/share"), pick(found, "time/phase/现场核查/days")
    assert (share.more, share.is_sure, days.is_sure) == ("north", True, True)
    assert share.low < 0.6 < share.high
    assert days.by_mix > 5 * abs(days.by_pace)


def test_equal_cities_have_no_findings() -> None:
    found = compare(build_city(200), build_city(200, seed=2))

    assert (found.findings, found.others) == ((), ())


def test_the_days_of_all_phases_add_up_to_the_whole() -> None:
    found = compare(build_city(100, slow=5), build_city(80, seed=2))

    whole = pick(found, "time/case/days")
    parts = [one for one in found.differences if one.measure.key.startswith("time/phase/")]
    north = sum(
        one.value_more if one.more == "north" else one.value_less for one in parts if one.measure.unit == "days"
    )
    assert north == pytest.approx(whole.value_more)
    assert whole.value_more == pytest.approx(found.profiles[0].mean_days)


def test_the_same_seed_gives_the_same_figures_and_the_order_of_sides_only_turns_them() -> None:
    north, south = build_city(60, slow=1), build_city(50, seed=2)

    assert compare(north, south, seed=7) == compare(north, south, seed=7)
    turned = compare_sides(make_sides([("south", south), ("north", north)]), seed=7)
    gaps = [
        {(one.measure.key, round(one.gap, 9)) for one in found.differences if "order/" not in one.measure.key}
        for found in (turned, compare(north, south, seed=7))
    ]
    assert gaps[0] == gaps[1]


def test_working_days_are_counted_on_the_calendar() -> None:
    builder = LogBuilder()
    for number in range(40):
        builder.add(f"c{number}", "受理", MONDAY)
        builder.add(f"c{number}", "决定", MONDAY + dt.timedelta(days=7))

    found = compare(builder.build(), build_city(40), clock=Clock(china()))

    whole = pick(found, "time/case/working-days")
    assert whole.value_more == pytest.approx(5.0)
    assert found.calendar == china().edition


def test_cases_without_times_and_cases_not_ended_are_left_out_and_counted() -> None:
    builder = LogBuilder()
    for number in range(40):
        builder.add(f"c{number}", "受理", MONDAY)
        builder.add(f"c{number}", "决定" if number % 2 else "撤回", MONDAY + dt.timedelta(days=1))
    builder.add("none", "决定", None)
    builder.add_case("empty")

    sides = make_sides([("a", builder.build()), ("b", build_city(40))], ending=["决定"])

    assert [(side.cases, side.left_out) for side in sides] == [(20, 22), (40, 0)]


def test_an_ending_that_nobody_has_is_refused_with_what_is_near() -> None:
    with pytest.raises(UnknownStepError) as refused:
        make_sides([("a", build_city(5)), ("b", build_city(5))], ending=["现场核实"])

    assert refused.value.fields == {"step": "现场核实", "near": ("现场核查",)}


def test_one_log_is_split_by_an_attribute_or_by_time() -> None:
    log = build_city(400)

    by_district = split_log(log, "district")
    by_month = split_log(log, "month")

    assert [(name, len(part.case_names)) for name, part in by_district] == [("东", 200), ("西", 200)]
    assert [name for name, _ in by_month] == ["2026-03", "2026-04", "2026-05", "2026-06", "2026-07"]
    with pytest.raises(UnknownTraitError) as refused:
        split_log(log, "distrikt")
    assert "district" in refused.value.fields["known"]


def test_one_side_is_nothing_to_compare() -> None:
    with pytest.raises(TooFewSidesError):
        make_sides([("a", build_city(5)), ("b", LogBuilder().build())])


@pytest.mark.parametrize("year", [1948, 9999])
def test_odd_years_one_event_and_nobody_named_do_no_harm(year: int) -> None:
    builder = LogBuilder()
    builder.add("a", "x", dt.datetime(year, 12, 31, tzinfo=dt.UTC))
    builder.add("b", "x", dt.datetime(2020, 1, 1, tzinfo=dt.UTC))

    found = compare(builder.build(), build_city(3), clock=Clock(china()))

    assert found.findings == ()
    assert not any(np.isinf(one.gap) for one in found.differences)
