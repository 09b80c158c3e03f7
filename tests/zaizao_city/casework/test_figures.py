"""Figures over many cases: batches, the promise board, and the reductions from what really happened."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import pytest

from small_town import LATER, NOW, Town, case_of
from zaizao.net import commands as asked
from zaizao_city.casework.models import Case, WorkItem
from zaizao_city.casework.selectors.promises import Period, list_cases_behind, list_promises
from zaizao_city.casework.selectors.reality import measure_reality
from zaizao_city.casework.services.commands import carry_out
from zaizao_city.casework.services.grouping import carry_out_many, decide_many
from zaizao_city.casework.services.rebuilding import prove_case
from zaizao_city.casework.services.ticking import tick_due
from zaizao_city.casework.services.visiting import count_visit

YEAR = Period(dt.datetime(2026, 1, 1), dt.datetime(2027, 1, 1))
SPRING = dt.datetime(2026, 3, 3, 10, 0)


@pytest.fixture
def three(town: Town) -> list[int]:
    return [town.apply(key=str(number)).case_id for number in range(3)]


def test_a_batch_is_one_act_for_each_case_and_refusals_touch_nobody_else(town: Town, three: list[int]) -> None:
    carry_out(three[1], asked.Withdraw(), actor=town.applicant, key="w", now=LATER)
    wanted = [(case_id, asked.Complete("intake#1", "accepted")) for case_id in three]

    answers = carry_out_many(wanted, actor=town.clerk, key="batch", now=LATER)

    assert [answer.refusal.code if answer.refusal else None for answer in answers] == [None, "case-closed", None]
    assert [case_of(case_id).status for case_id in three] == ["open", "closed", "open"]
    assert all(prove_case(case_id).differences == () for case_id in three)


def test_a_batch_sent_again_does_nothing_twice(town: Town, three: list[int]) -> None:
    wanted = [(case_id, asked.Complete("intake#1", "accepted")) for case_id in three]
    first = carry_out_many(wanted, actor=town.clerk, key="batch", now=LATER)

    assert carry_out_many(wanted, actor=town.clerk, key="batch", now=LATER) == first


def test_many_work_items_get_the_same_outcome(town: Town, three: list[int]) -> None:
    carry_out_many(
        [(case_id, asked.Complete("intake#1", "accepted")) for case_id in three],
        actor=town.clerk, key="a", now=LATER,
    )  # fmt: skip
    rows = WorkItem.objects.filter(activity="check-licence").values_list("pk", flat=True)

    decide_many(rows, outcome="passed", actor=town.approver("market-regulation"), key="b", now=LATER)

    assert WorkItem.objects.filter(activity="register").count() == 3


def test_the_promise_board_counts_cases_that_can_be_listed(town: Town, three: list[int]) -> None:
    for case_id in three:
        town.accept(case_id, now=LATER)
    tick_due(now=SPRING)
    Case.objects.filter(pk=three[0]).update(status="closed", outcome="finished", closed_at=LATER)

    (promise,) = list_promises(YEAR, now=SPRING)

    assert (promise.name, promise.kept, promise.broken, promise.running) == ("开办餐饮店", 1, 2, 0)
    assert promise.rate == pytest.approx(1 / 3)
    broken = list_cases_behind(YEAR, process="open-restaurant", outcome="broken", now=SPRING).rows
    assert sorted(case.pk for case in broken) == three[1:]
    assert all(case.is_promise_broken for case in broken)


def test_a_promise_that_runs_is_neither_kept_nor_broken(town: Town, three: list[int]) -> None:
    for case_id in three:
        town.accept(case_id, now=LATER)
    carry_out(three[0], asked.Withdraw(), actor=town.applicant, key="w", now=LATER)

    (promise,) = list_promises(YEAR, now=LATER)

    assert (promise.kept, promise.broken, promise.running, promise.rate) == (0, 0, 2, None)


def test_what_really_happened_is_counted_from_closed_cases(town: Town, three: list[int]) -> None:
    for case_id in three[:2]:
        count_visit(case_id, reason="递交原件", actor=town.clerk, key=str(case_id), now=LATER)
        Case.objects.filter(pk=case_id).update(status="closed", outcome="finished", closed_at=SPRING)

    found = measure_reality("open-restaurant", since=YEAR.since, until=YEAR.until)

    assert found is not None
    assert (found.cases, found.materials, found.certificates, found.visits) == (2, 7, Fraction(1), 1)
    assert found.elapsed == 9
    assert measure_reality("open-company", since=YEAR.since, until=YEAR.until) is None


def test_the_day_of_the_promise_is_the_last_in_time(town: Town) -> None:
    done = town.apply(now=NOW)
    town.accept(done.case_id, now=LATER)
    case = case_of(done.case_id)

    assert case.promised_at is not None
    assert list_promises(YEAR, now=case.promised_at - dt.timedelta(minutes=1))[0].running == 1
    assert list_promises(YEAR, now=case.promised_at)[0].broken == 1
