"""Search: people's words lead to items, on either database alike."""

from __future__ import annotations

import datetime as dt

import pytest

from zaizao_city.catalogue.mapping.words import cut_terms, load_everyday, understand
from zaizao_city.catalogue.models import ServiceItem
from zaizao_city.catalogue.selectors.search import find_items
from zaizao_city.catalogue.services.indexing import index_items

NOW = dt.datetime(2026, 3, 2, 9, 0)

pytestmark = pytest.mark.django_db


def make_item(name: str, *, code: str | None = None) -> ServiceItem:
    item = ServiceItem.objects.create(code=code or name, name=name, department="市民政局", changed_at=NOW)
    index_items([item])
    return item


def answer(question: str, count: int = 3) -> list[str]:
    return [hit.item.name for hit in find_items(question, limit=count)]


def test_nothing_asked_finds_nothing() -> None:
    make_item("养蜂证申领")

    assert [find_items(words) for words in ("", "  ", "？！", "\0", "' OR 1=1 --", '"', "*", "的")] == [[]] * 8


def test_signs_of_the_query_languages_are_only_text() -> None:
    item = make_item("养蜂证申领")

    hits = [find_items(words) for words in ('养蜂" OR "x', "养蜂' & !x:*", "养蜂) NEAR(a b", "养蜂 AND NOT title:养")]

    assert [[hit.item for hit in found] for found in hits] == [[item]] * 4


def test_a_very_long_question_is_cut_and_answered() -> None:
    item = make_item("养蜂证申领")

    assert [hit.item for hit in find_items("养蜂" + "很长的话" * 5000)] == [item]


def test_an_item_that_was_cancelled_is_not_found() -> None:
    item = make_item("养蜂证申领")
    ServiceItem.objects.filter(pk=item.pk).update(status="cancelled")

    assert find_items("养蜂") == []


def test_a_new_name_is_found_and_the_old_one_no_longer() -> None:
    item = make_item("养蜂证申领")
    item.name = "河道采砂许可"
    item.save()
    index_items([item])

    assert [hit.item for hit in find_items("采砂")] == [item]
    assert find_items("蜂证") == []


def test_what_is_wanted_done_decides_between_namesakes() -> None:
    for name in (
        "烟草专卖零售许可证补办",
        "烟草专卖零售许可证变更",
        "烟草专卖零售许可证新办",
        "烟草专卖零售许可证延续",
    ):
        make_item(name)

    first = [
        answer(asked, 1)[0].removeprefix("烟草专卖零售许可证")
        for asked in ("卖烟", "烟草证丢了", "烟草证到期", "烟草证变更")
    ]

    assert first == ["新办", "补办", "延续", "变更"]


def test_a_longer_phrase_silences_what_it_contains() -> None:
    concepts = [["+".join(phrase.parts) for phrase in concept] for concept in understand("社保卡丢了").concepts]

    assert concepts[0][0] == "社会保障卡挂失"
    assert not any("参保登记" in concept for concept in concepts)


def test_the_tables_say_nothing_twice_within_one_row() -> None:
    doubled = [
        "+".join(phrase.parts)
        for row in load_everyday()
        for phrase in (*row.say, *row.mean)
        if (row.say + row.mean).count(phrase) > 1 and row.say.count(phrase) != 1
    ]

    assert doubled == []


def test_every_two_neighbouring_characters_are_a_term() -> None:
    assert {"开办", "餐饮", "饮店"} <= set(cut_terms("开办餐饮店"))
    assert cut_terms("KTV 设立") == ("ktv", "设立")
