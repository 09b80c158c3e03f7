"""Deciding: side by side, with reasons, reviewed by somebody else; results, pledges found broken, revocation."""

from __future__ import annotations

import datetime as dt

import pytest

from small_town import NOW, Town, case_of, state_of
from zaizao_city.casework.errors import (
    CommandRefusedError,
    NoSuchOrganError,
    NoSuchResultError,
    NotOfThatOrganError,
    OwnRefusalError,
    PledgeStateError,
    ReasonMissingError,
)
from zaizao_city.casework.mapping.records import stream_of
from zaizao_city.casework.models import Case, CreditEntry, Document, IssuedResult, Pledge, Visit, WorkItem
from zaizao_city.casework.selectors.pledges import list_credit, list_pledges
from zaizao_city.casework.services.applying import name_helper, withdraw_case
from zaizao_city.casework.services.deciding import complete_work, grant_item, refuse_item
from zaizao_city.casework.services.handing import assign_work, delegate_work, transfer_work
from zaizao_city.casework.services.pledging import check_pledge, mend_credit, open_revocation, record_credit
from zaizao_city.casework.services.rebuilding import prove_case
from zaizao_city.casework.services.results import revoke_result, use_result
from zaizao_city.casework.services.timing import extend_item, resume_item, suspend_item
from zaizao_city.casework.services.visiting import count_visit
from zaizao_city.foundation.record.reading import read_stream
from zaizao_city.identity.actor import Actor
from zaizao_city.identity.enums import Role
from zaizao_city.identity.errors import NotPermittedError
from zaizao_city.identity.models import Organisation, RoleAssignment

LATER = NOW + dt.timedelta(minutes=30)
NEXT = dt.datetime(2026, 2, 13, 10, 0)


@pytest.fixture
def accepted(town: Town) -> int:
    done = town.apply(materials=town.papers_without("premises-proof", "fire-conformity"))
    town.accept(done.case_id, pledges=("premises-proof", "fire-conformity"), now=LATER)
    return done.case_id


def _register(town: Town, case_id: int) -> Actor:
    officer = town.approver("market-regulation")
    complete_work(case_id, work="check-licence#1", outcome="passed", actor=officer, key="c", now=LATER)
    grant_item(case_id, work="register#1", actor=officer, key="r", now=LATER)
    return officer


def test_departments_decide_side_by_side_and_results_are_issued(town: Town, accepted: int) -> None:
    _register(town, accepted)
    grant_item(accepted, work="permit-fire#1", actor=town.approver("fire-rescue"), key="f", now=LATER)

    assert list(IssuedResult.objects.values_list("number", "name", "organisation__code")) == [
        ("ZZ-2026-000001", "营业执照", "yunhe-market-regulation"),
        ("ZZ-2026-000002", "消防安全检查意见书", "yunhe-fire-rescue"),
    ]
    assert set(WorkItem.objects.values_list("activity", flat=True)) == {"check-layout", "visit-sign"}
    assert prove_case(accepted).differences == ()


def test_a_refusal_says_why_and_what_else_and_somebody_else_looks_at_it(town: Town, accepted: int) -> None:
    _register(town, accepted)
    officer = town.approver("fire-rescue", "孙浩")
    words = {"reasons": "疏散通道净宽 0.9 米", "remedy": "六十日内申请行政复议", "way_forward": "拓宽后可重新申请"}
    with pytest.raises(CommandRefusedError) as refused:
        refuse_item(accepted, work="permit-fire#1", actor=officer, key="1", now=LATER, **{**words, "way_forward": ""})
    assert refused.value.code == "refusal-incomplete"

    refuse_item(accepted, work="permit-fire#1", actor=officer, key="2", now=LATER, **words)

    review = Case.objects.get(process="refusal-review")
    assert (review.applicant_id, review.kind) == (town.applicant.person_id, "matter")
    assert state_of(review.pk).facts.get("reasons") == "疏散通道净宽 0.9 米"
    names = [entry.name for entry in read_stream(stream_of(case_of(accepted).reference))]
    assert names[-1] == "ReviewOpened"


