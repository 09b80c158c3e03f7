"""No expression eats the machine: ranges, loops, recursion, strings and patterns are bounded by typed errors."""

from __future__ import annotations

import pickle

import pytest

from zaizao.expression import ExpressionTooLargeError, PatternRefusedError, compile_expression
from zaizao.wording import describe

SUM_UP = "{f: function(n) if n = 0 then 0 else n + f(n - 1), r: f(%d)}.r"


@pytest.mark.parametrize(
    "text",
    [
        "for i in 1..10**9 return i",
        "count(for i in [1..10**9] return i)",
        "some i in 1..10**30 satisfies i < 0",
        "for i in 1..2000, j in 1..2000 return i",
        "every i in 1..2000, j in 1..2000 satisfies i > 0",
        SUM_UP % 1000,
        "(function(f) f(f))(function(f) f(f))",
        '{s: "aaaaaaaaaa", a: ' + "+".join(["s"] * 1) + '}.a + string join(for i in 1..20000 return "aaaaaaaaaa")',
        'replace("' + "a" * 5000 + '", "a", "' + "b" * 3000 + '")',
    ],
)
def test_growth_is_refused(text: str) -> None:
    with pytest.raises(ExpressionTooLargeError) as refused:
        compile_expression(text).evaluate({})
    assert describe(refused.value, "zh") != describe(refused.value, "en")
    assert pickle.loads(pickle.dumps(refused.value)).fields == refused.value.fields


def test_moderate_recursion_is_fine() -> None:
    assert compile_expression(SUM_UP % 20).evaluate({}) == 210


def test_numbers_stay_numbers_however_large() -> None:
    assert compile_expression("10 ** 10000").evaluate({}) is None
    assert compile_expression("decimal(1, 10 ** 9)").evaluate({}) is None


@pytest.mark.parametrize(
    "pattern",
    ["(a+)+$", "(a*)*b", "(a|a)*b", "(a|ab)*c", "(.*a){12}", "(a?a)+b", "((a|b)+)+c", "x" * 201, "(a{1,9}){6,}"],
)
def test_a_pattern_that_could_run_for_ever_is_refused(pattern: str) -> None:
    with pytest.raises(PatternRefusedError):
        compile_expression("matches(s, p)").evaluate({"s": "a" * 30, "p": pattern})


def test_a_text_too_long_for_its_pattern_is_refused() -> None:
    guard = compile_expression('matches(s, "a.*b.*c")')
    assert guard.evaluate({"s": "a-b-c"}) is True
    with pytest.raises(PatternRefusedError):
        guard.evaluate({"s": "a" * 5000})


@pytest.mark.parametrize(
    ("pattern", "text", "answer"),
    [
        ("^1[3-9][0-9]{9}$", "13805460000", True),
        ("^[0-9]{17}[0-9Xx]$", "37050219900101123X", True),
        ("^(鲁|京)[A-Z]", "鲁E12345", True),
        ("[A-Z-[OI]]", "O", False),
        ("^a$", "a\n", False),
        ("a.b", "a\nb", False),
        ("(?=a)", "a", None),
        ("(", "a", None),
        ("a)", "a", None),
        ("\\\\p{Xx}", "a", None),
        ("(a)[\\\\1]", "a", None),
    ],
)
def test_pattern_matches(pattern: str, text: str, answer: object) -> None:
    assert compile_expression(f'matches(s, "{pattern}")').evaluate({"s": text}) is answer
