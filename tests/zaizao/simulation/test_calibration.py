"""What is learned from a log whose making is known, and what is not looked at."""

from __future__ import annotations

import datetime as dt
import random
from pathlib import Path

import numpy as np
import pytest

from zaizao.definition import read_definition
from zaizao.eventlog import EventLog, LogBuilder, read_log
from zaizao.simulation import (
    MEASURES,
    Scenario,
    TooLittleError,
    calibrate,
    read_parameters,
    simulate_scenario,
    validate,
    write_parameters,
)
from zaizao.simulation.calibration.contexts import Memory, walk
from zaizao.simulation.calibration.fitting import Settings, fit
from zaizao.simulation.calibration.history import read_history
from zaizao.simulation.calibration.people import find_groups
from zaizao.simulation.calibration.rhythm import learn_comings, learn_hours, take_quantiles
from zaizao.simulation.calibration.validation import cut_at, look_back
from zaizao.simulation.calibration.waits import share_cases
from zaizao.worktime import foreign

UTC = dt.UTC
MONDAY = dt.datetime(2024, 1, 1, tzinfo=UTC)
HOUR, DAY = 3_600.0, 86_400.0


def _make_log(cases: int = 300, *, seed: int = 1, spans: bool = True, start: dt.datetime = MONDAY) -> EventLog:
    """Poisson arrivals, 24 a day: apply (1 h), then at 30 % a check (2 h) after a day, then decide (1 h) after 12 h."""
    chance, builder, now = random.Random(seed), LogBuilder("made"), start
    for number in range(cases):
        now += dt.timedelta(hours=chance.expovariate(1.0))
        moment = now
        steps = [("apply", 0.0, 1.0)]
        steps += [("check", 24.0, 2.0)] if chance.random() < 0.3 else []
        steps.append(("decide", 12.0, 1.0))
        for name, wait, work in steps:
            begins = moment + dt.timedelta(hours=wait * chance.uniform(0.5, 1.5))
            moment = begins + dt.timedelta(hours=work * chance.uniform(0.5, 1.5))
            builder.add(f"c{number}", name, moment, resource=f"r-{name}", start=begins if spans else None)
    return builder.build()


def test_the_calibrated_model_gives_the_times_and_shares_of_the_log_back() -> None:
    log = _make_log(600)

    made = calibrate(log, calendar="none", replications=3)
    outcome = simulate_scenario(Scenario("learned", made.parameters), replications=5)

    spent = made.history.ends - made.history.begins
    found = outcome.estimate(MEASURES["cycle"])
    assert abs(found.value - spent.mean() / HOUR) < 0.1 * spent.mean() / HOUR
    tasks = {one.name: one.tasks for one in outcome.replications[0].steps}
    assert tasks["apply"] == tasks["decide"] == 600
    assert 0.24 < tasks["check"] / 600 < 0.36


def test_parameters_of_a_calibration_read_as_they_were_written() -> None:
    parameters = calibrate(_make_log(200), calendar="none", replications=2).parameters

    assert read_parameters("p.yaml", content=write_parameters(parameters)).steps == parameters.steps


def test_arrivals_at_random_are_called_exponential_and_a_beat_is_kept() -> None:
    chance = np.random.default_rng(4)
    at_random = np.cumsum(chance.exponential(HOUR, 2_000))
    beat = np.arange(2_000) * HOUR

    found = [learn_comings(one, None, since=float(one[0]), until=float(one[-1])) for one in (at_random, beat)]

    assert [one.gap.shape.value for one in found] == ["exponential", "quantiles"]


def test_the_rhythm_of_office_hours_is_seen_and_a_holiday_is_asked_of_the_log() -> None:
    calendar = foreign("NL", first_year=2023, last_year=2025)
    begin = dt.datetime(2024, 1, 1)
    days = [begin + dt.timedelta(days=n) for n in range(366)]
    worked = [day for day in days if calendar.is_workday(day.date())]
    moments = np.array(
        [(day.replace(hour=hour) - dt.datetime(1970, 1, 1)).total_seconds() for day in worked for hour in (9, 10)]
    )

    hours = learn_hours(moments, calendar)

    busy = [place for place, rate in enumerate(hours.busy) if rate > 0]
    assert busy == [24 * day + hour for day in range(5) for hour in (9, 10)]
    assert hours.days_off == 0.0


def test_a_state_remembers_only_what_occurs_often_enough() -> None:
    history = read_history(_make_log(100, spans=False))

    short, long = (walk(history, Memory(longest, 20)) for longest in (1, 3))

    assert len(short.step_of_state) == 4  # the beginning, apply, check, decide
    assert len(long.step_of_state) > len(short.step_of_state)
    assert len(walk(history, Memory(3, 1_000)).step_of_state) == 4


