"""Search, the page of a thing, the guide, the one notice."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from portal_town import ANSWERS, PortalTown
from small_town import NOW
from zaizao_city.catalogue.models import ServiceItem
from zaizao_city.portal.selectors.answers import read_answers
from zaizao_city.portal.selectors.courses import lay_out_days
from zaizao_city.portal.selectors.facts import list_facts
from zaizao_city.portal.selectors.notices import make_notice
from zaizao_city.portal.selectors.things import get_thing

ADDRESS = "/things/open-restaurant/"


def read(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def test_everyday_words_find_the_restaurant(town: PortalTown) -> None:
    page = read(Client(), "/search/?words=开饭店")

    assert f'<a href="{ADDRESS}">开办餐饮店</a>' in page


def test_words_that_find_nothing_say_what_to_do(town: PortalTown) -> None:
    page = read(Client(), "/search/?words=qqzzxx")

    assert "没有找到能对上的事" in page
    assert "12345" in page


@pytest.mark.parametrize(
    "words", ["", "   ", "<script>alert(1)</script>", "开" * 500, "\u202e店", "' OR 1=1 --", "店\x00"]
)
def test_odd_words_are_answered_and_never_markup(town: PortalTown, words: str) -> None:
    answer = Client().get("/search/", {"words": words})

    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()


def test_the_front_page_offers_the_chain_with_its_time(town: PortalTown) -> None:
    page = read(Client(), "/")

    assert "开办餐饮店" in page
    assert "最长 7个工作日" in page


def test_the_front_page_asks_the_database_a_fixed_number_of_times(
    town: PortalTown, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = Client()
    client.get("/")
    with django_assert_num_queries(7):
        client.get("/")


def test_time_visits_materials_and_fee_are_said_before_the_start(town: PortalTown) -> None:
    thing = get_thing("open-restaurant", on=NOW.date())
    facts = list_facts(thing, {"signboard": False, "fire_pledged": True, "own_water": False})

    assert [(fact.label, fact.value) for fact in facts] == [
        ("最长", 7), ("您最多跑", 2), ("您准备", 5), ("费用", "未列"),
    ]  # fmt: skip


def test_an_item_that_nobody_mapped_says_so(town: PortalTown) -> None:
    ServiceItem.objects.filter(process="open-restaurant").update(unmapped=True)

    page = read(Client(), ADDRESS)

    assert "未梳理" in page
    assert "受理时一次说清" in page


def test_the_days_of_the_picture_are_those_of_the_promise(town: PortalTown) -> None:
    definition = get_thing("open-restaurant", on=NOW.date()).definition
    course = lay_out_days(definition, {"signboard": False})

    assert (course.last, definition.promised.amount) == (7, 7)
    assert list(course.uncounted) == ["水质检测"]
    assert {track.name: [node.day for node in track.nodes] for track in course.tracks} == {
        "个体工商户设立登记（营业执照）": [2],
        "食品经营许可": [4, 6],
        "公众聚集场所投入使用、营业前消防安全检查": [5, 6],
        "户外招牌设置审批": [],
    }


@pytest.mark.parametrize("address", ["/things/nothing-like-it/", "/things/nothing-like-it/guide/"])
def test_what_cannot_be_applied_for_is_told_with_a_way_forward(town: PortalTown, address: str) -> None:
    page = read(Client(), address, 404)

    assert "请回首页" in page


def test_the_guide_asks_one_question_at_a_time_and_ends_in_the_notice(town: PortalTown) -> None:
    client, address, asked = Client(), f"{ADDRESS}guide/", []
    for said in ("no", "yes", "no"):
        question = client.get(address).context["question"].field
        asked.append(question)
        joint = "&" if "?" in address else "?"
        address = f"{address}{joint}{question}={said}"
    end = client.get(address)

    assert sorted(asked) == ["fire_pledged", "own_water", "signboard"]
    assert (end.status_code, end["Location"].partition("?")[0]) == (302, f"{ADDRESS}notice/")


def test_the_guide_goes_back_one_question(town: PortalTown) -> None:
    page = Client().get(f"{ADDRESS}guide/?signboard=no&fire_pledged=yes")

    assert page.context["back"] == f"{ADDRESS}guide/?signboard=no"


def test_a_question_left_open_is_asked_again_and_says_so(town: PortalTown) -> None:
    first = Client().get(f"{ADDRESS}guide/").context["question"].field
    page = read(Client(), f"{ADDRESS}guide/?asked={first}", 422)

    assert "还没有填" in page


def test_answers_that_are_none_are_not_taken(town: PortalTown) -> None:
    definition = get_thing("open-restaurant", on=NOW.date()).definition
    said = {"signboard": "maybe", "own_water": "no", "shop_name": "x", "nothing": "yes"}

    assert read_answers(definition, said) == {"own_water": False}


@pytest.mark.parametrize(("sign", "listed"), [(True, True), (False, False)])
def test_the_notice_is_exactly_the_applicants_list(town: PortalTown, sign: bool, listed: bool) -> None:
    thing = get_thing("open-restaurant", on=NOW.date())
    notice = make_notice(thing, {"signboard": sign, "fire_pledged": True, "own_water": False})
    names = {item.name for part in (*notice.left, *notice.right) for item in part.items}

    assert ("店招效果图" in names) is listed
    assert "生活饮用水检测报告" not in names
    assert {"房屋租赁合同", "居民身份证", "营业执照"} <= names


def test_the_notice_speaks_english(town: PortalTown) -> None:
    client = Client()
    client.cookies["django_language"] = "en"
    page = read(client, f"{ADDRESS}notice/?{ANSWERS}")

    assert "This is your list" in page
    assert "Lease" in page
