"""Who acts as each organ: what the definitions in force need, who is seated where, and the record of every change."""

from __future__ import annotations

import datetime as dt

import pytest
from pytest_django import DjangoAssertNumQueries

from small_town import LATER, NOW, Town
from two_districts import TwoDistricts
from zaizao_city.casework.errors import NoSeatError, SeatElsewhereError
from zaizao_city.casework.models import Case, CaseState, Seat
from zaizao_city.casework.selectors.own_definitions import OWN, read_own
from zaizao_city.casework.selectors.seats import Acting, list_acting, list_candidates, list_standing
from zaizao_city.casework.services.deciding import complete_work, refuse_item
from zaizao_city.casework.services.own_processes import publish_own
from zaizao_city.casework.services.seating import find_seat, seat_organs, unseat_organ
from zaizao_city.catalogue.models import DefinitionVersion, ServiceItem
from zaizao_city.catalogue.services.importing import publish_statutory
from zaizao_city.catalogue.services.packs import publish_shipped
from zaizao_city.foundation.record.reading import read_stream
from zaizao_city.foundation.record.values import StreamRef
from zaizao_city.identity.actor import SYSTEM
from zaizao_city.identity.enums import Role
from zaizao_city.identity.errors import NotPermittedError
from zaizao_city.identity.models import Organisation

TODAY = NOW.date()
OF_A_RESTAURANT = [
    "approval-bureau", "city-management", "fire-rescue", "market-regulation", "water-laboratory", "window",
]  # fmt: skip


@pytest.fixture
def city(db: None) -> TwoDistricts:
    return TwoDistricts("restaurant")


def _by_organ(territory: Organisation) -> dict[str, Acting]:
    return {one.organ: one for one in list_acting(territory, on=TODAY)}


def _read_record(territory: Organisation) -> list[tuple[str, object]]:
    return [(event.name, event.body) for event in read_stream(StreamRef("organisation", territory.code))]


def test_what_the_processes_need_is_listed_and_what_nobody_is_comes_first(town: Town) -> None:
    unseat_organ(territory=town.district, organ="window", actor=SYSTEM, now=NOW)

    acting = list_acting(town.district, on=TODAY)

    needed = [one for one in acting if one.need.is_needed]
    assert [one.organ for one in needed if one.is_lacking] == ["government-office", "hotline-centre", "window"]
    assert [one.organ for one in needed if one.own] == sorted(set(OF_A_RESTAURANT) - {"window"})
    assert [one.organ for one in needed] == [
        one.organ for one in sorted(needed, key=lambda one: one.acting is not None)
    ]
    window = next(one for one in acting if one.organ == "window")
    assert (window.name, window.processes, window.need.count) == ("综合窗口", ["开办餐饮店"], 1)


def test_the_application_s_own_processes_count_before_they_are_published(town: Town) -> None:
    before = list_acting(town.district, on=TODAY)
    publish_own(now=NOW)

    assert list_acting(town.district, on=TODAY) == before
    found = {one.organ: one.need.is_needed for one in before}
    assert {organ: found.get(organ) for organ in ("hotline-centre", "review-window", "deciding-organ")} == {
        "hotline-centre": True, "review-window": False, "deciding-organ": None,
    }  # fmt: skip


def test_parties_and_the_applicant_are_no_organs(grid: Town) -> None:
    named = {party for definition in grid.definitions.values() for party in definition.parties}

    assert named
    assert not {*named, "applicant"} & _by_organ(grid.district).keys()


def test_an_organ_that_is_only_named_is_no_lack(grid: Town) -> None:
    Seat.objects.filter(organ="discipline-inspection").delete()

    named = _by_organ(grid.district)["discipline-inspection"]

    assert (named.need.is_needed, named.need.count, named.acting, named.is_lacking) == (False, 1, None, False)


def test_one_identifier_that_two_processes_name_differently_shows_both(grid: Town) -> None:
    group = _by_organ(grid.district)["leading-group"]

    assert sorted(group.names) == ["决策机关（政府常务会议）", "改革领导小组"]
    assert group.need.count == 2


