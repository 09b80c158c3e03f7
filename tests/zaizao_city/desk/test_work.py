"""My work: by deadline, narrowed by the address, saved, paged, in a fixed number of queries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client

from desk_town import DeskTown
from small_town import NOW
from zaizao_city.casework.models import CaseState, WorkItem
from zaizao_city.casework.selectors import work
from zaizao_city.casework.selectors.derivations import Mark
from zaizao_city.desk.selectors import worklist
from zaizao_city.desk.selectors.caselists import CaseRow
from zaizao_city.desk.templatetags import written_rows
from zaizao_city.identity.enums import Role
from zaizao_city.identity.models import Account


def _accept_some(town: DeskTown, count: int) -> None:
    for number in range(count):
        now = NOW + dt.timedelta(minutes=number)
        done = town.apply(key=f"a{number}", now=now)
        town.accept(done.case_id, gaps=("lease",), now=now + dt.timedelta(minutes=1))


def _open_approver(town: DeskTown, login: str = "wang") -> Client:
    town.open_account(login, "王勇", Role.APPROVER, "market-regulation")
    return town.sign_in(login)


def test_the_list_takes_the_same_queries_however_long(town: DeskTown, django_assert_num_queries: Callable) -> None:
    _accept_some(town, 2)
    wang = _open_approver(town)
    wang.get("/desk/")

    with django_assert_num_queries(10):
        assert wang.get("/desk/").content.decode().count('name="work"') == 4

    _accept_some_more(town)
    with django_assert_num_queries(10):
        assert wang.get("/desk/").content.decode().count('name="work"') == 14


def _accept_some_more(town: DeskTown) -> None:
    for number in range(5):
        now = NOW + dt.timedelta(hours=1, minutes=number)
        done = town.apply(key=f"b{number}", now=now)
        town.accept(done.case_id, gaps=("lease",), now=now + dt.timedelta(minutes=1))


def test_where_no_more_is_counted_that_is_said(town: DeskTown, monkeypatch: pytest.MonkeyPatch) -> None:
    _accept_some(town, 3)
    wang = _open_approver(town)
    for module in (work, worklist):
        monkeypatch.setattr(module, "COUNTED", 4)

    page = wang.get("/desk/")

    assert (page.context["total"], [one.count for one in page.context["chains"]]) == ("4+", ["4+"])
    assert len(page.context["work"].rows) == 6


def test_what_people_wrote_is_escaped_in_every_row() -> None:
    odd, mark = "<i>\"'&", Mark("soon", "<i>\"'&")
    row = worklist.WorkRow(7, odd, odd, odd, odd, odd, odd, mark)
    case = CaseRow(odd, odd, odd, odd, odd, NOW, mark)
    choice = worklist.Choice(odd, odd, is_chosen=True, count=odd, late=odd)

    parts = [
        written_rows.write_queue([row], query=odd, current=odd), written_rows.write_work([row], query=odd),
        written_rows.write_choices([choice]), written_rows.write_cases([case], has_category=True, by_person=False),
    ]  # fmt: skip

    assert [(part.count("&lt;i&gt;"), "<i>" in part) for part in parts] == [
        (6, False),
        (9, False),
        (4, False),
        (6, False),
    ]


def test_the_next_page_begins_after_the_last_row(town: DeskTown) -> None:
    _accept_some(town, 14)
    wang = _open_approver(town)

    first = wang.get("/desk/")
    second = wang.get("/desk/" + first.context["work"].later)

    shown = [row.id for page in (first, second) for row in page.context["work"].rows]
    assert len(shown) == len(set(shown)) == 28
    assert second.context["work"].later == ""


def test_filters_stand_in_the_address_and_nonsense_is_dropped(town: DeskTown) -> None:
    _accept_some(town, 1)
    wang = _open_approver(town)

    assert wang.get("/desk/?view=late").context["work"].rows == []
    assert len(wang.get("/desk/?process=open-restaurant").context["work"].rows) == 2
    assert wang.get("/desk/?view=x&kind=y").context["work"].query == ""


def test_a_filter_is_saved_used_and_forgotten(town: DeskTown) -> None:
    wang = _open_approver(town)

    wang.post("/desk/views/save/", {"name": "急件", "query": "view=late&evil=1"})
    assert [(one.name, one.query) for one in wang.get("/desk/").context["saved"]] == [("急件", "view=late")]

    wang.post("/desk/views/drop/", {"name": "急件"})
    assert wang.get("/desk/").context["saved"] == []


def test_a_forged_cookie_of_filters_is_none(town: DeskTown) -> None:
    wang = _open_approver(town)
    wang.post("/desk/views/save/", {"name": "急件", "query": "view=late"})
    name = next(key for key in wang.cookies if key.startswith("zaizao_views"))
    wang.cookies[name] = wang.cookies[name].value + "x"

    assert wang.get("/desk/").context["saved"] == []


def test_several_are_ended_together_each_for_itself(town: DeskTown) -> None:
    _accept_some(town, 3)
    wang = _open_approver(town)
    rows = [str(row.pk) for row in WorkItem.objects.filter(activity="check-layout")]

    asked = wang.post("/desk/batch/", {"work": rows, "to": "decide"})
    assert [value for value, _ in asked.context["chosen"].outcomes] == ["passed", "failed"]
    done = wang.post(
        "/desk/batch/", {"work": rows, "to": "decide", "sent": "yes", "outcome": "passed", "text": "合格", "once": "b1"}
    )

    assert (done.context["count"], done.context["refused"]) == (3, [])
    assert not WorkItem.objects.filter(activity="check-layout").exists()


def test_different_steps_are_not_ended_together(town: DeskTown) -> None:
    _accept_some(town, 1)
    wang = _open_approver(town)
    rows = [str(row.pk) for row in WorkItem.objects.filter(activity__startswith="check-")]

    answer = wang.post("/desk/batch/", {"work": rows, "to": "decide", "sent": "yes", "outcome": "passed"})

    assert answer.status_code == 422
    assert WorkItem.objects.filter(activity__startswith="check-").count() == 2


def test_work_is_handed_to_a_colleague(town: DeskTown) -> None:
    _accept_some(town, 2)
    wang = _open_approver(town)
    zhao = town.open_account("zhao", "赵敏", Role.APPROVER, "market-regulation")
    rows = [str(row.pk) for row in WorkItem.objects.filter(activity="check-layout")]

    wang.post(
        "/desk/batch/", {"work": rows, "to": "hand", "sent": "yes", "people": [str(zhao.person_key)], "once": "h1"}
    )

    assert {row.assignee_id for row in WorkItem.objects.filter(activity="check-layout")} == {zhao.person_id}
    assert len(town.sign_in("zhao").get("/desk/?view=mine").context["work"].rows) == 2


def test_a_stand_in_sees_and_ends_with_the_mandate(town: DeskTown) -> None:
    _accept_some(town, 1)
    wang = _open_approver(town)
    zhao = town.open_account("zhao", "赵敏", Role.CATALOGUE_EDITOR, "market-regulation")
    place = str(town.organs["market-regulation"].pk)
    said = {"stand_in": str(zhao.person_key), "organisation": place, "from_on": "2026-02-12", "until_on": "2036-12-31"}

    wang.post("/desk/stand-ins/", {**said, "reason": "出差"})
    assert len(town.sign_in("zhao").get("/desk/").context["work"].rows) == 2

    number = wang.get("/desk/stand-ins/").context["given"][0].pk
    wang.post(f"/desk/stand-ins/{number}/end/")
    assert wang.get("/desk/stand-ins/").context["given"] == []


def test_the_desk_is_for_staff(town: DeskTown) -> None:
    town.open_account("citizen", "周小满")
    Account.objects.filter(login="citizen").update(is_staff=False)

    assert Client().get("/desk/").status_code == 302
    assert town.sign_in("citizen").get("/desk/").status_code == 403


def test_several_are_given_to_another_organ_and_each_refusal_is_told(town: DeskTown) -> None:
    _accept_some(town, 3)
    wang = _open_approver(town)
    rows = [str(row.pk) for row in WorkItem.objects.filter(activity="check-layout")]
    wang.post("/desk/batch/", {"work": rows[:1], "to": "decide", "sent": "yes", "outcome": "passed", "once": "b0"})
    left = WorkItem.objects.filter(activity="check-layout")
    assert [row.organisation for row in left] == [town.organs["market-regulation"]] * 2

    asked = wang.post("/desk/batch/", {"work": rows, "to": "give"})
    empty = wang.post("/desk/batch/", {"work": rows, "to": "give", "sent": "yes", "once": "g1"})
    said = {"to": "give", "sent": "yes", "once": "g2", "organ": "approval-bureau", "reason": "事权已划转"}
    done = wang.post("/desk/batch/", {"work": rows, **said})

    assert "market-regulation" not in [value for value, _ in asked.context["chosen"].organs]
    assert (empty.status_code, sorted(empty.context["form"].errors)) == (422, ["organ", "reason"])
    assert (done.context["count"], done.context["refused"]) == (2, [])
    assert {row.organisation for row in left.all()} == {town.organs["approval-bureau"]}


def test_what_cannot_be_given_stays_and_says_why(town: DeskTown) -> None:
    _accept_some(town, 2)
    wang = _open_approver(town)
    rows = [str(row.pk) for row in WorkItem.objects.filter(activity="check-layout")]
    case = WorkItem.objects.get(pk=rows[0]).case
    seats = {organ: seat for organ, seat in case.state.seats.items() if organ != "approval-bureau"}
    CaseState.objects.filter(pk=case.pk).update(seats=seats)
    said = {"to": "give", "sent": "yes", "once": "g2", "organ": "approval-bureau", "reason": "事权已划转"}

    done = wang.post("/desk/batch/", {"work": rows, **said})

    assert done.context["count"] == 1
    assert [one.reference for one in done.context["refused"]] == [case.reference]
    assert "不是本办件的承办单位" in done.content.decode()
    assert WorkItem.objects.get(pk=rows[0]).organisation == town.organs["market-regulation"]
