"""Reads for the desk and the portal: lists by deadline, the facts of a case page, and who may see them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from attrs import evolve

from small_town import NOW, Town
from zaizao.net import commands as asked
from zaizao.notation import draw_lanes, draw_ribbon
from zaizao_city.casework.errors import NoSuchCaseError
from zaizao_city.casework.models import Case
from zaizao_city.casework.selectors.case_page import get_case_page
from zaizao_city.casework.selectors.cases import CaseFilter, list_cases, list_own_cases
from zaizao_city.casework.selectors.work import count_by_chain, count_open, list_work
from zaizao_city.casework.selectors.work_lines import WorkFilter
from zaizao_city.casework.services.commands import carry_out
from zaizao_city.identity.actor import Actor
from zaizao_city.identity.enums import Role

LATER = NOW + dt.timedelta(minutes=30)


@pytest.fixture
def accepted(town: Town) -> str:
    done = town.apply()
    town.accept(done.case_id, gaps=("lease",), pledges=("premises-proof", "fire-conformity"), now=LATER)
    return done.reference


def test_an_organisation_sees_its_work_by_deadline(town: Town, accepted: str) -> None:
    page = list_work(town.approver("market-regulation"))

    assert [row.activity for row in page.rows] == ["check-layout", "check-licence"]
    assert [row.reference for row in page.rows] == [accepted, accepted]
    assert page.after is None


def test_pages_follow_each_other_without_a_gap(town: Town) -> None:
    for number in range(5):
        town.apply(key=str(number), now=NOW + dt.timedelta(minutes=number))
    first = list_work(town.clerk, limit=2)
    second = list_work(town.clerk, limit=2, after=first.after)
    third = list_work(town.clerk, limit=2, after=second.after)

    found = [row.reference for page in (first, second, third) for row in page.rows]
    assert found == [f"JN-2026-00000{number}" for number in range(1, 6)]
    assert third.after is None


def test_a_cursor_that_somebody_made_up_begins_at_the_beginning(town: Town, accepted: str) -> None:
    whole = list_work(town.approver("market-regulation"))

    for forged in ("x", "W10", "WzEsMl0", "bnVsbA", "🙂"):
        assert list_work(town.approver("market-regulation"), after=forged).rows == whole.rows


def test_a_list_of_work_takes_one_query_however_long_and_of_however_many_organisations(
    town: Town, accepted: str, django_assert_num_queries: Callable
) -> None:
    town.apply(key="another")
    both = _work_of_two(town)

    with django_assert_num_queries(1):
        page = list_work(both, narrow=WorkFilter(process="open-restaurant"))

    assert {row.organisation_id for row in page.rows} == {held.organisation_id for held in both.roles}
    assert [(row.sort_at, row.id) for row in page.rows] == sorted((row.sort_at, row.id) for row in page.rows)


def _work_of_two(town: Town) -> Actor:
    """Somebody who has work at the window and in an organisation that decides."""
    approver = town.approver("market-regulation")
    return evolve(approver, roles=(*approver.roles, *town.clerk.roles))


def test_work_is_counted_by_chain_with_what_is_late(town: Town, accepted: str) -> None:
    counted = count_by_chain(town.approver("market-regulation"), now=NOW + dt.timedelta(days=60))

    assert [(one.process, one.count, one.late) for one in counted] == [("open-restaurant", 2, 2)]


def test_the_versions_of_a_process_are_counted_together_under_the_latest(town: Town, accepted: str) -> None:
    town.accept(town.apply(key="another").case_id)
    latest = Case.objects.order_by("-pk")[0]
    Case.objects.filter(reference=accepted).update(digest="zd1:of-yesterday")

    (counted,) = count_by_chain(town.approver("market-regulation"), now=LATER)

    assert (counted.process, counted.count, counted.digest) == ("open-restaurant", 4, latest.digest)


def test_all_work_in_reach_is_counted_together(town: Town, accepted: str) -> None:
    town.apply(key="another")
    both = _work_of_two(town)

    counted = count_by_chain(both, now=LATER)

    assert (count_open(both), sum(one.count for one in counted), len(list_work(both).rows)) == (3, 3, 3)


def test_applicants_see_their_own_cases_and_nobody_elses(town: Town, accepted: str) -> None:
    assert [case.reference for case in list_own_cases(town.applicant).rows] == [accepted]
    assert list_own_cases(town.make_actor("别人")).rows == ()
    with pytest.raises(NoSuchCaseError):
        get_case_page(town.make_actor("别人"), accepted, now=LATER)


def test_an_organ_without_work_in_the_case_does_not_find_it(town: Town, accepted: str) -> None:
    with pytest.raises(NoSuchCaseError):
        get_case_page(town.approver("water-laboratory"), accepted, now=LATER)
    assert get_case_page(town.approver("market-regulation"), accepted, now=LATER).case.reference == accepted


def test_the_case_page_has_the_clocks_with_their_derivation(town: Town, accepted: str) -> None:
    page = get_case_page(town.applicant, accepted, now=LATER)

    food = next(clock for clock in page.clocks if (clock.what, clock.kind) == ("food", "statutory"))
    assert (food.day, food.color, food.days_left) == ("2026-03-18", "green", 20)
    assert "春节" in food.explain()
    assert "Spring Festival" in food.explain("en")


def test_the_case_page_tells_the_record_with_names(town: Town, accepted: str) -> None:
    page = get_case_page(town.applicant, accepted, now=LATER)

    done = next(entry for entry in page.record if entry.name == "ActivityDone")
    assert (done.who, done.sentence) == ("刘倩", "“综合受理”办结：受理")
    assert any("刘倩" in detail for detail in done.details)
    assert page.record[0].sentence == "收件"


def test_the_case_page_shows_where_it_stands(town: Town, accepted: str) -> None:
    page = get_case_page(town.applicant, accepted, now=LATER)

    assert page.standing.activities["intake"].status.value == "done"
    assert "<svg" in draw_lanes(page.definition, standing=page.standing)
    assert "<svg" in draw_ribbon(page.definition, standing=page.standing)
    assert {one.material: one.status for one in page.materials}["lease"] == "gap"


def test_what_may_be_done_is_what_the_port_would_let_pass(town: Town, accepted: str) -> None:
    approver = town.approver("market-regulation")
    page = get_case_page(approver, accepted, now=LATER)

    assert [(one.activity, one.acts) for one in page.doable] == [
        ("check-layout", ("complete", "assign", "delegate", "transfer")),
        ("check-licence", ("complete", "assign", "delegate", "transfer")),
    ]
    assert get_case_page(town.applicant, accepted, now=LATER).doable == []


def test_the_number_of_queries_of_a_case_page_does_not_grow_with_its_record(
    town: Town, accepted: str, django_assert_num_queries: Callable
) -> None:
    with django_assert_num_queries(14):
        get_case_page(town.applicant, accepted, now=LATER)
    case_id = Case.objects.get(reference=accepted).pk
    for number in range(20):
        carry_out(case_id, asked.Comment(str(number)), actor=town.applicant, key=str(number), now=LATER)

    with django_assert_num_queries(14):
        get_case_page(town.applicant, accepted, now=LATER)


def test_leaders_see_the_cases_below_them_filtered(town: Town, accepted: str) -> None:
    leader = town.make_actor("袁洁", Role.LEADER)

    assert [case.reference for case in list_cases(leader).rows] == [accepted]
    assert list_cases(leader, narrow=CaseFilter(status="closed")).rows == ()
