"""Hotline orders and reviews at the desk: the same pages, the same acts, another kind of matter."""

from __future__ import annotations

import pytest

from desk_town import CLOCK, DeskTown
from zaizao_city.casework.models import Case, WorkItem
from zaizao_city.casework.services.own_processes import publish_own
from zaizao_city.casework.services.seating import seat_organs
from zaizao_city.identity.actor import SYSTEM
from zaizao_city.identity.enums import Role


@pytest.fixture
def hotline(db: None, monkeypatch: pytest.MonkeyPatch) -> DeskTown:
    town = DeskTown("matters")
    monkeypatch.setattr(CLOCK, lambda: town.now)
    publish_own(now=town.now)
    town.organs["hotline-centre"] = town._add_organisation("yunhe-hotline-centre", town.district, "organ")
    seat_organs(territory=town.district, seats=town.organs, actor=SYSTEM, now=town.now)
    town.open_account("zheng", "郑芳", Role.DISPATCHER, "hotline-centre")
    town.open_account("housing", "林工", Role.APPROVER, "housing")
    return town


def _take_down(town: DeskTown) -> str:
    said = {"fact-subject": "楼道积水", "fact-content": "积水三天", "fact-category": "building", "fact-place": "5 号楼"}
    town.sign_in("zheng").post("/desk/orders/new/", {**said, "once": "n1"})
    return str(Case.objects.get(kind="hotline_order").reference)


def test_an_order_goes_from_the_call_to_the_call_back(hotline: DeskTown) -> None:
    order = _take_down(hotline)
    zheng, housing = hotline.sign_in("zheng"), hotline.sign_in("housing")
    act = f"/desk/cases/{order}/act"

    sent = {"of": "dispatch#1", "outcome": "dispatched", "fact-departments_0": "housing", "once": "d1"}
    zheng.post(f"{act}/finish/", sent)
    assert [row.reference for row in housing.get("/desk/?view=offered").context["work"].rows] == [order]
    housing.post(f"{act}/take/", {"of": "handle#1", "once": "t1"})
    housing.post(f"{act}/finish/", {"of": "handle#1", "fact-result": "已疏通", "once": "f1"})
    back = {"of": "call-back#1", "outcome": "not_satisfied", "fact-satisfied": "no", "once": "c1"}
    zheng.post(f"{act}/finish/", back)

    again = WorkItem.objects.get()
    assert (again.activity, again.offered_to.code) == ("handle", "yunhe-housing")


def test_an_order_that_is_not_taken_needs_its_reason(hotline: DeskTown) -> None:
    order = _take_down(hotline)
    sent = {"of": "dispatch#1", "outcome": "dispatched", "fact-departments_0": "housing", "once": "d1"}
    hotline.sign_in("zheng").post(f"/desk/cases/{order}/act/finish/", sent)
    housing = hotline.sign_in("housing")

    answer = housing.post(f"/desk/cases/{order}/act/give-back/", {"of": "handle#1", "reason": ""})

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["reason"])


def test_several_orders_are_dispatched_with_one_form(hotline: DeskTown) -> None:
    for subject in ("楼道积水", "路灯不亮"):
        said = {"fact-subject": subject, "fact-content": "三天了", "fact-category": "building", "fact-place": "5 号楼"}
        hotline.sign_in("zheng").post("/desk/orders/new/", {**said, "once": subject})
    zheng, rows = hotline.sign_in("zheng"), [str(row.pk) for row in WorkItem.objects.all()]

    asked = zheng.post("/desk/batch/", {"work": rows, "to": "decide"})
    nobody = zheng.post("/desk/batch/", {"work": rows, "to": "dispatch", "sent": "yes", "once": "d0"})
    said = {"departments_0": "housing", "departments_1": "city-management"}
    done = zheng.post("/desk/batch/", {"work": rows, "to": "dispatch", "sent": "yes", "once": "d1", **said})

    assert (asked.context["way"], nobody.status_code) == ("dispatch", 422)
    assert (done.context["count"], done.context["refused"]) == (2, [])
    offered = hotline.sign_in("housing").get("/desk/?view=offered").context["work"].rows
    assert sorted(row.title for row in offered) == sorted(one.title for one in done.context["done"])


def test_orders_are_narrowed_by_category_and_status(hotline: DeskTown) -> None:
    order = _take_down(hotline)
    zheng = hotline.sign_in("zheng")

    found = zheng.get("/desk/orders/?category=building&status=open").context["cases"]
    assert [(row.reference, row.category) for row in found.rows] == [(order, "房屋")]
    assert zheng.get("/desk/orders/?category=noise").context["cases"].rows == []
    assert zheng.get("/desk/orders/?status=closed").context["cases"].rows == []


def test_every_refusal_waits_in_the_list_of_reviews_for_somebody_else(town: DeskTown) -> None:
    town.open_account("wang", "王勇", Role.APPROVER, "market-regulation")
    town.open_account("he", "何静", Role.APPROVER, "approval-bureau")
    done = town.apply()
    town.accept(done.case_id, gaps=("lease",), pledges=("premises-proof",))
    wang, act = town.sign_in("wang"), f"/desk/cases/{done.reference}/act"
    wang.post(f"{act}/finish/", {"of": "check-licence#1", "outcome": "passed", "once": "1"})
    refusal = {
        "reason": "住宅",
        "basis": "某条",
        "way_forward": "换商铺",
        "remedy": "复议",
        "confirmed": "yes",
        "once": "2",
    }
    wang.post(f"{act}/refuse/", {"of": "register#1", **refusal})
    he = town.sign_in("he")

    rows = he.get("/desk/reviews/").context["cases"].rows
    assert [row.who for row in rows] == ["周小满"]
    page = he.get(f"/desk/cases/{rows[0].reference}/")
    assert page.context["matter"].origin.reference == done.reference
    assert ("作出决定的人", "王勇") in page.context["matter"].facts
