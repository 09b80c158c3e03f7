"""Article numbers in Chinese and Arabic numerals."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from examples import examples
from zaizao.law.numerals import parse_article, parse_number, write_article, write_number


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (1, "一"),
        (10, "十"),
        (12, "十二"),
        (20, "二十"),
        (42, "四十二"),
        (100, "一百"),
        (110, "一百一十"),
        (201, "二百零一"),
        (1005, "一千零五"),
        (1260, "一千二百六十"),
    ],
)
def test_numbers_are_written_as_statutes_write_them(number: int, text: str) -> None:
    assert write_number(number) == text


@settings(max_examples=examples(300), deadline=None)
@given(st.integers(1, 9999))
def test_every_number_is_read_back(number: int) -> None:
    assert parse_number(write_number(number)) == number
    assert parse_article(write_article(number)) == (number, 0)


@pytest.mark.parametrize("text", ["第四十二条", "四十二", "42", " 第 42 条 ", "第四十二"])
def test_all_ways_of_writing_an_article_mean_the_same(text: str) -> None:
    assert parse_article(text) == (42, 0)


def test_inserted_articles_have_a_second_number() -> None:
    assert parse_article("第一百二十条之一") == (120, 1)
    assert write_article(120, 1) == "第一百二十条之一"


@pytest.mark.parametrize("text", ["", "第条", "零", "0", "四二", "条", "第四十二款", "abc", "99999", "第四十二条之"])
def test_what_is_no_article_is_none(text: str) -> None:
    assert parse_article(text) is None
