"""A discovered model is a definition like any other: it loads, is written as BPMN and back, and allows what the tree allows."""

from __future__ import annotations

from hypothesis import given, settings

from letter_logs import TRACES, write_log
from zaizao.definition import Severity, check_definition, read_definition, write_definition
from zaizao.mining.conformance import replay_log
from zaizao.mining.discovery import (
    SILENT,
    Loss,
    Operator,
    Said,
    Tree,
    definition_of_tree,
    discover_definition,
    join_trees,
)
from zaizao.notation import from_bpmn, to_bpmn


@settings(deadline=None, max_examples=40)
@given(TRACES)
def test_a_discovered_definition_loads_without_errors_and_fits_its_log(traces: list[str]) -> None:
    log = write_log(*traces)
    modelled = discover_definition(log, noise=0.0)
    if not modelled.definition.activities:
        return

    read = read_definition(write_definition(modelled.definition))

    assert read == modelled.definition
    assert [one for one in check_definition(read) if one.severity is Severity.ERROR] == []
    assert from_bpmn(to_bpmn(read)) == read
    assert replay_log(log, read).fitness == 1.0


def test_a_region_that_is_repeated_ends_in_the_step_that_repeats_it() -> None:
    tree = join_trees(Operator.LOOP, join_trees(Operator.SEQUENCE, Tree("a"), Tree("b")), SILENT)

    activities = definition_of_tree(tree).definition.activities

    assert activities["b"].repeat is not None
    assert (activities["b"].repeat.body, activities["a"].repeat) == (("a", "b"), None)


def test_what_the_language_cannot_say_is_said() -> None:
    choice = join_trees(Operator.EXCLUSIVE, Tree("a"), Tree("b"))
    beside = join_trees(Operator.EXCLUSIVE, SILENT, join_trees(Operator.PARALLEL, Tree("c"), Tree("d")))
    round_trip = Tree(operator=Operator.LOOP, children=(Tree("e"), Tree("f")))

    lost = definition_of_tree(join_trees(Operator.SEQUENCE, choice, beside, round_trip)).lost

    assert lost == (Said(Loss.EXCLUSIVE, ("a", "b")), Said(Loss.TOGETHER, ("c", "d")), Said(Loss.ORDER, ("e", "f")))


def test_identifiers_are_made_of_names_and_no_two_are_alike() -> None:
    tree = join_trees(Operator.SEQUENCE, *(Tree(name) for name in ("受理", "T02 Check", "t02-check", "?!", "case")))

    definition = definition_of_tree(tree).definition

    assert (
        list(definition.activities) == ["受理", "t02-check", "t02-check-3", "step-4", "case-5"]
        or len(set(definition.activities)) == 5
    )
    assert [one.name.zh for one in definition.activities.values() if one.name] == [
        "受理", "T02 Check", "t02-check", "?!", "case",
    ]  # fmt: skip
