"""My matters: progress, what comes next, the correction, taking back; nobody else's."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from portal_town import PortalTown, make_key
from small_town import NOW, state_of
from uploads import HTML, PDF, upload
from zaizao.net import commands as asked
from zaizao_city.casework.models import Case, CorrectionNotice, Document
from zaizao_city.casework.selectors.case_page import get_case_page
from zaizao_city.casework.services.accepting import request_correction
from zaizao_city.casework.services.commands import carry_out
from zaizao_city.foundation.record.subscribing import run_subscribers
from zaizao_city.identity.middleware import ACTING_FOR
from zaizao_city.identity.models import Enterprise, EnterpriseAgent
from zaizao_city.portal.selectors.progress import find_next, make_ribbon

LATER = NOW + dt.timedelta(minutes=30)


def correct(town: PortalTown) -> Case:
    done = town.apply(materials=town.papers_without("layout-plan", "food-safety-rules"))
    request_correction(
        done.case_id, work="intake#1", gaps=("layout-plan", "food-safety-rules"), reason="缺两份，补上就能受理。",
        actor=town.clerk, key=make_key(), now=LATER,
    )  # fmt: skip
    return Case.objects.get(pk=done.case_id)


def test_a_visitor_signs_in_first(town: PortalTown) -> None:
    done = town.apply()

    assert Client().get(f"/cases/{done.reference}/")["Location"] == f"/sign-in/?next=/cases/{done.reference}/"


@pytest.mark.parametrize("page", ["", "days/", "supply/", "say/", "withdraw/"])
def test_anothers_case_is_as_if_there_were_none(town: PortalTown, page: str) -> None:
    done = town.apply()
    stranger = town.sign_in(town.make_actor("李四"))
    forged = {"once": make_key(), "text": "看看", "file_lease": upload("a.pdf", PDF)}
    length = Case.objects.get().length

    address = f"/cases/{done.reference}/{page}"
    answer = stranger.get(address) if page in {"", "days/"} else stranger.post(address, forged)

    assert answer.status_code == 404
    assert Case.objects.get().length == length


@pytest.mark.parametrize("reference", ["JN-2026-999999", "x", "JN-2026-000001'--", "%00"])
def test_a_number_that_is_none_is_told_plainly(town: PortalTown, reference: str) -> None:
    assert town.client.get(f"/cases/{reference}/").status_code == 404


def test_an_accepted_case_shows_its_days_and_whose_turn_it_is(town: PortalTown) -> None:
    done = town.apply()
    town.accept(done.case_id, now=NOW)
    answer = town.client.get(f"/cases/{done.reference}/")

    assert "2026年2月28日" in answer.context["deadline"].caption
    assert answer.context["headline"] == "正在办，不用您做什么"
    assert "形式审查" in answer.context["step"].text


def test_every_limit_is_derived_day_by_day(town: PortalTown) -> None:
    done = town.apply()
    empty = town.client.get(f"/cases/{done.reference}/days/").content.decode()
    town.accept(done.case_id, now=NOW)
    clocks = dict(town.client.get(f"/cases/{done.reference}/days/").context["clocks"])

    assert "还没有开始计时" in empty
    assert "2026年2月28日" in clocks["整件事"].caption
    assert [day.on.day for day in clocks["整件事"].days if day.make_up] == [14, 28]


def test_the_ribbon_stands_where_the_case_stands(town: PortalTown) -> None:
    done = town.apply()
    town.accept(done.case_id, now=NOW)
    page = get_case_page(town.applicant, done.reference, now=LATER)
    intake, fork, delivery = make_ribbon(page).parts

    assert (intake.standing, delivery.standing) == ("done", "todo")
    assert {track.name: track.standing for track in fork.tracks} == {
        "个体工商户设立登记（营业执照）": "now",
        "食品经营许可": "now",
        "公众聚集场所投入使用、营业前消防安全检查": "todo",
        "户外招牌设置审批": "now",
    }


def test_a_correction_is_answered_by_the_applicant(town: PortalTown) -> None:
    case = correct(town)
    page = town.client.get(f"/cases/{case.reference}/")
    files = {"file_layout-plan": upload("a.pdf", PDF), "file_food-safety-rules": upload("b.pdf", PDF)}
    answer = town.client.post(f"/cases/{case.reference}/supply/", {"once": make_key(), **files})

    assert "缺两份，补上就能受理。" in page.content.decode()
    assert answer.status_code == 302
    assert CorrectionNotice.objects.get().answered_at is not None
    assert Document.objects.exclude(file=None).count() == 2
    assert not find_next(get_case_page(town.applicant, case.reference, now=LATER)).is_yours


def test_a_bad_file_answers_no_correction(town: PortalTown) -> None:
    case = correct(town)
    files = {"file_layout-plan": upload("a.pdf", HTML)}
    answer = town.client.post(f"/cases/{case.reference}/supply/", {"once": make_key(), **files})

    assert answer.status_code == 422
    assert "a.pdf" in answer.content.decode()
    assert CorrectionNotice.objects.get().answered_at is None
    assert "layout-plan" not in state_of(case.pk).papers


def test_supplying_nothing_says_so(town: PortalTown) -> None:
    case = correct(town)
    answer = town.client.post(f"/cases/{case.reference}/supply/", {"once": make_key()})

    assert answer.status_code == 422
    assert "请至少选一个文件" in answer.content.decode()


def test_the_same_files_twice_are_handed_in_once(town: PortalTown) -> None:
    case = correct(town)
    key = make_key()
    for _ in range(2):
        files = {"file_layout-plan": upload("a.pdf", PDF)}
        town.client.post(f"/cases/{case.reference}/supply/", {"once": key, **files})
    names = [entry.name for entry in get_case_page(town.applicant, case.reference, now=LATER).record]

    assert names.count("FileAdded") == 1


def test_a_gap_is_asked_for_until_its_day(town: PortalTown) -> None:
    done = town.apply(materials=town.papers_without("lease"))
    town.accept(done.case_id, gaps=("lease",), now=NOW)
    step = find_next(get_case_page(town.applicant, done.reference, now=LATER))

    assert [one.material for one in step.wanted] == ["lease"]
    assert "最迟" in step.text


def test_words_to_the_people_on_the_case_stay_in_its_record(town: PortalTown) -> None:
    done = town.apply()
    answer = town.client.post(f"/cases/{done.reference}/say/", {"once": make_key(), "text": "下周一我在店里"})
    page = town.client.get(f"/cases/{done.reference}/").content.decode()

    assert answer.status_code == 302
    assert "下周一我在店里" in page


def test_withdrawing_asks_once_more_and_ends_the_case(town: PortalTown) -> None:
    done = town.apply()
    asked_page = town.client.get(f"/cases/{done.reference}/withdraw/").content.decode()
    town.client.post(f"/cases/{done.reference}/withdraw/", {"once": make_key(), "reason": "不开了"})

    assert "可以重新申请" in asked_page
    assert Case.objects.get().status == "closed"


def test_the_list_shows_ones_own_and_asks_a_fixed_number_of_times(
    town: PortalTown, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    references = [town.apply(key=make_key()).reference for _ in range(3)]
    town.client.get("/cases/")
    with django_assert_num_queries(9):
        page = town.client.get("/cases/").content.decode()

    assert all(reference in page for reference in references)
    assert references[0] not in town.sign_in(town.make_actor("李四")).get("/cases/").content.decode()


def test_a_case_that_waits_for_the_applicant_says_so_in_the_list(town: PortalTown) -> None:
    correct(town)

    assert "等您补材料" in town.client.get("/cases/").content.decode()


def test_an_enterprise_is_applied_for_and_seen_by_those_who_act_for_it(town: PortalTown) -> None:
    firm = Enterprise.objects.create(name="泉边餐饮公司", credit_code="91370100MA3DXXXX1X")
    colleague = town.make_actor("孙阳")
    for person in (town.applicant.person_id, colleague.person_id):
        EnterpriseAgent.objects.create(enterprise=firm, person_id=person, from_on=dt.date(2020, 1, 1))
    session = town.client.session
    session[ACTING_FOR] = str(firm.key)
    session.save()
    town.begin()
    town.fill_in()
    town.hand_in()
    address = town.submit()["Location"]

    assert Case.objects.get().enterprise == firm
    assert town.sign_in(colleague).get(address).status_code == 200
    assert town.sign_in(town.make_actor("李四")).get(address).status_code == 404


def test_an_empty_list_says_what_to_do(town: PortalTown) -> None:
    for address in ("/cases/", "/results/", "/messages/"):
        assert 'class="empty"' in town.client.get(address).content.decode()


@pytest.mark.django_db(transaction=True)  # subscribers are given what is committed
def test_results_and_messages_come_with_a_decision(town: PortalTown) -> None:
    done = town.apply()
    town.accept(done.case_id, now=NOW)
    officer = town.approver("market-regulation")
    for work, outcome in (("check-licence#1", "passed"), ("register#1", "granted")):
        command = asked.Complete(work, outcome)
        carry_out(done.case_id, command, actor=officer, key=make_key(), now=LATER)
    while run_subscribers():
        pass
    results, messages = town.client.get("/results/").content.decode(), town.client.get("/messages/").content.decode()
    town.client.post("/messages/read/", {"once": make_key()})

    assert "营业执照" in results
    assert "有了决定" in messages
    assert not town.client.get("/messages/").context["has_unread"]


def test_the_promise_board_counts_what_ran_out(town: PortalTown, monkeypatch: pytest.MonkeyPatch) -> None:
    done = town.apply()
    town.accept(done.case_id, now=NOW)
    monkeypatch.setattr("zaizao_city.portal.views.front.read_clock", lambda: dt.datetime(2026, 3, 10, 9))
    (kept,) = Client().get("/promises/").context["kept"]

    assert (kept.name, kept.promised, kept.kept, kept.broken, kept.share) == ("开办餐饮店", "7个工作日", 0, 1, 0.0)