def test_the_nearest_territory_above_is_named_and_below_it_is_counted(city: TwoDistricts) -> None:
    assert city.city is not None
    tax = city._add_organisation("lanchuan-tax", city.city, "organ")
    seat_organs(territory=city.city, seats={"window": tax}, actor=SYSTEM, now=NOW)

    here, top = _by_organ(city.district)["window"], _by_organ(city.city)

    assert (here.own, here.above, here.above_in) == (city.organs["window"], tax, city.city)
    unseat_organ(territory=city.district, organ="window", actor=SYSTEM, now=NOW)
    assert _by_organ(city.district)["window"].acting == tax
    assert (top["window"].own, top["window"].below) == (tax, 2)
    assert (top["fire-rescue"].acting, top["fire-rescue"].below, top["fire-rescue"].is_lacking) == (None, 2, False)


def test_a_district_s_own_version_needs_its_organs_there_alone(city: TwoDistricts) -> None:
    other = read_own("hotline-order")
    version = publish_shipped(other, effective_from=dt.date(2026, 1, 1), by="system", now=NOW)
    source = DefinitionVersion.objects.get(process="open-restaurant").source
    DefinitionVersion.objects.filter(pk=version.pk).update(
        process="open-restaurant", district=city.district, source=version.source
    )

    assert source
    assert "fire-rescue" not in _by_organ(city.district)
    assert "fire-rescue" in _by_organ(city.other_district)


def test_items_that_nobody_has_written_down_are_one_organ_with_their_number(town: Town) -> None:
    items = [
        ServiceItem(code=f"A{number}", name=f"事项{number}", kind="licence", department=f"局{number}", changed_at=NOW)
        for number in range(3)
    ]
    publish_statutory(items, by="system", now=NOW)

    one = _by_organ(town.district)["organ"]

    assert (one.name, one.need.unmapped, one.processes, one.is_lacking) == ("未梳理事项的实施机关", 3, [], True)


def test_the_city_and_its_districts_say_how_many_organs_are_nobody(city: TwoDistricts) -> None:
    unseat_organ(territory=city.other_district, organ="window", actor=SYSTEM, now=NOW)

    told = [(one.territory.code, one.needed, one.lacking) for one in list_standing(on=TODAY)]

    needed = len(OF_A_RESTAURANT) + 2  # the hotline's centre, and the office that settles whose an order is
    assert told == [("lanchuan", needed, 2), ("qinghe", needed, 3), ("yunhe", needed, 2)]


