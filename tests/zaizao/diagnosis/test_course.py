"""What can never happen, and what keeps an item undecided, in large and in odd definitions."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

import rule_pages
from examples import examples
from zaizao.definition import ProcessDefinition
from zaizao.definition.model import Ground, Link
from zaizao.diagnosis import diagnose
from zaizao.diagnosis.course import MOST_CONDITIONS, can_all_hold
from zaizao.testing.definitions import runnable_definitions


@pytest.mark.parametrize(
    ("guards", "hold"),
    [
        (["large"], True),
        (["large", "not(large)"], False),
        (["large and urgent", "not(urgent)"], False),
        (["large or urgent", "not(urgent)"], True),
        (["area > 50", "not(area > 50)"], False),
        (["area > 60", "area < 18"], True),
        (["false"], False),
        (["true"], True),
    ],
)
def test_guards_hold_together_where_some_answers_make_all_true(guards: list[str], hold: bool) -> None:
    assert can_all_hold(frozenset(guards)) is hold


def test_more_conditions_than_are_tried_are_in_doubt() -> None:
    guards = frozenset(f"not(c{n})" for n in range(MOST_CONDITIONS + 1))

    assert (can_all_hold(guards), can_all_hold(guards, doubt=False)) == (True, False)


def test_conditions_that_nothing_turns_round_hold_together_however_many() -> None:
    guards = frozenset(f"c{n} and d{n} > {n}" for n in range(MOST_CONDITIONS + 1))

    assert can_all_hold(guards, doubt=False)


def test_a_contradiction_among_many_conditions_is_found() -> None:
    fields = {f"c{n}": {"type": "boolean"} for n in range(MOST_CONDITIONS + 1)}
    steps = {f"s{n}": {"does": "work", "when": f"c{n}"} for n in range(MOST_CONDITIONS + 1)}
    last = {"does": "work", "when": "not(c0)", "after": [{"activity": "s0", "ground": "law", "if_skipped": "skip"}]}
    definition = rule_pages.define_process("{}", fields=fields, activities={**steps, "last": last})

    assert [one.at for one in diagnose(definition, select=["ZL904"])] == ["activities.last"]


def test_a_row_of_two_thousand_steps_is_looked_through() -> None:
    steps: dict[str, object] = {"s0": {"does": "check", "item": "permit", "outcomes": ["passed", "failed"]}}
    for n in range(1, 2000):
        link = {"activity": f"s{n - 1}", "ground": "law", **({"on": ["passed"]} if n == 1 else {"if_skipped": "skip"})}
        steps[f"s{n}"] = {"does": "check", "item": "permit", "after": [link]}
    last = {"activity": "s1999", "ground": "law", "if_skipped": "skip"}
    steps["decide"] = {"does": "decide", "item": "permit", "outcomes": ["granted", "refused"], "after": [last]}
    definition = rule_pages.define_process("{}", items={"permit": {"organ": "bureau"}}, activities=steps)

    assert [one.at for one in diagnose(definition, select=["ZL904"])] == ["activities.s0.outcomes"]


@given(definition=runnable_definitions(), draw=st.data())
@settings(max_examples=examples(20))
def test_a_circle_drawn_into_any_definition_is_found_and_every_rule_bears_it(
    definition: ProcessDefinition, draw: st.DataObject
) -> None:
    pairs = [(link.activity, name) for name, one in definition.activities.items() for link in one.after]
    assume(pairs)
    first, second = draw.draw(st.sampled_from(pairs))
    turned = replace(
        definition.activities[first], after=(*definition.activities[first].after, Link(second, Ground.CUSTOM))
    )
    circular = replace(definition, as_is=True, activities={**definition.activities, first: turned})

    found = diagnose(circular)

    assert "ZL101" in {one.rule.code for one in found}
    assert all(one.say("zh") and one.say("en") for one in found)