def test_cases_not_over_count_for_those_that_took_longer() -> None:
    lasted, ages = np.array([1.0, 2.0, 4.0]), np.array([1.5, 3.0])

    shares = share_cases(lasted, ages)

    assert np.allclose(shares, [1.0, 1.5, 2.5])
    assert shares.sum() == 5.0


def test_quantiles_keep_the_mean_whatever_their_number() -> None:
    values = np.random.default_rng(2).exponential(10.0, 5_000)

    assert np.isclose(take_quantiles(values, most=50).mean(), values.mean())


def test_nothing_after_the_cut_is_looked_at() -> None:
    history = read_history(_make_log(300))
    cut = cut_at(history)
    longer = read_history(_make_log(400))

    looks = [look_back(one, cut) for one in (history, longer)]
    models = [fit(past, Settings(), calendar=None, now=cut, is_open=is_open).model for past, is_open in looks]

    assert looks[0][1].tolist() == looks[1][1].tolist()
    assert models[0].delays == models[1].delays
    assert models[0].coming.gap == models[1].coming.gap


def test_a_validation_says_how_many_cases_were_open_at_the_cut() -> None:
    history = read_history(_make_log(300))
    cut = cut_at(history)

    found = validate(history, calendar=None, replications=2)

    expected = int(np.sum((history.begins <= cut) & (history.ends > cut))) - _untouched(history, cut)
    assert found.open_cases == expected
    assert found.tested_cases == int(np.sum(history.begins > cut))


def _untouched(history: object, cut: float) -> int:
    """Cases that had begun by the cut and of which no task was over."""
    rows = [history.end[a:b] for a, b in zip(history.first[:-1], history.first[1:], strict=True)]  # type: ignore[attr-defined]
    begun = history.begins <= cut  # type: ignore[attr-defined]
    return sum(bool(begun[n]) and not np.any(row <= cut) for n, row in enumerate(rows))


def test_people_who_do_the_same_are_one_group() -> None:
    groups = find_groups(read_history(_make_log(100)))

    assert sorted(one.labels for one in groups) == [("apply",), ("check",), ("decide",)]
    assert all(one.people == 1 and one.at_once >= 1 for one in groups)


def test_a_log_of_single_moments_says_that_waiting_and_working_cannot_be_told_apart() -> None:
    made = calibrate(_make_log(200, spans=False), calendar="none", replications=2)

    assert not made.history.spans
    assert "cannot be told apart" in made.parameters.assumptions[0].say("en")
    assert made.parameters.pools == {}


def test_a_log_with_too_few_cases_is_refused() -> None:
    with pytest.raises(TooLittleError) as refused:
        calibrate(_make_log(5))

    assert refused.value.problems[0].fields == {"cases": 5, "least": 20}


def test_events_without_time_and_cases_far_away_are_left_out_and_counted() -> None:
    builder = LogBuilder("dirty")
    for number in range(400):
        builder.add(f"c{number}", "a", MONDAY + dt.timedelta(hours=number))
    builder.add("c0", "b", None)
    builder.add("old", "a", dt.datetime(1948, 1, 1, tzinfo=UTC))
    builder.add("new", "a", dt.datetime(9999, 1, 1, tzinfo=UTC))

    history = read_history(builder.build())

    assert (history.cases, dict(history.left_out)) == (400, {"tasks-without-time": 1, "cases-far-in-time": 2})


def test_with_a_definition_only_numbers_are_learned() -> None:
    definition = read_definition("""
process: made
name: 三步
kind: item
competent: bureau
organs: {bureau: {name: 审批局}}
bases: {term: {law: 行政许可法, article: 第四十二条}}
activities:
  apply: {does: accept, name: 收件, bases: term}
  check: {does: check, name: 查, bases: term, after: [{activity: apply, ground: law, of: term}]}
  decide: {does: review, name: 审, bases: term, after: [{activity: check, ground: law, of: term, if_skipped: run}]}
  tell: {does: notify, name: 告知, bases: term, after: [{activity: decide, ground: law, of: term}]}
""")
    log = _make_log(300)

    learned = calibrate(log, definition=definition, calendar="none", replications=2).parameters
    outcome = simulate_scenario(Scenario("learned", learned, definition), replications=3)

    assert learned.process == "made"
    assert 0.24 < learned.runs["check"] < 0.36
    assert any("tell" in words.say("en") for words in learned.assumptions)
    assert 10.0 < outcome.estimate(MEASURES["cycle"]).value < 30.0


def test_a_real_log_is_learned_and_beats_the_bootstrap_of_its_past(data: Path) -> None:
    log = read_log(str(data / "eventlogs" / "08_receipt.xes.gz")).log

    found = calibrate(log, calendar="NL", replications=3)

    assert (found.history.cases, found.history.spans) == (1_434, False)
    assert found.validation is not None
    assert found.validation.beats_bootstrap
