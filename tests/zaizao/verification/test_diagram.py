"""Decision diagrams say the same as looking at every assignment one by one."""

from __future__ import annotations

import itertools
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from zaizao.verification.diagram import FALSE, TRUE, Diagram

VARIABLES = 5
FORMULAS = st.recursive(
    st.integers(0, VARIABLES - 1) | st.booleans(),
    lambda parts: st.tuples(st.sampled_from(("not", "and", "or", "if", "2of3")), parts, parts, parts),
    max_leaves=24,
)


def build(diagram: Diagram, formula: Any) -> int:
    if isinstance(formula, bool):
        return TRUE if formula else FALSE
    if isinstance(formula, int):
        return diagram.variable(formula)
    word, *parts = formula
    a, b, c = (build(diagram, part) for part in parts)
    return {
        "not": lambda: diagram.negate(a),
        "and": lambda: diagram.all_of((a, b, c)),
        "or": lambda: diagram.any_of((a, b, c)),
        "if": lambda: diagram.choose(a, b, c),
        "2of3": lambda: diagram.at_least(2, (a, b, c)),
    }[word]()


def evaluate(formula: Any, assignment: dict[int, bool]) -> bool:
    if isinstance(formula, bool):
        return formula
    if isinstance(formula, int):
        return assignment[formula]
    word, *parts = formula
    a, b, c = (evaluate(part, assignment) for part in parts)
    return {"not": not a, "and": a and b and c, "or": a or b or c, "if": b if a else c, "2of3": a + b + c >= 2}[word]


def list_assignments() -> list[dict[int, bool]]:
    values = itertools.product((False, True), repeat=VARIABLES)
    return [dict(enumerate(row)) for row in values]


@given(FORMULAS)
def test_a_diagram_is_true_exactly_where_the_formula_is(formula: Any) -> None:
    diagram = Diagram()
    built = build(diagram, formula)

    found = [diagram.holds(built, assignment) for assignment in list_assignments()]

    assert found == [evaluate(formula, assignment) for assignment in list_assignments()]


@given(FORMULAS, FORMULAS)
def test_equal_formulas_are_one_number_and_implication_is_decided(first: Any, second: Any) -> None:
    diagram = Diagram()
    one, other = build(diagram, first), build(diagram, second)
    truths = [(evaluate(first, a), evaluate(second, a)) for a in list_assignments()]

    assert (one == other) == all(a == b for a, b in truths)
    assert (diagram.outside(one, other) == FALSE) == all(b for a, b in truths if a)


@given(FORMULAS)
def test_what_is_picked_makes_the_formula_true_whatever_is_left_open(formula: Any) -> None:
    diagram = Diagram()
    picked = diagram.pick(build(diagram, formula))

    if picked is None:
        assert not any(evaluate(formula, assignment) for assignment in list_assignments())
    else:
        assert all(evaluate(formula, {**assignment, **picked}) for assignment in list_assignments())
