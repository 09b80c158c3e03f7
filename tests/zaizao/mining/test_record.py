"""The engine's events as a log: work handed out and work done, each round once, with the zone the city lives in."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from zaizao.eventlog import EventLog
from zaizao.mining.record import GROUP, OUTCOME, log_record
from zaizao.net.scripts import play, read_script

PACKS = Path(__file__).resolve().parents[3] / "packs"
SHANGHAI = dt.timezone(dt.timedelta(hours=8))


def _log(run: str) -> EventLog:
    played = play(read_script(PACKS / run)).first
    return log_record([(played.case, played.events, {"district": "历下"})], played.definition, zone=SHANGHAI)


def _done(log: EventLog) -> list[str]:
    complete = log.lifecycle_names.index("complete")
    return [log.activity_names[a] for a, step in zip(log.activity, log.lifecycle, strict=True) if step == complete]


def test_a_run_of_the_restaurant_is_a_log_of_what_was_done() -> None:
    log = _log("restaurant/runs/spring-festival.yaml")

    assert _done(log)[0] == "综合受理"
    assert _done(log)[-1] == "统一归档"
    assert _done(log).count("布局审核") == 2, "it was sent back once"
    assert log.case_attributes["district"].pick(0) == "历下"


def test_work_is_handed_out_before_it_is_done_and_belongs_to_an_organ() -> None:
    log = _log("restaurant/runs/spring-festival.yaml")

    assert (log.lifecycle_names, log.attributes[GROUP].pick(0)) == (("schedule", "complete"), "综合窗口")
    assert set(log.attributes[OUTCOME].names) >= {"accepted", "granted"}
    assert log.order_is_given
    assert set(log.offset.tolist()) == {480}


def test_each_round_of_what_repeats_counts_once() -> None:
    log = _log("matters/runs/grid-event.yaml")

    done = _done(log)

    assert max(done.count(name) for name in done) > 1


def test_a_case_without_events_stays_in_the_log() -> None:
    played = play(read_script(PACKS / "restaurant/runs/silence.yaml")).first

    log = log_record([("empty", (), {}), (played.case, played.events, {})], played.definition)

    assert log.case_names == ("empty", played.case)
    assert len(log.order.rows_of(0)) == 0