def test_a_larger_city_asks_no_more_questions(
    city: TwoDistricts, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    list_acting(city.district, on=TODAY)
    for number in range(5):
        district = city._add_organisation(f"new-{number}", city.city, "territory")
        office = city._add_organisation(f"new-{number}-office", district, "organ")
        seat_organs(territory=district, seats={"window": office}, actor=SYSTEM, now=NOW)
    items = [
        ServiceItem(
            code=f"A{number}", name="事项", kind="licence", department="某局", changed_at=NOW, organisation=office
        )
        for number in range(20)
    ]
    publish_statutory(items, by="system", now=NOW)
    ServiceItem.objects.bulk_create(items)
    list_acting(city.district, on=TODAY)

    with django_assert_num_queries(5):
        list_acting(city.district, on=TODAY)
    with django_assert_num_queries(5):
        list_standing(on=TODAY)
    with django_assert_num_queries(1):
        found = list_candidates(city.district)
        assert [row.parent.name for _home, rows in found for row in rows if row.parent]


def test_candidates_are_the_territory_s_own_first_then_those_above_and_below(city: TwoDistricts) -> None:
    assert city.city is not None
    city._add_organisation("lanchuan-tax", city.city, "organ")
    street = city._add_organisation("yunhe-street", city.district, "territory")
    city._add_organisation("yunhe-street-office", street, "organ")
    city._add_organisation("yunhe-window-two", city.organs["window"], "unit")

    found = [(home.code, [row.code for row in rows]) for home, rows in list_candidates(city.district)]

    own = sorted([*(f"yunhe-{organ}" for organ in city.organs), "yunhe-window-two"])
    assert found == [("yunhe", own), ("lanchuan", ["lanchuan-tax"]), ("yunhe-street", ["yunhe-street-office"])]


def test_every_change_is_on_record_with_before_and_after_and_nothing_else(town: Town) -> None:
    before = len(_read_record(town.district))
    window, bureau = town.organs["window"], town.organs["approval-bureau"]

    seats = {"window": bureau, "approval-bureau": bureau}
    assert seat_organs(territory=town.district, seats=seats, actor=SYSTEM, now=NOW) == ["window"]
    assert seat_organs(territory=town.district, seats=seats, actor=SYSTEM, now=NOW) == []
    assert unseat_organ(territory=town.district, organ="window", actor=SYSTEM, now=LATER) is True
    assert unseat_organ(territory=town.district, organ="window", actor=SYSTEM, now=LATER) is False

    assert _read_record(town.district)[before:] == [
        ("OrganSeated", {"organ": "window", "before": window.code, "after": bureau.code}),
        ("OrganUnseated", {"organ": "window", "before": bureau.code, "after": None}),
    ]


def test_an_organ_taken_back_falls_to_the_territory_above_and_running_cases_keep_theirs(city: TwoDistricts) -> None:
    assert city.city is not None
    hall = city._add_organisation("lanchuan-hall", city.city, "organ")
    running = city.apply(key="first").case_id
    unseat_organ(territory=city.district, organ="window", actor=SYSTEM, now=NOW)

    with pytest.raises(NoSeatError) as lacking:
        city.apply(key="second")
    seat_organs(territory=city.city, seats={"window": hall}, actor=SYSTEM, now=NOW)
    later = city.apply(key="third").case_id

    assert lacking.value.fields == {"territory": "yunhe", "organ": "综合窗口"}
    assert CaseState.objects.get(pk=running).seats["window"][0] == city.organs["window"].pk
    assert CaseState.objects.get(pk=later).seats["window"][0] == hall.pk
    assert find_seat(city.district, "window") == hall.pk


def test_a_refusal_is_reviewed_by_the_window_of_the_territory_above(city: TwoDistricts) -> None:
    assert city.city is not None
    window = city._add_organisation("lanchuan-review", city.city, "organ")
    seat_organs(territory=city.city, seats={"review-window": window}, actor=SYSTEM, now=NOW)
    done = city.apply(materials=city.papers_without("premises-proof", "fire-conformity"))
    city.accept(done.case_id, pledges=("premises-proof", "fire-conformity"), now=LATER)
    by = {"actor": city.approver("market-regulation"), "now": LATER}
    complete_work(done.case_id, work="check-licence#1", outcome="passed", key="c", **by)

    words = {"reasons": "住所不符", "remedy": "行政复议", "way_forward": "更正后重新申请"}
    refuse_item(done.case_id, work="register#1", key="r", **words, **by)

    assert Case.objects.get(process="refusal-review").organisation == window


def test_an_organisation_of_another_district_is_refused_and_one_above_or_below_is_not(city: TwoDistricts) -> None:
    assert city.city is not None
    street = city._add_organisation("yunhe-street", city.district, "territory")
    below = city._add_organisation("yunhe-street-office", street, "organ")
    above = city._add_organisation("lanchuan-hall", city.city, "organ")
    nowhere = Organisation.objects.create(code="alone", name="孤", kind="organ", level="city", path="alone/")

    for stranger in (city.other_organs["window"], nowhere):
        with pytest.raises(SeatElsewhereError) as refused:
            seat_organs(territory=city.district, seats={"window": stranger}, actor=SYSTEM, now=NOW)
        assert refused.value.fields == {"organisation": stranger.name, "territory": "yunhe"}
        assert all(refused.value.tell())
    assert Seat.objects.get(territory=city.district, organ="window").organisation == city.organs["window"]
    for organisation in (below, above):
        assert seat_organs(territory=city.district, seats={"window": organisation}, actor=SYSTEM, now=NOW)


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.CITIZEN, Role.SYSTEM_ADMIN}))
def test_nobody_but_the_system_administrator_says_who_acts(town: Town, role: Role) -> None:
    actor, admin = town.make_actor("某人", role), town.make_actor("管理员", Role.SYSTEM_ADMIN)
    window = town.organs["fire-rescue"]

    with pytest.raises(NotPermittedError):
        seat_organs(territory=town.district, seats={"window": window}, actor=actor, now=NOW)
    with pytest.raises(NotPermittedError):
        unseat_organ(territory=town.district, organ="window", actor=actor, now=NOW)
    assert seat_organs(territory=town.district, seats={"window": window}, actor=admin, now=NOW) == ["window"]


def test_every_own_process_can_be_read() -> None:
    assert [read_own(process).process for process in OWN] == list(OWN)
