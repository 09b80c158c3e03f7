"""Guards as formulas hold exactly where FEEL says that they hold."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zaizao.definition.model import Field
from zaizao.expression import compile_expression
from zaizao.verification.diagram import FALSE
from zaizao.verification.domains import Situations
from zaizao.verification.guards import OTHER, Fields, GuardReader, list_days, list_numbers

DECLARED = {
    "area": Field("number"),
    "kind": Field("string", options=("shop", "plant", "depot")),
    "word": Field("string"),
    "urgent": Field("boolean"),
    "large": Field("boolean"),
    "day": Field("date"),
}
TESTS = (
    "area > 10",
    "area >= 100",
    "10 < area",
    "area between 10 and 100",
    "area in [10..50]",
    "area in (< 3, > 99)",
    "area = -1",
    'kind = "shop"',
    'kind in ("plant", "depot")',
    'word = "yes"',
    'word != "no"',
    "urgent",
    "large = true",
    "urgent = false",
    'day < @"2026-03-01"',
    'day >= @"2026-02-28"',
    "true",
)


def _join(word: str, first: str, second: str) -> str:
    if word == "not":
        return f"not({first})"
    return f"if {first} then {second} else not({second})" if word == "if" else f"({first}) {word} ({second})"


GUARDS = st.recursive(
    st.sampled_from(TESTS),
    lambda parts: st.builds(_join, st.sampled_from(("and", "or", "not", "if")), parts, parts),
    max_leaves=6,
)
FACTS = st.fixed_dictionaries(
    {
        "area": st.integers(-3, 120).map(Decimal) | st.decimals(-2, 101, places=1),
        "kind": st.sampled_from(("shop", "plant", "depot")),
        "word": st.sampled_from(("yes", "no", "perhaps")),
        "urgent": st.booleans(),
        "large": st.booleans(),
        "day": st.dates(dt.date(2026, 2, 20), dt.date(2026, 3, 8)),
    }
)


def make_reader(*guards: str) -> tuple[Situations, GuardReader, Fields]:
    fields, situations = Fields(), Situations()
    fields.learn_fields(DECLARED, str)
    for guard in guards:
        fields.learn_guard(guard, str)
    return situations, GuardReader(situations, fields, str), fields


def find_region(values: tuple[Any, ...], constants: frozenset[Any], value: Any) -> Any:
    """The value of the domain that no constant separates from ``value``."""
    return next(one for one in values if all((one < c, one > c) == (value < c, value > c) for c in constants))


def find_value(fields: Fields, name: str, value: Any) -> Any:
    """The value that stands for the region of ``value``."""
    values = fields.values_of(name) or ()
    if value in values:
        return value
    return find_region(values, fields.known[name].constants, value) if name in ("area", "day") else OTHER


@given(GUARDS, FACTS)
def test_a_guard_holds_in_its_formula_exactly_where_it_holds_in_feel(guard: str, facts: dict[str, Any]) -> None:
    situations, reader, fields = make_reader(guard)
    formula = reader.formula(guard)

    here = situations.diagram.all_of(
        situations.among(situations.domains[f"field {name}"], [find_value(fields, name, value)])
        for name, value in facts.items()
        if f"field {name}" in situations.domains
    )

    assert here != FALSE
    holds = situations.diagram.outside(here, formula) == FALSE
    assert holds == (compile_expression(guard).test(facts) is True)


def test_numbers_and_days_have_a_value_in_each_region() -> None:
    assert list_numbers([Decimal(5), Decimal(1)]) == (0, 1, 3, 5, 6)
    assert list_numbers([]) == (0,)
    day = dt.date(2026, 3, 1)
    assert list_days([day]) == (dt.date(2026, 2, 28), day, dt.date(2026, 3, 2))


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("area > 10 and area > 5", "area > 10", True),
        ("not (area > 10)", "area <= 10", True),
        ('kind = "shop" or kind != "shop"', "true", True),
        ("count(names) > 1", "count( names ) > 1", True),
        ("count(names) > 1", "count(names) > 2", False),
        ("area > limit", "area > limit and urgent", False),
    ],
)
def test_guards_that_mean_the_same_are_one_formula(first: str, second: str, same: bool) -> None:
    _, reader, _ = make_reader(first, second)

    assert (reader.formula(first) == reader.formula(second)) is same


def test_a_situation_names_only_what_matters() -> None:
    situations, reader, _ = make_reader("area > 10 and urgent", "large")
    reader.formula("large")

    found = situations.explain(reader.formula("area > 10 and urgent"))

    assert found is not None
    assert set(found) == {"area", "urgent"}
    assert found["urgent"] is True
    assert situations.explain(FALSE) is None
