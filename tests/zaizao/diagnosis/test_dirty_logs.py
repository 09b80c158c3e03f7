"""Rules on logs survive what real logs are like: no times, odd years, nobody named, one event, cases without any."""

from __future__ import annotations

import datetime as dt
import random

import pytest

import rule_pages
from zaizao.diagnosis import diagnose
from zaizao.eventlog import EventLog, LogBuilder
from zaizao.mining.facts import gather_facts

PROCESS = """
promised: 5wd
promised_from: intake.done
materials: {lease: {name: 租赁合同}}
items:
  food:
    organ: health
    bases: [food-35]
    promised: 10wd
    clock: {limit: 1mo, from: intake.done, to: decide.done, stopped_by: [testing], basis: licensing-42}
activities:
  intake: {name: 受理, does: accept, takes: [lease], limit: 4wh, silent: {outcome: done, basis: licensing-32}}
  check: {name: 审核, does: review, limit: 24h, after: [{activity: intake, ground: custom}], who: {count: 2}}
  test: {name: 检测, does: test, item: food, limit: 30d, after: [{activity: intake, ground: custom}]}
  decide:
    name: 许可
    does: decide
    item: food
    by: health
    who: {not: [check]}
    outcomes: [granted, refused]
    after: [{activity: check, ground: law, of: licensing-34}, {activity: test, ground: custom}]
"""
YEARS = (1948, 1970, 2026, 9999)


def build_dirty_log(seed: int) -> EventLog:
    chance = random.Random(seed)
    builder = LogBuilder(order_is_given=bool(seed % 2))
    for number in range(chance.choice((1, 40, 200))):
        builder.add_case(f"c{number}")
        for _ in range(chance.randrange(6)):
            moment = dt.datetime(chance.choice(YEARS), 12, chance.randint(1, 31), chance.randrange(24), tzinfo=dt.UTC)
            builder.add(
                f"c{number}",
                chance.choice(("intake", "审核", "test", "decide", "补正", "x" * 10_000)),
                chance.choice((moment, moment, None)),
                resource=chance.choice((None, "李", "王")),
                lifecycle=chance.choice((None, "start", "complete", "suspend", "resume", "odd")),
                attributes={"outcome": chance.choice(("granted", "odd"))} if chance.random() < 0.5 else None,
            )
    return builder.build()


@pytest.mark.parametrize("seed", range(12))
def test_every_finding_of_a_dirty_log_can_be_told(seed: int) -> None:
    definition = rule_pages.define_process(PROCESS)

    found = diagnose(definition, facts=gather_facts(build_dirty_log(seed), definition), select=["zl8"])

    assert [one for one in found if not (one.say("zh") and one.say("en"))] == []


def test_an_empty_log_says_nothing() -> None:
    definition = rule_pages.define_process(PROCESS)

    assert diagnose(definition, facts=gather_facts(LogBuilder().build(), definition), select=["zl8"]) == ()
