"""Why, why not, and what is missing."""

from __future__ import annotations

import datetime as dt

from zaizao.expression import UNKNOWN, Reason, compile_expression, compile_unary_tests

GUARD = compile_expression('not has_licence and (area > 200 or kind in ("restaurant", "canteen"))')


def test_a_reason_is_a_tree_of_conditions_with_what_they_read() -> None:
    reason = compile_expression("not ok and area > 200").explain({"ok": False, "area": 300})
    read = (("ok", False), ("area", 300))
    expected = Reason(
        "not ok and area > 200",
        True,
        read,
        "and",
        (
            Reason("not(ok)", True, (("ok", False),), "not", (Reason("ok", False, (("ok", False),)),)),
            Reason("area > 200", True, (("area", 300),)),
        ),
    )
    assert reason == expected


def test_why_it_holds_in_both_languages() -> None:
    reason = GUARD.explain({"has_licence": False, "area": 120, "kind": "canteen"})
    assert reason.to_text() == (
        '成立：not has_licence and (area > 200 or kind in ("restaurant", "canteen"))\n'
        "  has_licence 为假\n"
        '  kind in ("canteen") 为真（kind = "canteen"）'
    )
    assert reason.to_text("en") == (
        'Holds: not has_licence and (area > 200 or kind in ("restaurant", "canteen"))\n'
        "  has_licence is false\n"
        '  kind in ("canteen") is true (kind = "canteen")'
    )


def test_why_it_does_not_hold_names_only_what_decided() -> None:
    reason = GUARD.explain({"has_licence": True})
    assert reason.value is False
    assert reason.missing == ()
    assert [leaf.text for leaf in reason.list_decisive()] == ["has_licence"]


def test_what_is_missing_is_named_in_order_of_reading() -> None:
    reason = GUARD.explain({"area": 100})
    assert reason.value is UNKNOWN
    assert reason.missing == ("has_licence", "kind")
    assert reason.to_text().splitlines()[0].startswith("尚不能判断")
    assert reason.to_text().splitlines()[-1] == "还缺：has_licence、kind"


def test_a_field_given_as_null_counts_as_missing() -> None:
    assert compile_expression("area > 1").explain({"area": None}).missing == ("area",)


def test_today_is_missing_where_the_scope_has_no_clock() -> None:
    guard = compile_expression("today() > on")
    assert guard.explain({"on": dt.date(2026, 2, 10)}).missing == ("today",)


def test_a_cell_explains_the_test_that_its_input_passed() -> None:
    reason = compile_unary_tests("< 18, > 65").explain({"?": 70})
    assert [(leaf.text, leaf.value) for leaf in reason.list_decisive()] == [("? > 65", True)]


def test_a_branch_explains_its_condition_and_what_was_taken() -> None:
    reason = compile_expression("if area > 200 then ok else false").explain({"area": 100})
    assert [(part.text, part.value) for part in reason.parts] == [("area > 200", False), ("false", False)]


def test_a_value_is_said_as_such() -> None:
    assert compile_expression("area * 2").explain({"area": 4}).to_text().splitlines()[0] == "area * 2 的结果为 8"
