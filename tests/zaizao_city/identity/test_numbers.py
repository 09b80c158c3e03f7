from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zaizao_city.identity.enums import NumberKind, NumberProblem
from zaizao_city.identity.numbers import (
    CREDIT_ALPHABET,
    find_problem,
    mask_email,
    mask_name,
    mask_number,
    normalise_number,
    read_birthday,
)

# The examples printed in the standards: GB 11643-1999 annex A, and a code of GB 32100-2015 as registered.
RESIDENT = "11010519491231002X"
CREDIT = "91350100M000100Y43"


@pytest.mark.parametrize("number", [RESIDENT, "440524188001010014"])
def test_identity_numbers_of_the_standard_are_right(number: str) -> None:
    assert find_problem(NumberKind.RESIDENT, number) is None


def test_the_credit_code_of_the_standard_is_right() -> None:
    assert find_problem(NumberKind.CREDIT_CODE, CREDIT) is None


@pytest.mark.parametrize(
    ("number", "problem"),
    [
        ("1101051949123100", NumberProblem.LENGTH),
        ("A1010519491231002X", NumberProblem.CHARACTERS),
        ("01010519491231002X", NumberProblem.CHARACTERS),
        ("11010519490230002X", NumberProblem.BIRTHDAY),
        ("110105194912310021", NumberProblem.CHECKSUM),
    ],
)
def test_a_wrong_identity_number_is_told_what_is_wrong(number: str, problem: NumberProblem) -> None:
    assert find_problem(NumberKind.RESIDENT, number) == problem


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        ("91350100M000100Y4", NumberProblem.LENGTH),
        ("91350100M000100I43", NumberProblem.CHARACTERS),
        ("9135010AM000100Y43", NumberProblem.CHARACTERS),
        ("91350100M000100Y44", NumberProblem.CHECKSUM),
    ],
)
def test_a_wrong_credit_code_is_told_what_is_wrong(code: str, problem: NumberProblem) -> None:
    assert find_problem(NumberKind.CREDIT_CODE, code) == problem


@given(place=st.integers(0, 16), sign=st.sampled_from("0123456789"))
def test_one_digit_of_an_identity_number_copied_wrong_is_always_found(place: int, sign: str) -> None:
    copied = RESIDENT[:place] + sign + RESIDENT[place + 1 :]

    assert (find_problem(NumberKind.RESIDENT, copied) is None) == (copied == RESIDENT)


@given(place=st.integers(0, 17), sign=st.sampled_from(CREDIT_ALPHABET))
def test_one_sign_of_a_credit_code_copied_wrong_is_always_found(place: int, sign: str) -> None:
    copied = CREDIT[:place] + sign + CREDIT[place + 1 :]

    assert (find_problem(NumberKind.CREDIT_CODE, copied) is None) == (copied == CREDIT)


@given(place=st.integers(0, 15))
def test_two_neighbours_of_an_identity_number_exchanged_are_found(place: int) -> None:
    copied = RESIDENT[:place] + RESIDENT[place + 1] + RESIDENT[place] + RESIDENT[place + 2 :]

    assert (find_problem(NumberKind.RESIDENT, copied) is None) == (copied == RESIDENT)


@pytest.mark.parametrize(
    ("number", "problem"),
    [("13800138000", None), ("1380013800", NumberProblem.LENGTH), ("12800138000", NumberProblem.CHARACTERS)],
)
def test_mobile_numbers_have_eleven_digits_and_a_network(number: str, problem: NumberProblem | None) -> None:
    assert find_problem(NumberKind.MOBILE, number) == problem


def test_a_number_is_compared_without_spaces_in_capitals_and_plain_digits() -> None:
    assert normalise_number(" 110105 1949-1231 002x ") == RESIDENT
    assert normalise_number("１１０１０５１９４９１２３１００２Ｘ") == RESIDENT


def test_masks_keep_three_and_four_and_a_credit_code_is_public() -> None:
    assert mask_number(NumberKind.RESIDENT, RESIDENT) == "110***********002X"
    assert mask_number(NumberKind.MOBILE, "13800138000") == "138****8000"
    assert mask_number(NumberKind.CREDIT_CODE, CREDIT) == CREDIT
    assert [mask_name(name) for name in ["王芳", "欧阳小明", "王", ""]] == ["王*", "欧**", "王", ""]
    assert [mask_email(text) for text in ["fang@example.cn", "odd"]] == ["f***@example.cn", "***"]


def test_the_birthday_stands_in_the_identity_number() -> None:
    assert read_birthday(RESIDENT) == date(1949, 12, 31)
