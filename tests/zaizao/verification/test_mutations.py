"""A redesign with one fault is refused, whatever the fault and wherever it is; what is not refused means nothing."""

from __future__ import annotations

import functools

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from mutation_table import PAGE, Chain, list_chains, mutate, render_chain, render_head, split_page
from mutations import OPERATORS, Operator
from mutations.harmless import HABIT
from reference import compare

from examples import examples
from zaizao.definition import read_definition
from zaizao.testing.definitions import runnable_definitions
from zaizao.verification import verify

PLACES = 1
"""How many places of each chain an operator is tried at in the short form; the page tells of all."""
BEHAVIOUR = [
    operator
    for operator in OPERATORS
    if operator.name
    in ("guard-negated", "law-link-dropped", "on-widened", "on-changed", "skip-flipped", "needs-any", "needs-fewer")
]


@functools.cache
def find_chains() -> tuple[Chain, ...]:
    return tuple(list_chains())


def test_there_are_at_least_24_operators_and_each_has_its_own_name() -> None:
    names = [operator.name for operator in OPERATORS]

    assert len(set(names)) == len(names) >= 24


def test_every_chain_that_is_mutated_is_sound_to_begin_with() -> None:
    assert [chain.name for chain in find_chains() if not verify(chain.before, chain.after).holds] == []


def test_every_operator_finds_a_place_in_the_sample_chain() -> None:
    sample = find_chains()[0].after

    assert [operator.name for operator in OPERATORS if not any(True for _ in operator.find(sample))] == []


@pytest.mark.parametrize("operator", OPERATORS, ids=lambda operator: operator.name)
def test_no_fault_survives(operator: Operator) -> None:
    rows = {chain.name: mutate(chain, operator, most=PLACES) for chain in find_chains()}

    assert {name: row.survived for name, row in rows.items() if row.survived} == {}


def test_the_page_is_about_these_operators_and_chains_and_no_fault_on_it_survived() -> None:
    page = PAGE.read_text(encoding="utf-8")

    assert [chain.name for chain in find_chains() if render_head(chain) not in page] == []
    assert [one.name for one in OPERATORS if page.count(f"| {one.name} |") != len(find_chains())] == []
    survived = [
        line for line in page.splitlines() if line.startswith("| ") and not line.endswith(("| 0 |", "survived |"))
    ]
    assert survived == []


def test_the_page_is_its_head_and_one_section_for_each_chain() -> None:
    assert [name for name, _ in split_page(PAGE.read_text(encoding="utf-8"))] == [each.name for each in find_chains()]


@pytest.mark.proof
@pytest.mark.parametrize("chain", find_chains(), ids=lambda chain: chain.name.replace(" ", "-"))
def test_the_page_is_what_the_verifier_does_today(chain: Chain) -> None:
    assert dict(split_page(PAGE.read_text(encoding="utf-8")))[chain.name] == render_chain(chain)


@settings(max_examples=examples(30, proof=1000), deadline=None)
@given(st.data())
def test_random_faults_are_refused_exactly_where_looking_at_situations_finds_a_difference(data: st.DataObject) -> None:
    definition = data.draw(runnable_definitions(max_activities=5))
    operator = data.draw(st.sampled_from(BEHAVIOUR))
    mutants = list(operator.find(definition))
    assume(mutants)
    mutant = data.draw(st.sampled_from(mutants))

    answer = compare((definition,), mutant.definition, most=5000)
    verdict = verify((definition,), mutant.definition)

    assume(answer.looked_at == answer.in_all)
    told = {loss.code for loss in verdict.losses}
    assert bool(answer.lost) == bool(told & {*_BEHAVIOUR_CODES}), (answer.lost, told)


_BEHAVIOUR_CODES = (
    "act-not-run",
    "act-by-habit",
    "act-without-ground",
    "condition-by-habit",
    "prerequisite-lost",
    "data-lost",
)


def test_a_step_that_is_mere_habit_is_the_reason_why_dropping_it_is_harmless() -> None:
    sample = read_definition(PAGE.parent.parent / "tests/zaizao/verification/samples/permit.yaml")
    operator = next(one for one in OPERATORS if one.name == "activity-dropped")

    row = mutate(Chain("permit", (sample,), sample), operator)

    assert (row.places, row.killed, dict(row.harmless)) == (10, 9, {HABIT: 1})
