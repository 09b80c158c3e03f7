"""Codes become sentences; errors are described with their place."""

from __future__ import annotations

import pytest

from zaizao.errors import InputError, Location, Problem, Refusal
from zaizao.units import LimitError, parse_limit
from zaizao.wording import UnknownCodeError, describe, list_codes, say


def test_a_code_is_said_in_both_languages_with_its_fields() -> None:
    assert say("language-unknown", {"language": "fr"}) == "没有“fr”这种语言：可选 zh（中文）或 en（英文）。"
    assert say("language-unknown", {"language": "fr"}, "en").startswith("There is no language “fr” here")


def test_braces_inside_a_value_are_only_text() -> None:
    assert "“{language.__class__}”" in say("language-unknown", {"language": "{language.__class__}"})


@pytest.mark.parametrize(
    ("count", "organs", "said"),
    [(1, 1, "1 step by 1 organ"), (2, 1, "2 steps by 1 organ"), (0, 4, "0 steps by 4 organs")],
)
def test_a_noun_after_a_number_has_its_singular(count: int, organs: int, said: str) -> None:
    assert say("draw-steps", {"count": count, "organs": organs}, "en") == said
    assert say("draw-working-days", {"days": "1"}, "en") == "1 working day"


def test_a_code_without_words_is_a_bug_that_names_the_code() -> None:
    with pytest.raises(UnknownCodeError, match="no words for the code 'no-such-code'"):
        say("no-such-code")


def test_a_missing_field_is_a_bug_that_names_the_field() -> None:
    with pytest.raises(UnknownCodeError, match=r"language-unknown.*'language'"):
        say("language-unknown")


def test_codes_are_listed_in_order() -> None:
    codes = list(list_codes())

    assert codes == sorted(codes)
    assert {"error", "input", "refusal", "limit-malformed", "language-unknown"} <= set(codes)


def test_a_problem_is_described_with_its_place() -> None:
    problem = Problem("limit-malformed", {"text": "20"}, Location("a.yaml", 7, 12, "promised"))

    assert describe(problem).startswith("a.yaml:7:12 promised：时限“20”写法不对")
    assert describe(problem, "en").startswith("a.yaml:7:12 promised: “20” is not a limit")


def test_an_error_with_problems_is_described_line_by_line() -> None:
    error = InputError([Problem("limit-malformed", {"text": text}) for text in ("1", "2")])

    assert [line[:6] for line in describe(error).splitlines()] == ["时限“1”写", "时限“2”写"]


def test_an_error_without_problems_speaks_for_itself() -> None:
    assert describe(Refusal(), "en") == "The request is understood but may not be carried out now."


def test_a_malformed_limit_says_what_to_write() -> None:
    with pytest.raises(LimitError) as caught:
        parse_limit("20 工作日")

    assert "20wd（工作日）" in describe(caught.value)
