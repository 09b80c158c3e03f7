"""What is taken out leaves the order of the rest whole."""

from __future__ import annotations

import pytest

import rule_pages
from zaizao.definition.editing import Drop, Edit, Put, edit_definition
from zaizao.diagnosis.engine import gather
from zaizao.diagnosis.mending import drop_activity, drop_link
from zaizao.diagnosis.scope import Scope

TAKEN_IN = """
organs:
  bureau: {name: 审批局, duties: [check]}
materials:
  record: {name: 档案, from: fetch}
activities:
  intake: {does: accept, by: window}
  fetch: {does: fetch, gives: [record]}
  check: {does: check, after: [{activity: intake, ground: law, of: licensing-32}]}
  visit:
    does: visit_site
    takes: [record]
    after: [{activity: check, ground: custom}, {activity: fetch, ground: data, of: record}]
  report: {does: report, after: [{activity: check, ground: custom}]}
  decide: {does: decide, after: [{activity: visit, ground: law}, {activity: check, ground: custom}]}
  again: {does: accept, after: [{activity: check, ground: custom}]}
"""
INTAKE = {"activity": "intake", "ground": "law", "of": "licensing-32"}


def see(text: str = TAKEN_IN) -> Scope:
    definition = rule_pages.define_process(text)
    return Scope(definition, assembly=gather([definition]))


@pytest.mark.parametrize(
    ("target", "index", "edits"),
    [
        pytest.param("report", 0, (Put(("activities", "report", "after"), [INTAKE]),), id="none-left"),
        pytest.param("decide", 1, (Drop(("activities", "decide", "after", 1)),), id="still-behind-the-intake"),
        pytest.param("again", 0, (Drop(("activities", "again", "after", 0)),), id="waits-for-nothing"),
        pytest.param(
            "visit",
            0,
            (Put(("activities", "visit", "after"), [{"activity": "fetch", "ground": "data", "of": "record"}, INTAKE]),),
            id="else-before-the-intake",
        ),
    ],
)
def test_a_step_freed_of_a_link_never_comes_before_the_intake(target: str, index: int, edits: tuple[Edit, ...]) -> None:
    scope = see()

    assert drop_link(scope, target, index) == edits
    assert edit_definition(scope.definition, edits).activities[target]


def test_an_activity_goes_with_its_links_and_its_place_among_the_duties() -> None:
    scope = see()

    after = edit_definition(scope.definition, drop_activity(scope, "check"))

    assert "check" not in after.activities
    assert after.organs["bureau"].duties == ()
    assert {name: [link.activity for link in one.after] for name, one in after.activities.items()} == {
        "intake": [],
        "fetch": [],
        "visit": ["fetch", "intake"],
        "report": ["intake"],
        "decide": ["visit"],
        "again": [],
    }


@pytest.mark.parametrize(
    "naming",
    [
        "  other: {does: work, who: {not: [check]}}",
        "  other: {does: work, by_same_as: check}",
        "  other: {does: work, recurs: {every: 2wd, while: check}}",
        "items: {a: {organ: bureau, clock: {limit: 5wd, from: check.done, to: decide.done}}}",
        "fields: {a: {type: string, from: check}}",
        "entries: {notes: {during: [check]}}",
        "promised: 3wd\npromised_from: check.done",
    ],
)
def test_an_activity_that_something_else_names_is_left_to_a_human(naming: str) -> None:
    text = TAKEN_IN + naming + "\n"
    if naming.startswith("items"):
        text = text.replace("decide: {does: decide,", "decide: {does: decide, item: a, outcomes: [granted, refused],")
        text = text.replace("activity: visit, ground: law", "activity: visit, ground: law, if_skipped: run")

    assert drop_activity(see(text), "check") == ()
