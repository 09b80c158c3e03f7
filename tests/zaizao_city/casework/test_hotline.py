"""The second kind of matter runs through the same code: offered, refused with reasons, arbitrated, asked back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from small_town import Town, case_of, state_of
from zaizao_city.casework.errors import CommandRefusedError, NoSuchCaseError
from zaizao_city.casework.models import Case, WorkItem
from zaizao_city.casework.selectors.cases import CaseFilter, get_matter, list_cases
from zaizao_city.casework.selectors.work import list_offers
from zaizao_city.casework.services.commands import Done
from zaizao_city.casework.services.deciding import complete_work
from zaizao_city.casework.services.handing import accept_offer, arbitrate_work, refuse_offer
from zaizao_city.casework.services.opening import Opening, open_case
from zaizao_city.casework.services.own_processes import publish_own
from zaizao_city.casework.services.rebuilding import prove_case
from zaizao_city.casework.services.seating import seat_organs
from zaizao_city.casework.services.ticking import tick_due
from zaizao_city.identity.actor import SYSTEM, Actor
from zaizao_city.identity.enums import Role
from zaizao_city.identity.errors import NotPermittedError

MORNING = dt.datetime(2026, 4, 8, 9, 0)
SAID = {"subject": "楼道积水", "content": "和平里 5 号楼积水三天", "category": "building", "place": "和平里 5 号楼"}


@pytest.fixture
def hotline(grid: Town) -> Town:
    publish_own(now=MORNING)
    centre = grid._add_organisation("yunhe-hotline-centre", grid.district, "organ")
    grid.organs["hotline-centre"] = centre
    seat_organs(territory=grid.district, seats=grid.organs, actor=SYSTEM, now=MORNING)
    return grid


@pytest.fixture
def dispatcher(hotline: Town) -> Actor:
    return hotline.make_actor("郑芳", Role.DISPATCHER, "hotline-centre")


def _call(town: Town, actor: Actor, *, key: str = "call", **said: object) -> Done:
    opening = Opening(
        process="hotline-order", territory=town.district, facts={**SAID, **said}, applicant_id=town.applicant.person_id
    )
    return open_case(opening, actor=actor, key=key, now=MORNING)


def _dispatch(case_id: int, actor: Actor, *departments: str) -> None:
    facts = {"departments": list(departments)}
    complete_work(case_id, work="dispatch#1", outcome="dispatched", facts=facts, actor=actor, key="d", now=MORNING)


def test_an_order_has_its_own_number_title_and_category(hotline: Town, dispatcher: Actor) -> None:
    case = case_of(_call(hotline, dispatcher).case_id)

    assert (case.reference, case.kind, case.title, case.category) == (
        "GD-2026-000001", "hotline_order", "楼道积水", "building",
    )  # fmt: skip


def test_an_offer_is_refused_with_reasons_until_the_arbiter_says_who(hotline: Town, dispatcher: Actor) -> None:
    order = _call(hotline, dispatcher).case_id
    _dispatch(order, dispatcher, "housing", "city-management", "market-regulation")
    housing, city = hotline.approver("housing"), hotline.approver("city-management")
    arbiter = hotline.make_actor("袁洁", Role.ARBITER, "government-office")
    assert [row.work for row in list_offers(housing).rows] == ["handle#1"]
    assert list_offers(city).rows == ()
    with pytest.raises(CommandRefusedError):
        refuse_offer(order, work="handle#1", reason="", actor=housing, key="0", now=MORNING)
    with pytest.raises(NotPermittedError):
        accept_offer(order, work="handle#1", actor=city, key="1", now=MORNING)

    refuse_offer(order, work="handle#1", reason="属城管", actor=housing, key="2", now=MORNING)
    refuse_offer(order, work="handle#1", reason="属物业", actor=city, key="3", now=MORNING)
    with pytest.raises(NotPermittedError):
        arbitrate_work(order, work="handle#1", to="housing", actor=dispatcher, key="4", now=MORNING)
    arbitrate_work(order, work="handle#1", to="housing", actor=arbiter, key="5", now=MORNING)

    work = WorkItem.objects.get()
    assert (work.organisation.code, work.offered_to_id) == ("yunhe-housing", None)
    with pytest.raises(CommandRefusedError):
        refuse_offer(order, work="handle#1", reason="仍不接", actor=housing, key="7", now=MORNING)


def test_a_call_back_that_says_no_opens_a_new_round(hotline: Town, dispatcher: Actor) -> None:
    order = _call(hotline, dispatcher).case_id
    _dispatch(order, dispatcher, "housing")
    housing = hotline.approver("housing")
    accept_offer(order, work="handle#1", actor=housing, key="1", now=MORNING)
    complete_work(order, work="handle#1", outcome=None, facts={"result": "已疏通"}, actor=housing, key="2", now=MORNING)

    complete_work(
        order, work="call-back#1", outcome="not_satisfied", facts={"satisfied": False}, actor=dispatcher, key="3",
        now=MORNING,
    )  # fmt: skip

    again = WorkItem.objects.get()
    assert (again.activity, again.offered_to.code) == ("handle", "yunhe-housing")
    assert prove_case(order).differences == ()
    assert state_of(order).status == "open"


def test_a_department_still_reads_the_order_that_it_refused_or_has_done(hotline: Town, dispatcher: Actor) -> None:
    order = _call(hotline, dispatcher).case_id
    reference = case_of(order).reference
    _dispatch(order, dispatcher, "housing", "city-management")
    housing, city = hotline.approver("housing"), hotline.approver("city-management")

    refuse_offer(order, work="handle#1", reason="属城管", actor=housing, key="1", now=MORNING)
    assert get_matter(housing, reference)[0].case_id == order

    accept_offer(order, work="handle#1", actor=city, key="2", now=MORNING)
    complete_work(order, work="handle#1", outcome=None, facts={"result": "已疏通"}, actor=city, key="3", now=MORNING)
    assert get_matter(city, reference)[0].case_id == order
    with pytest.raises(NoSuchCaseError):
        get_matter(housing, reference)


def test_an_offer_nobody_answers_lapses_to_the_next(hotline: Town, dispatcher: Actor) -> None:
    order = _call(hotline, dispatcher).case_id
    _dispatch(order, dispatcher, "housing", "city-management")

    tick_due(now=dt.datetime(2026, 4, 8, 15, 0))

    assert WorkItem.objects.get().offered_to.code == "yunhe-city-management"


def test_citizens_call_for_themselves_and_clerks_of_other_places_do_not(hotline: Town) -> None:
    assert case_of(_call(hotline, hotline.applicant).case_id).status == "open"
    with pytest.raises(NotPermittedError):
        _call(hotline, hotline.make_actor("别人"), key="2")


def test_the_list_of_orders_takes_two_queries_and_pages_by_key(
    hotline: Town, dispatcher: Actor, django_assert_num_queries: Callable
) -> None:
    for number in range(7):
        _call(hotline, dispatcher, key=str(number), category=("noise", "road")[number % 2])
    narrow = CaseFilter(kind="hotline_order", category="noise")

    with django_assert_num_queries(2):
        first = list_cases(dispatcher, narrow=narrow, limit=3)
        assert [case.organisation.code for case in first.rows] == ["yunhe-hotline-centre"] * 3
    second = list_cases(dispatcher, narrow=narrow, limit=3, after=first.after)

    assert [case.reference for case in (*first.rows, *second.rows)] == [f"GD-2026-00000{n}" for n in (7, 5, 3, 1)]
    assert Case.objects.count() == 7
