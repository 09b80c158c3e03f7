"""The counters of the city: set with everything right, and listed by where one is done soonest."""

from __future__ import annotations

import datetime as dt

import pytest
from pytest_django import DjangoAssertNumQueries

from small_town import NOW
from two_districts import HERE, HOURS, THERE, TwoDistricts
from zaizao_city.foundation.record.reading import read_stream
from zaizao_city.foundation.record.values import StreamRef
from zaizao_city.identity.actor import SYSTEM
from zaizao_city.identity.enums import Role
from zaizao_city.identity.errors import NotPermittedError
from zaizao_city.places.errors import CounterFaultyError
from zaizao_city.places.models import Counter
from zaizao_city.places.selectors.counters import list_counters, list_served
from zaizao_city.places.selectors.distance import Point, measure_distance, read_point
from zaizao_city.places.services.counters import CounterSetting, set_counter

SETTING = CounterSetting(address="云河路 1 号", weekly=HOURS, desks=2, **HERE)


def test_a_counter_is_set_by_the_system_administrator_alone_and_set_anew_in_place(town: TwoDistricts) -> None:
    window, admin = town.organs["window"], town.make_actor("管理员", Role.SYSTEM_ADMIN)

    with pytest.raises(NotPermittedError):
        set_counter(window, SETTING, actor=town.clerk, now=NOW)
    again = set_counter(window, CounterSetting(address="新址", weekly=HOURS, **THERE), actor=admin, now=NOW)

    assert (again.pk, Counter.objects.get(pk=again.pk).address) == (town.counter.pk, "新址")
    assert [entry.name for entry in read_stream(StreamRef("counter", window.code))] == ["CounterSet", "CounterSet"]


def test_everything_that_is_wrong_with_a_counter_is_told_at_once(town: TwoDistricts) -> None:
    wrong = CounterSetting(address=" ", longitude=200, latitude=36, weekly=("9:00-8:00",), desks=0)

    with pytest.raises(CounterFaultyError) as caught:
        set_counter(town.district, wrong, actor=SYSTEM, now=NOW)

    assert len(str(caught.value.fields["problems"]).split("；")) == 6


def test_the_counter_where_one_is_done_soonest_comes_first(town: TwoDistricts) -> None:
    for counter in (town.counter, town.other_counter):
        town.serve(counter, people=20, minutes=6)
    town.wait(town.counter, people=5)
    town.wait(town.other_counter, people=1)

    lines = list_counters(now=NOW, near=Point(**HERE))

    assert [(one.counter.pk, one.waiting, one.minutes) for one in lines] == [
        (town.other_counter.pk, 1, 3), (town.counter.pk, 5, 15),
    ]  # fmt: skip
    assert [round(one.kilometres or 0, 1) for one in lines] == [10.6, 0.0]


def test_nothing_is_said_of_minutes_where_fewer_than_twenty_were_served_in_thirty_days(town: TwoDistricts) -> None:
    town.serve(town.counter, people=19, minutes=6)
    town.serve(town.other_counter, people=20, minutes=6, day=dt.date(2026, 1, 9))
    town.wait(town.counter, people=2)

    assert [one.minutes for one in list_counters(now=NOW)] == [None, None]


def test_a_closed_counter_comes_after_the_open_ones_and_says_when_it_opens(town: TwoDistricts) -> None:
    Counter.objects.filter(pk=town.counter.pk).update(weekly=["13:30-17:00"] * 5 + ["", ""])

    lines = list_counters(now=NOW, near=Point(**HERE))

    assert [(one.counter.pk, one.is_open, one.opens_at) for one in lines] == [
        (town.other_counter.pk, True, None), (town.counter.pk, False, dt.datetime(2026, 2, 12, 13, 30)),
    ]  # fmt: skip


def test_with_a_district_its_counter_is_marked_and_the_way_measured_from_there(town: TwoDistricts) -> None:
    lines = {one.counter.pk: one for one in list_counters(now=NOW, home=town.other_district)}

    assert [lines[pk].is_home for pk in (town.counter.pk, town.other_counter.pk)] == [False, True]
    assert [round(lines[pk].kilometres or 0, 1) for pk in (town.counter.pk, town.other_counter.pk)] == [10.6, 0.0]


def test_a_longer_list_of_counters_asks_no_more_questions(
    town: TwoDistricts, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(3):
        assert len(list_counters(now=NOW, near=Point(**HERE))) == 2
    for organ in ("fire-rescue", "city-management", "approval-bureau"):
        counter = town.place(town.organs[organ], "某路", **THERE)
        town.serve(counter, people=20, minutes=5)
        town.wait(counter, people=2)

    with django_assert_num_queries(3):
        assert len(list_counters(now=NOW, near=Point(**HERE))) == 5


def test_a_clerk_calls_at_the_counters_of_their_own_window(town: TwoDistricts) -> None:
    assert list_served(town.clerk) == [town.counter]
    assert list_served(town.applicant) == []


def test_the_way_along_a_meridian_and_along_the_equator_is_a_360th_of_the_earth_a_degree() -> None:
    north, east = Point(117.0, 37.0), Point(1.0, 0.0)

    assert round(measure_distance(Point(117.0, 36.0), north), 1) == 111.2
    assert round(measure_distance(Point(0.0, 0.0), east), 1) == 111.2
    assert measure_distance(north, north) == 0.0
    assert [read_point("117", "36.67"), read_point("x", "1"), read_point("181", "1"), read_point("nan", "1")] == [
        Point(117.0, 36.67), None, None, None,
    ]  # fmt: skip
