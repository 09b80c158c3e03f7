"""Safe remedies are carried out in the text, and only where looking again shows that they did no harm."""

from __future__ import annotations

import datetime as dt
from functools import partial
from pathlib import Path

from hypothesis import given, settings
from msgspec.structs import replace

from examples import examples
from zaizao.definition import ProcessDefinition, check_definition, read_definition, write_definition
from zaizao.definition.editing import Drop, Put
from zaizao.definition.reading import read_shared
from zaizao.diagnosis import (
    Finding,
    HarmfulRemedyError,
    Remedy,
    Safety,
    diagnose,
    find_rule,
    fix_definition,
    fix_text,
)
from zaizao.testing.definitions import runnable_definitions
from zaizao.verification import verify

ROOT = Path(__file__).resolve().parents[3]
DAY = dt.date(2026, 3, 2)
TEXT = """\
# who reads this is told why
process: tested
name: 试流程
kind: item
competent: bureau
organs: {bureau: {name: 审批局}}
activities:
  intake: {name: 受理, does: accept, bases: [licensing-32]}  # first of all
  check:
    name: 审核
    does: check
    bases: [licensing-34]
    after: [{activity: intake, ground: law, of: licensing-32}]
  decide:
    name: 决定
    does: decide
    bases: [licensing-38, individual-9]  # one of them has ended
    after:
      - {activity: check, ground: law, of: licensing-38}
      - {activity: intake, ground: custom}  # implied
"""
MENDED = """\
# who reads this is told why
process: tested
name: 试流程
kind: item
competent: bureau
organs: {bureau: {name: 审批局}}
activities:
  intake: {name: 受理, does: accept, bases: [licensing-32]}  # first of all
  check:
    name: 审核
    does: check
    bases: [licensing-34]
    after: [{activity: intake, ground: law, of: licensing-32}]
  decide:
    name: 决定
    does: decide
    bases: [licensing-38]  # one of them has ended
    after:
      - {activity: check, ground: law, of: licensing-38}
"""


def list_places(findings: tuple[Finding, ...]) -> list[tuple[str, str]]:
    return [(finding.rule.code, finding.at) for finding in findings]


def test_safe_remedies_are_written_into_the_text_and_comments_stay() -> None:
    fixed = fix_text(TEXT, find=partial(diagnose, on=DAY))

    assert fixed.result == MENDED
    assert list_places(fixed.done) == [("ZL102", "activities.decide.after[1]"), ("ZL202", "activities.decide.bases[1]")]
    assert fixed.refused == ()


def test_mending_what_is_mended_changes_nothing() -> None:
    assert fix_text(MENDED, find=partial(diagnose, on=DAY)).result == MENDED


def test_a_definition_is_mended_like_its_text() -> None:
    fixed = fix_definition(read_definition(TEXT), find=partial(diagnose, on=DAY))

    # the basis nobody cites any more stays declared in the value; the text never declared it
    assert replace(fixed.result, bases={}) == replace(read_definition(MENDED), bases={})


def pretend(*edits: Drop | Put, safety: Safety = Safety.SAFE):
    """A look that finds one thing, until it is gone, and proposes these edits."""
    rule = find_rule("ZL103")

    def find(definition: ProcessDefinition) -> tuple[Finding, ...]:
        gone = "intake" in definition.activities and definition.activities["intake"].does == "report"
        path = ("activities", "intake")
        return () if gone else (Finding(rule, "tested", path, remedy=Remedy(None, edits, safety), anchor="x"),)

    return find


def test_what_needs_a_human_is_left() -> None:
    find = pretend(Put(("activities", "intake", "does"), "report"), safety=Safety.HUMAN)

    assert fix_text(TEXT, find=find).result == TEXT


def test_a_remedy_after_which_the_definition_does_not_load_is_refused() -> None:
    fixed = fix_text(TEXT, find=pretend(Drop(("activities", "intake"))))

    assert fixed.result == TEXT
    assert fixed.done == ()
    assert [error.code for _, error in fixed.refused] == ["definition"]


def test_a_remedy_that_does_not_help_is_refused() -> None:
    fixed = fix_text(TEXT, find=pretend(Put(("activities", "intake", "name"), "收件")))

    assert fixed.result == TEXT
    assert [(type(error), error.fields["worse"]) for _, error in fixed.refused] == [(HarmfulRemedyError, ("ZL103",))]


def test_a_remedy_that_makes_a_check_worse_is_refused() -> None:
    edits = (Put(("activities", "intake", "does"), "report"), Drop(("activities", "intake", "bases")))

    fixed = fix_text(TEXT, find=pretend(*edits))

    assert fixed.result == TEXT
    assert [error.fields["worse"] for _, error in fixed.refused] == [("no-basis",)]


def test_the_shipped_description_as_found_is_mended_without_harm() -> None:
    folder = ROOT / "packs" / "restaurant"
    read = partial(read_definition, shared=read_shared(folder / "pack.yaml"))
    text = (folder / "open-restaurant.as-is.yaml").read_text(encoding="utf-8")

    fixed = fix_text(text, read=read, find=partial(diagnose, on=DAY, select=["ZL1", "ZL2"]))

    assert ("ZL101", "activities.register.after[3]") in list_places(fixed.done)
    assert fixed.refused == ()
    assert "circle" not in [one.code for one in check_definition(read(fixed.result))]


@given(definition=runnable_definitions())
@settings(max_examples=examples(15))
def test_mending_ends_and_never_makes_a_definition_worse(definition: ProcessDefinition) -> None:
    find = partial(diagnose, on=DAY)
    before = {one.code for one in check_definition(definition)}

    fixed = fix_text(write_definition(definition), find=find)

    after = read_definition(fixed.result)
    assert {one.code for one in check_definition(after)} <= before
    assert verify([definition], after, on=DAY).losses == ()
    left = [one for one in find(after) if one.remedy and one.remedy.safety is Safety.SAFE and one.remedy.edits]
    assert {one.fingerprint for one in left} <= {one.fingerprint for one, _ in fixed.refused}
