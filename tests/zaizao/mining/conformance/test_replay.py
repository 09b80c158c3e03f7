"""Who skipped, repeated, reordered, did something else or took too long; and the record replays on its own definition."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import example, given, settings

from examples import examples
from letter_logs import TRACES, write_log
from zaizao.definition import read_definition
from zaizao.eventlog import EventLog, LogBuilder
from zaizao.eventlog.counting import count_variants
from zaizao.mining.conformance import align_variants, check_conformance, net_of_definition, replay_log
from zaizao.mining.discovery import discover_definition
from zaizao.mining.record import log_record
from zaizao.net.scripts import play, read_script

PACKS = Path(__file__).resolve().parents[4] / "packs"
RUNS = sorted(PACKS.glob("*/runs/*.yaml"))

PERMIT = read_definition("""
process: permit
name: 许可
kind: item
competent: bureau
as_is: true
promised: 3wd
organs: {bureau: {name: 审批局}}
bases: {term: {law: 行政许可法, article: 第四十二条}}
fields: {big: {type: boolean, from: a}, again: {type: boolean, from: r}}
items: {permit: {organ: bureau, bases: term, clock: {limit: 20wd, from: a.done, to: d.done}}}
activities:
  a: {does: accept, name: 受理, assumption: true, writes: big}
  b: {does: check, name: 初审, assumption: true, limit: 1wd, after: {activity: a, ground: custom}}
  c: {does: visit_site, name: 现场核查, assumption: true, choice: unknown, after: {activity: b, ground: custom}}
  r:
    {does: verify, name: 整改复查, assumption: true, writes: again, repeat: {until: not(again)},
     after: {activity: c, ground: custom, if_skipped: skip}}
  d:
    {does: decide, name: 决定, item: permit, outcomes: [granted, refused],
     after: [{activity: b, ground: custom}, {activity: r, ground: custom, if_skipped: run}]}
""")
MONDAY = dt.datetime(2026, 3, 2, 9, tzinfo=dt.timezone(dt.timedelta(hours=8)))


def write_days(*traces: str) -> EventLog:
    """One case for each text: letters, an event a minute; a digit passes so many days."""
    builder = LogBuilder()
    for number, trace in enumerate(traces):
        at = MONDAY
        for sign in trace:
            if sign.isdigit():
                at += dt.timedelta(days=int(sign))
            else:
                at += dt.timedelta(minutes=1)
                builder.add(str(number), sign, at)
    return builder.build()


def tell(*traces: str) -> list[tuple[str, str, str | None, list[int]]]:
    replay = replay_log(write_days(*traces), PERMIT)
    return [(one.kind.value, one.activity, one.other, one.cases.tolist()) for one in replay.departures]


def test_a_case_that_follows_the_definition_departs_nowhere() -> None:
    assert tell("abd", "abcrd", "abcrrrd") == []


def test_what_had_to_happen_and_was_passed_over_is_skipped() -> None:
    assert tell("abd", "ad") == [("skipped", "b", None, [1])]


def test_a_case_that_stops_before_its_end_is_not_finished() -> None:
    assert tell("ab", "abd") == [("unfinished", "d", None, [0])]


def test_what_happens_twice_and_may_not_is_repeated() -> None:
    assert tell("abbd") == [("repeated", "b", None, [0])]


def test_what_comes_before_what_it_waits_for_is_out_of_order() -> None:
    assert tell("bad") == [("reordered", "b", "a", [0])]


def test_what_waits_for_a_skipped_step_waits_for_what_that_one_waited_for() -> None:
    assert ("reordered", "d", "b", [0]) in tell("adb")


def test_what_depends_on_a_step_that_stayed_away_is_without_its_ground() -> None:
    assert tell("abrd") == [("unfounded", "r", "c", [0])]


def test_what_the_definition_does_not_have_is_unknown() -> None:
    assert tell("abxd") == [("unknown", "x", None, [0])]


def test_limits_of_a_step_of_an_item_and_of_the_whole_are_told_with_their_cases() -> None:
    replay = replay_log(write_days("abd", "a9b9d9", "a9b9d9999"), PERMIT)

    exceeded = [(one.basis, one.activity, one.limit, one.cases.tolist()) for one in replay.departures]

    assert exceeded == [("promised", "case", "3wd", [1, 2]), ("step", "b", "1wd", [1, 2])]
    assert (replay.fitness, replay.obeying.tolist()) == (1.0, [True, False, False])


def test_the_events_behind_a_departure_are_those_of_both_steps() -> None:
    log = write_days("bad")
    replay = replay_log(log, PERMIT)

    rows = replay.events_behind(replay.departures[0], 0)

    assert [log.activity_names[code] for code in log.activity[rows]] == ["b", "a"]


def test_a_mapping_says_which_step_a_name_of_the_log_is() -> None:
    replay = replay_log(write_days("abxd"), PERMIT, mapping={"x": None})

    assert replay.departures == ()


def test_a_case_without_events_is_not_judged() -> None:
    builder = LogBuilder()
    builder.add_case("empty")

    replay = replay_log(builder.build(), PERMIT)

    assert (replay.departures, replay.judged.tolist(), replay.fitness) == ((), [False], 1.0)


@example(["aab", "cbab"], ["bc"])  # what is repeated waits for c through a, though a stayed away
@example(["b", "dcac"], ["c"])  # in a circle, too, nothing happens without its ground
@settings(deadline=None, max_examples=examples(60, proof=1000))
@given(TRACES, TRACES)
def test_the_cases_that_fit_are_those_whose_alignment_with_the_net_costs_nothing(
    traces: list[str], others: list[str]
) -> None:
    modelled = discover_definition(write_log(*traces), noise=0.2)
    if not modelled.definition.activities:
        return
    log = write_log(*others, *traces)
    replay = replay_log(log, modelled.definition)

    aligned = check_conformance(log, modelled.definition, align=True).aligned

    assert aligned is not None
    cost = dict(enumerate(aligned.alignments.costs.tolist()))
    fits = [cost[variant] == 0 for variant in replay.variants.of_case.tolist() if variant >= 0]
    assert replay.fitting[replay.judged].tolist() == fits


@pytest.mark.parametrize("trace", ["abd", "abcrd", "abcrrd", "ad", "abrd", "abbd", "adb", "ab", "bad", "abcd"])
def test_the_net_of_a_definition_judges_as_replay_does(trace: str) -> None:
    log = write_days(trace)

    aligned = align_variants(count_variants(log), net_of_definition(PERMIT))

    assert (aligned.quality.cost == 0) == (replay_log(log, PERMIT).fitness == 1.0)


@pytest.mark.parametrize("run", RUNS, ids=[path.stem for path in RUNS])
def test_the_record_of_a_run_replays_on_its_own_definition(run: Path) -> None:
    for case in play(read_script(run)).cases.values():
        log = log_record([(case.case, case.events, {})], case.definition)

        replay = replay_log(log, case.definition, with_limits=False)

        # What was added to the case by hand (加签) and what undid a legal act are no steps of the definition.
        kinds = {one.kind.value for one in replay.departures}
        assert kinds <= ({"unknown"} if len(case.definitions) == 1 else {"unknown", "skipped"})
        assert "unknown" in kinds or len(case.definitions) > 1 or replay.fitness == 1.0
