"""The page of a case, and the acts on it: offered, confirmed, refused without losing a word."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from desk_town import DeskTown
from small_town import NOW, case_of, state_of
from zaizao_city.casework.models import Case, ItemDecision, Visit
from zaizao_city.identity.enums import Role
from zaizao_city.identity.models import PersonalDataView

LATER = NOW + dt.timedelta(minutes=30)


@pytest.fixture
def accepted(town: DeskTown) -> str:
    """An accepted case; 王勇 decides its licence and its food permit."""
    town.open_account("wang", "王勇", Role.APPROVER, "market-regulation")
    done = town.apply()
    town.accept(done.case_id, gaps=("lease",), pledges=("premises-proof", "fire-conformity"), now=LATER)
    town.now = LATER
    return done.reference


def _finish(town: DeskTown, reference: str, work: str, outcome: str = "passed") -> None:
    town.sign_in("wang").post(f"/desk/cases/{reference}/act/finish/", {"of": work, "outcome": outcome, "text": "合格"})


def test_the_page_shows_the_case_from_all_sides(town: DeskTown, accepted: str) -> None:
    page = town.sign_in("wang").get(f"/desk/cases/{accepted}/")

    text = page.content.decode()
    assert (page.status_code, page.context["matter"].chain.broken_at) == (200, None)
    for word in ("材料核对", "容缺，2月26日", "逐日看怎么算的", "《食品安全法》", "首尾相接，校验一致", "布局审核"):
        assert word in text
    days = town.sign_in("wang").get(f"/desk/cases/{accepted}/clocks/")
    assert "第1日" in days.content.decode()
    assert [(one.act.slug, one.act.of, one.act.key) for one in page.context["nexts"]] == [
        ("finish", "check-layout#1", "1"), ("finish", "check-licence#1", "2"), ("suspend", "food", "3"), ("return", "", "4"),
    ]  # fmt: skip


def test_the_page_takes_a_fixed_number_of_queries(
    town: DeskTown, accepted: str, django_assert_num_queries: Callable
) -> None:
    wang = town.sign_in("wang")
    wang.get(f"/desk/cases/{accepted}/")

    with django_assert_num_queries(26):
        wang.get(f"/desk/cases/{accepted}/")


def test_whoever_opens_a_case_stands_in_the_log_of_views(town: DeskTown, accepted: str) -> None:
    town.sign_in("wang").get(f"/desk/cases/{accepted}/")

    seen = PersonalDataView.objects.get()
    assert (seen.viewer, seen.person_key, seen.matter) == ("王勇", town.applicant.person_key, accepted)


def test_granting_is_asked_once_more_and_then_takes_effect(town: DeskTown, accepted: str) -> None:
    _finish(town, accepted, "check-licence#1")
    wang, said = town.sign_in("wang"), {"of": "register#1", "text": "准予登记", "once": "g1"}

    asked = wang.post(f"/desk/cases/{accepted}/act/grant/", said)
    assert ("不能撤回" in asked.content.decode(), _outcome(accepted, "licence")) == (True, "")

    wang.post(f"/desk/cases/{accepted}/act/grant/", {**said, "confirmed": "yes"})
    assert _outcome(accepted, "licence") == "granted"


def test_the_same_form_sent_twice_does_it_once(town: DeskTown, accepted: str) -> None:
    wang, said = town.sign_in("wang"), {"text": "已电话核对", "once": "same"}
    before = case_of(Case.objects.get(reference=accepted).pk).length

    for _ in range(3):
        wang.post(f"/desk/cases/{accepted}/act/comment/", said)

    assert Case.objects.get(reference=accepted).length == before + 1


def test_whoever_did_delegated_work_is_led_to_their_list_as_often_as_they_send_the_form(
    town: DeskTown, accepted: str
) -> None:
    town.open_account("sun", "孙浩", Role.APPROVER, "water-laboratory")
    delegated = {"of": "check-layout#1", "to": "water-laboratory", "once": "d1"}
    town.sign_in("wang").post(f"/desk/cases/{accepted}/act/delegate/", delegated)
    sun, said = town.sign_in("sun"), {"of": "check-layout#1", "outcome": "passed", "once": "f1"}
    assert sun.get(f"/desk/cases/{accepted}/").status_code == 200

    told = [sun.post(f"/desk/cases/{accepted}/act/finish/", said).headers["Location"] for _ in range(2)]

    assert told == ["/desk/", "/desk/"]
    assert sun.post(f"/desk/cases/{accepted}/act/finish/", {**said, "once": "f2"}).status_code == 404


def test_a_refusal_needs_reason_basis_way_forward_and_remedy(town: DeskTown, accepted: str) -> None:
    _finish(town, accepted, "check-licence#1")
    wang, address = town.sign_in("wang"), f"/desk/cases/{accepted}/act/refuse/"

    lacking = wang.post(address, {"of": "register#1", "reason": "住宅不得经营", "confirmed": "yes"})
    assert lacking.status_code == 422
    assert set(lacking.context["form"].errors) == {"basis", "way_forward", "remedy"}
    assert "住宅不得经营" in lacking.content.decode()

    whole = {
        "of": "register#1", "reason": "住宅不得经营", "basis": "《民法典》第二百七十九条", "way_forward": "换一处商铺",
        "remedy": "六十日内申请复议", "confirmed": "yes", "once": "r1",
    }  # fmt: skip
    wang.post(address, whole)
    assert _outcome(accepted, "licence") == "refused"
    assert Case.objects.filter(process="refusal-review").count() == 1


def test_a_clock_is_stopped_for_a_ground_and_goes_on(town: DeskTown, accepted: str) -> None:
    wang = town.sign_in("wang")

    stop = {"of": "food", "ground": "testing", "notice": "水质送检", "once": "s1"}
    assert wang.post(f"/desk/cases/{accepted}/act/suspend/", {**stop, "ground": "holiday"}).status_code == 422
    wang.post(f"/desk/cases/{accepted}/act/suspend/", stop)
    assert ItemDecision.objects.get(item="food").is_stopped

    wang.post(f"/desk/cases/{accepted}/act/resume/", {"of": "food", "once": "s2"})
    assert not ItemDecision.objects.get(item="food").is_stopped


def test_a_limit_is_extended_once_with_reason_and_notice(town: DeskTown, accepted: str) -> None:
    wang, address = town.sign_in("wang"), f"/desk/cases/{accepted}/act/extend/"
    said = {"of": "food", "limit": "10wd", "reason": "情况复杂", "notice": "延长十个工作日", "once": "e1"}

    wang.post(address, said)
    again = wang.post(address, {**said, "once": "e2"})

    assert state_of(Case.objects.get(reference=accepted).pk).items["food"].extended == "10wd"
    assert again.status_code == 409


def test_work_goes_back_to_an_earlier_step(town: DeskTown, accepted: str) -> None:
    _finish(town, accepted, "check-layout#1")
    wang = town.sign_in("wang")

    wang.post(f"/desk/cases/{accepted}/act/return/", {"to": "check-layout", "reason": "图纸换了", "once": "b1"})

    assert "check-layout#2" in dict(state_of(Case.objects.get(reference=accepted).pk).work.sorted_items())


def test_somebody_was_quicker_is_told_without_losing_the_words(town: DeskTown, accepted: str) -> None:
    town.open_account("zhao", "赵敏", Role.APPROVER, "market-regulation")
    seen = town.sign_in("zhao").get(f"/desk/cases/{accepted}/").context["page"].length
    _finish(town, accepted, "check-layout#1")

    late = town.sign_in("zhao").post(
        f"/desk/cases/{accepted}/act/finish/", {"of": "check-layout#1", "seen": seen, "text": "我写了很久的意见"}
    )

    assert late.status_code == 409
    assert late.context["refused"]["code"] == "somebody-was-quicker"
    assert "王勇" in late.content.decode()
    assert "我写了很久的意见" in late.content.decode()


def test_a_clerk_of_another_organisation_finds_nothing(town: DeskTown, accepted: str) -> None:
    town.open_account("doctor", "外人", Role.APPROVER, "water-laboratory")
    stranger = town.sign_in("doctor")

    assert stranger.get(f"/desk/cases/{accepted}/").status_code == 404
    answer = stranger.post(f"/desk/cases/{accepted}/act/finish/", {"of": "check-layout#1", "outcome": "passed"})
    assert answer.status_code == 404


def test_a_department_does_not_do_the_work_of_another(town: DeskTown, accepted: str) -> None:
    town.open_account("fire", "陈立", Role.APPROVER, "fire-rescue")
    fire = town.sign_in("fire")
    _finish(town, accepted, "check-licence#1")
    town.sign_in("wang").post(
        f"/desk/cases/{accepted}/act/grant/", {"of": "register#1", "confirmed": "yes", "once": "g"}
    )

    answer = fire.post(f"/desk/cases/{accepted}/act/grant/", {"of": "permit-sign#1", "confirmed": "yes"})

    assert answer.status_code in {403, 409}
    assert _outcome(accepted, "sign") == ""


def test_a_visit_is_counted_with_what_it_was_for(town: DeskTown, accepted: str) -> None:
    clerk = town.sign_in("clerk")

    assert clerk.post(f"/desk/cases/{accepted}/act/visit/", {"reason": ""}).status_code == 422
    clerk.post(f"/desk/cases/{accepted}/act/visit/", {"reason": "送租赁合同", "once": "v1"})

    assert [visit.reason for visit in Visit.objects.all()] == ["送租赁合同"]


def test_the_picture_has_the_same_as_a_table(town: DeskTown, accepted: str) -> None:
    page = town.sign_in("wang").get(f"/desk/cases/{accepted}/picture/")

    assert page.status_code == 200
    assert [row.name for row in page.context["rows"]][:1] == ["综合受理"]


@pytest.mark.parametrize("slug", ["nonsense", "intake"])
def test_an_act_that_is_none_is_not_found(town: DeskTown, accepted: str, slug: str) -> None:
    assert town.sign_in("wang").get(f"/desk/cases/{accepted}/act/{slug}/").status_code == 404


def _outcome(reference: str, item: str) -> str:
    return str(ItemDecision.objects.get(case__reference=reference, item=item).outcome)