def test_whoever_refused_does_not_review_it(town: Town, accepted: int) -> None:
    _register(town, accepted)
    officer = town.approver("fire-rescue")
    words = {"reasons": "通道过窄", "remedy": "行政复议", "way_forward": "拓宽后重新申请"}
    refuse_item(accepted, work="permit-fire#1", actor=officer, key="2", now=LATER, **words)
    review = Case.objects.get(process="refusal-review")
    here = Organisation.objects.get(pk=review.organisation_id)
    same = Actor(
        officer.account_key, officer.person_key, officer.person_id, "x",
        roles=town.make_actor("y", Role.SUPERVISOR).roles,
    )  # fmt: skip
    finding = {"finding": "依据充分", "help": "已预约技术指导"}
    asked = {"work": "review#1", "outcome": "upheld", "facts": finding, "now": LATER}

    with pytest.raises(OwnRefusalError):
        complete_work(review.pk, actor=same, key="3", **asked)
    complete_work(review.pk, actor=town.make_actor("督查员", Role.SUPERVISOR), key="4", **asked)

    assert here.code == "yunhe-approval-bureau"
    assert state_of(review.pk).facts.get("help") == "已预约技术指导"


def test_a_result_serves_another_case_of_the_same_applicant_until_it_is_revoked(town: Town, accepted: int) -> None:
    officer = _register(town, accepted)
    second = town.apply(key="second", materials=town.papers_without("premises-proof"))
    number = IssuedResult.objects.get().number

    use_result(second.case_id, material="business-licence", number=number, actor=town.applicant, key="u", now=LATER)
    assert Document.objects.get(case_id=second.case_id, material="business-licence").result == number

    for _ in range(2):
        said = {"reason": "虚假材料", "basis": "行政许可法第六十九条"}
        revoke_result(number, **said, actor=officer, key="revoke", now=LATER)
    with pytest.raises(NoSuchResultError):
        use_result(second.case_id, material="business-licence", number=number, actor=town.applicant, key="v", now=LATER)
    with pytest.raises(NoSuchResultError):
        revoke_result(number, reason="再次", basis="同上", actor=officer, key="again", now=LATER)


def test_a_result_of_somebody_else_is_not_usable(town: Town, accepted: int) -> None:
    _register(town, accepted)
    other = town.make_actor("别人")
    theirs = town.apply(key="theirs", applicant_id=other.person_id, actor=other)

    with pytest.raises(NoSuchResultError):
        use_result(
            theirs.case_id, material="business-licence", number="ZZ-2026-000001", actor=other, key="u", now=LATER
        )


def test_a_broken_pledge_changes_nothing_by_itself(town: Town, accepted: int) -> None:
    _register(town, accepted)
    officer = town.approver("market-regulation")
    pledge = Pledge.objects.get(material="premises-proof")
    with pytest.raises(PledgeStateError):
        record_credit(pledge.pk, reason="不实", basis="国办发〔2020〕42号", actor=officer, now=NEXT)

    check_pledge(pledge.pk, kept=False, finding="该址为住宅", actor=officer, now=NEXT)

    assert IssuedResult.objects.get().status == "valid"
    assert not CreditEntry.objects.exists()
    assert not Case.objects.filter(process="revocation").exists()


def test_people_decide_what_a_broken_pledge_leads_to(town: Town, accepted: int) -> None:
    officer = _register(town, accepted)
    pledge = Pledge.objects.get(material="premises-proof")
    check_pledge(pledge.pk, kept=False, finding="该址为住宅", actor=officer, now=NEXT)

    done = open_revocation(pledge.pk, result="ZZ-2026-000001", ground="承诺不实", actor=officer, key="o", now=NEXT)
    entry = record_credit(pledge.pk, reason="承诺不实", basis="国办发〔2020〕42号", actor=officer, now=NEXT)
    assert [one.pk for one in list_credit(town.applicant.person_id, now=NEXT)] == [entry.pk]

    revocation = case_of(done.case_id)
    assert (revocation.process, revocation.organisation.code) == ("revocation", "yunhe-market-regulation")
    assert entry.person_id == town.applicant.person_id
    mend_credit(entry.pk, reason="已整改", actor=town.make_actor("督查员", Role.SUPERVISOR), now=NEXT)
    assert list_credit(town.applicant.person_id, now=NEXT) == []
    assert prove_case(accepted).differences == ()


@pytest.mark.usefixtures("accepted")
def test_pledges_to_check_are_listed_for_who_relies_on_them(town: Town) -> None:
    offices = ("fire-rescue", "market-regulation", "approval-bureau", "city-management")
    found = {office: [one.material for one in list_pledges(town.approver(office)).rows] for office in offices}

    assert found == {
        "fire-rescue": ["fire-conformity"], "market-regulation": ["premises-proof"],
        "approval-bureau": [], "city-management": [],
    }  # fmt: skip


def test_only_those_who_rely_on_a_pledge_check_it(town: Town, accepted: int) -> None:
    with pytest.raises(NotPermittedError):
        check_pledge(
            Pledge.objects.get(material="premises-proof").pk, kept=True, finding="属实",
            actor=town.approver("city-management"), now=NEXT,
        )  # fmt: skip


