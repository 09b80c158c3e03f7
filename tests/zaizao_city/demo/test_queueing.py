"""The halls of the demo city: every district has one, people came to it, and the same moment gives the same queue."""

from __future__ import annotations

import datetime as dt

import pytest

from zaizao_city.demo.invented.geography import DISTRICTS
from zaizao_city.demo.invented.halls import HALLS
from zaizao_city.demo.services.queueing import fill_counters, open_counters
from zaizao_city.identity.models import Organisation
from zaizao_city.places.models import Ticket
from zaizao_city.places.models.ticket import IN_HAND, WAITING
from zaizao_city.places.selectors.counters import list_counters

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 20, 10, 40)


@pytest.fixture(autouse=True)
def _windows() -> None:
    for hall in HALLS:
        code = f"{hall.district}-window"
        Organisation.objects.create(code=code, name=code, kind="unit", level="district", path=f"{code}/")
    open_counters(now=NOW)


def test_every_district_has_a_hall() -> None:
    assert {hall.district for hall in HALLS} == {district.code for district in DISTRICTS}


def test_so_many_came_that_the_page_can_say_how_long_one_waits() -> None:
    fill_counters(now=NOW)

    lines = list_counters(now=NOW)
    assert [one.is_open and one.minutes is not None for one in lines] == [True] * len(HALLS)
    assert sum(one.waiting for one in lines) > 0


def test_nobody_comes_after_now_and_nobody_is_left_at_a_desk() -> None:
    fill_counters(now=NOW)

    assert not Ticket.objects.filter(taken_at__gt=NOW).exists()
    assert not Ticket.objects.filter(served_at__gt=NOW).exists()
    assert not Ticket.objects.filter(IN_HAND).exists()
    assert not Ticket.objects.filter(WAITING, day__lt=NOW.date()).exists()


def test_the_same_moment_gives_the_same_queue() -> None:
    columns = ("counter", "day", "number", "taken_at", "called_at", "served_at", "given_up_at")
    fill_counters(now=NOW)
    first = sorted(Ticket.objects.values_list(*columns), key=str)
    Ticket.objects.all().delete()
    fill_counters(now=NOW)

    assert sorted(Ticket.objects.values_list(*columns), key=str) == first
