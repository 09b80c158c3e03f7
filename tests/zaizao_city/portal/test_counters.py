"""The counters for the public: chosen by district or by place, a number drawn, seen and given up; in a browser too."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from browsing import find_serious, is_wider, open_page
from portal_town import BACKEND
from two_districts import TwoDistricts
from zaizao_city.identity.models import Account, Person
from zaizao_city.places.models import Counter, Ticket

TAKE = "/counters/yunhe-window/take/"


@pytest.fixture
def city(db: None) -> TwoDistricts:
    made = TwoDistricts("restaurant")
    made.serve(made.counter, people=20, minutes=6)
    made.wait(made.counter, people=3)
    return made


def sign_in(town: TwoDistricts) -> Client:
    """A browser in which the town's applicant is signed in."""
    person = Person.objects.get(pk=town.applicant.person_id)
    client = Client()
    client.force_login(Account.objects.create(login="zhou", person=person), backend=BACKEND)
    return client


def test_a_visitor_sees_the_counters_and_is_led_to_sign_in_for_a_number(city: TwoDistricts) -> None:
    page = Client().get("/counters/").content.decode()

    assert "大约等 9 分钟" in page
    assert "登录后取号" in page
    assert Client().post(TAKE, {"once": "a"}).headers["Location"].startswith("/sign-in/")
    assert Ticket.objects.filter(person__isnull=False).count() == 0


def test_a_district_marks_its_counter_and_a_place_gives_the_way(city: TwoDistricts) -> None:
    chosen = Client().get("/counters/?district=qinghe").context["windows"]
    near = Client().get("/counters/?lon=118.10&lat=36.05").context["windows"]
    strange = Client().get("/counters/?lon=x&lat=36&district=nowhere").context["windows"]

    assert [(one.name, one.is_home, one.distance) for one in chosen] == [
        ("qinghe-window", True, "0.0 公里"), ("云河区政务服务大厅", False, "11 公里"),
    ]  # fmt: skip
    assert [one.distance for one in near] == ["0.0 公里", "11 公里"]
    assert [one.distance for one in strange] == ["", ""]


def test_a_number_is_drawn_seen_and_given_up(city: TwoDistricts) -> None:
    client = sign_in(city)

    client.post(TAKE, {"once": "a", "thing": "open-restaurant"})
    client.post(TAKE, {"once": "a", "thing": "open-restaurant"})
    (held,) = client.get("/counters/").context["held"]
    assert (held.number, held.ahead, held.wait) == (4, "前面还有 3 人", "大约等 9 分钟")
    assert Ticket.objects.get(pk=held.pk).what_for == "open-restaurant"

    client.post(f"/counters/tickets/{held.pk}/give-up/", {"once": "b"})
    assert client.get("/counters/").context["held"] == []


def test_a_refusal_says_when_the_counter_opens(city: TwoDistricts) -> None:
    Counter.objects.update(weekly=["13:30-17:00"] * 5 + ["", ""])

    answer = sign_in(city).post(TAKE, {"once": "a"})

    assert answer.status_code == 409
    assert "2月12日（周四）13:30开门" in answer.content.decode()


def test_a_thing_leads_to_the_counters_and_back(city: TwoDistricts) -> None:
    assert "/counters/?thing=open-restaurant" in Client().get("/things/open-restaurant/").content.decode()
    assert "/things/open-restaurant/" in Client().get("/counters/?thing=open-restaurant").content.decode()
    assert Client().get("/counters/?thing=nothing").context["thing"] == ""


@pytest.mark.parametrize(
    ("width", "scheme", "is_scripted"),
    [pytest.param(1440, "light", True, marks=pytest.mark.proof), (390, "dark", True), (390, "light", False)],
)
def test_the_page_of_the_counters_is_whole_and_axe_finds_nothing_serious(
    browser: Any, live_server: Any, width: int, scheme: str, *, is_scripted: bool
) -> None:
    town = TwoDistricts("restaurant")
    town.wait(town.counter, people=3)
    cookies = {settings.SESSION_COOKIE_NAME: sign_in(town).cookies[settings.SESSION_COOKIE_NAME].value}
    choices = {"width": width, "scheme": scheme, "is_scripted": is_scripted, "cookies": cookies}
    with open_page(browser, live_server.url, **choices) as page:
        page.goto(f"{live_server.url}/counters/")
        page.select_option("#district", "yunhe")
        page.click("main .filters button.main")
        page.click("main .portal-windows form >> nth=1 >> button")

        assert "前面还有 3 人" in page.inner_text("main")
        if is_scripted:
            assert not is_wider(page, width)
            assert find_serious(page) == []