def test_a_clock_stops_on_a_ground_of_the_law_and_goes_on(town: Town, accepted: int) -> None:
    officer = town.approver("market-regulation")
    stop = {"item": "food", "actor": officer, "now": NEXT}
    with pytest.raises(CommandRefusedError):
        suspend_item(accepted, ground="lunch", notice="稍等", key="1", **stop)

    suspend_item(accepted, ground="testing", notice="水样送检", key="2", **stop)
    assert case_of(accepted).decisions.get(item="food").is_stopped
    resume_item(accepted, item="food", actor=officer, key="3", now=dt.datetime(2026, 2, 25, 10, 0))

    food = case_of(accepted).decisions.get(item="food")
    assert (food.is_stopped, food.due_at) == (False, dt.datetime(2026, 3, 25))


def test_a_limit_is_lengthened_once(town: Town, accepted: int) -> None:
    officer = town.approver("market-regulation")
    more = {"item": "food", "limit": "10wd", "reason": "案情复杂", "notice": "已告知", "actor": officer, "now": NEXT}
    extend_item(accepted, key="1", **more)

    with pytest.raises(CommandRefusedError) as refused:
        extend_item(accepted, key="2", **more)
    assert refused.value.code == "extension"


def test_work_is_assigned_to_people_of_the_organ_and_transferred_with_a_reason(town: Town, accepted: int) -> None:
    chief, officer = town.approver("market-regulation"), town.approver("market-regulation", "陈静")
    organ = town.organs["market-regulation"]
    RoleAssignment.objects.create(
        person_id=officer.person_id, role="approver", organisation=organ, from_on=dt.date(2026, 1, 1)
    )
    work = {"work": "check-layout#1", "actor": chief, "now": LATER}
    assign_work(accepted, people=[str(officer.person_key)], key="1", **work)
    assert WorkItem.objects.get(work="check-layout#1").assignee_id == officer.person_id
    with pytest.raises(NotOfThatOrganError):
        assign_work(accepted, people=[str(town.applicant.person_key)], key="2", **work)
    with pytest.raises(NoSuchOrganError):
        transfer_work(accepted, to="moon-office", reason="不属本局", key="3", **work)
    with pytest.raises(ReasonMissingError):
        transfer_work(accepted, to="city-management", reason=" ", key="4", **work)

    transfer_work(accepted, to="city-management", reason="属城管", key="5", **work)
    assert WorkItem.objects.get(work="check-layout#1").organisation.code == "yunhe-city-management"


def test_delegated_work_comes_back_for_confirmation(town: Town, accepted: int) -> None:
    chief, other = town.approver("market-regulation"), town.approver("city-management")
    delegate_work(accepted, work="check-layout#1", to="city-management", actor=chief, key="1", now=LATER)
    complete_work(accepted, work="check-layout#1", outcome="passed", actor=other, key="2", now=LATER)
    assert WorkItem.objects.get(work="check-layout#1").organisation.code == "yunhe-market-regulation"

    complete_work(accepted, work="check-layout#1", outcome="passed", actor=chief, key="3", now=LATER)
    assert not WorkItem.objects.filter(work="check-layout#1").exists()


def test_visits_are_counted_once_each_and_explained(town: Town, accepted: int) -> None:
    for key in ("a", "a", "b"):
        count_visit(accepted, reason="递交原件", actor=town.clerk, key=key, now=LATER)

    assert (case_of(accepted).visits, Visit.objects.count()) == (2, 2)
    with pytest.raises(ReasonMissingError):
        count_visit(accepted, reason=" ", actor=town.clerk, key="c", now=LATER)
    assert prove_case(accepted).differences == ()


def test_a_helper_owns_the_case_and_may_hand_in_for_the_applicant_but_not_withdraw(town: Town, accepted: int) -> None:
    helper = town.make_actor("帮办员", Role.HELPER)
    RoleAssignment.objects.create(
        person_id=helper.person_id, role="helper", organisation=town.district, from_on=dt.date(2026, 1, 1)
    )
    length = case_of(accepted).length
    for _ in range(2):
        name_helper(accepted, helper=str(helper.person_key), actor=town.clerk, key="n1", now=LATER)

    assert case_of(accepted).length == length + 1
    assert case_of(accepted).owner_id == helper.person_id
    with pytest.raises(NotPermittedError):
        withdraw_case(accepted, actor=helper, key="1", now=LATER)
    with pytest.raises(NotOfThatOrganError):
        name_helper(accepted, helper=str(town.applicant.person_key), actor=town.clerk, key="n2", now=LATER)
