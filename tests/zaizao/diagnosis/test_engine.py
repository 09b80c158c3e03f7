"""Looking is deterministic, selective, and names places that survive edits elsewhere."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings

import rule_pages
from examples import examples
from zaizao.definition import ProcessDefinition
from zaizao.diagnosis import (
    UnknownDiagnosisRuleError,
    diagnose,
    diagnose_all,
    find_rule,
    list_rules,
    locate_findings,
    select_rules,
)
from zaizao.diagnosis.lawful import NO_TEXTS
from zaizao.testing.definitions import runnable_definitions

ROW = """
activities:
  intake: {name: 受理, does: accept, bases: [licensing-32]}
  ask: {name: 问街道, does: consult, by: street, after: [{activity: intake, ground: law}], bases: [licensing-36]}
  visit: {name: 踏勘, does: visit_site, after: [{activity: ask, ground: custom}], bases: [licensing-34]}
"""
REPEALED = "activities:\n  intake: {name: 受理, does: accept, bases: [individual-9]}\n"


def list_codes(text: str, **options: object) -> list[str]:
    return [finding.rule.code for finding in diagnose(rule_pages.define_process(text), **options)]


def test_rules_are_chosen_by_code_name_or_family_and_left_out_likewise() -> None:
    family = tuple(rule for rule in list_rules() if rule.family == "zl1")

    assert select_rules(["ZL1"]) == family
    assert select_rules(["zl103", "mutual-prerequisite"]) == (find_rule("ZL101"), find_rule("ZL103"))
    assert select_rules(["zl1"], ["custom-prerequisite"]) == tuple(rule for rule in family if rule.code != "ZL103")
    assert select_rules() == list_rules(with_evidence=False)
    assert select_rules(with_evidence=True) == list_rules()


def test_an_unknown_rule_is_refused_with_those_there_are() -> None:
    with pytest.raises(UnknownDiagnosisRuleError) as refused:
        diagnose(rule_pages.define_process(ROW), select=["ZL999"])

    assert refused.value.fields["rule"] == "ZL999"
    assert "ZL103" in refused.value.fields["known"]


def test_selecting_and_ignoring_narrow_what_is_found() -> None:
    assert list_codes(ROW, select=["ZL103"]) == ["ZL103"]
    assert list_codes(ROW, select=["ZL1"], ignore=["ZL103"]) == []


def test_the_day_and_the_law_texts_decide_what_is_in_force() -> None:
    before, after = dt.date(2020, 5, 6), dt.date(2026, 3, 2)

    assert list_codes(REPEALED, on=before, select=["ZL202"]) == []
    assert list_codes(REPEALED, on=after, select=["ZL202"]) == ["ZL202"]
    assert list_codes(REPEALED, select=["ZL202"]) == ["ZL202"]
    assert list_codes(REPEALED, select=["ZL202"], library=NO_TEXTS) == []


def test_a_finding_is_known_again_after_edits_elsewhere() -> None:
    first = diagnose(rule_pages.define_process(ROW), select=["ZL103"])[0]
    moved = ROW.replace("[{activity: ask", "[{activity: intake, ground: law}, {activity: ask").replace("问街道", "征询")

    again = diagnose(rule_pages.define_process(moved), select=["ZL103"])[0]

    assert (first.at, again.at) == ("activities.visit.after[0]", "activities.visit.after[1]")
    assert first.anchor == again.anchor == "activities.visit.after[ask]"
    assert first.fingerprint == again.fingerprint


def test_findings_are_located_in_the_text_they_were_read_from() -> None:
    found = locate_findings(diagnose(rule_pages.define_process(ROW), select=["ZL103"]), ROW, file="stall.yaml")

    assert [str(one.where) for one in found] == ["stall.yaml:5:47 activities.visit.after[0]"]


def test_definitions_diagnosed_together_are_found_in_their_own_order() -> None:
    one, other = rule_pages.define_process(ROW), rule_pages.define_process(REPEALED + "process: other\n")

    found = diagnose_all([other, one], select=["ZL103", "ZL202"])

    assert [[finding.rule.code for finding in findings] for findings in found] == [["ZL202"], ["ZL103"]]
    assert found[1] == diagnose(one, others=[other], select=["ZL103", "ZL202"])


@given(definition=runnable_definitions())
@settings(max_examples=examples(25))
def test_every_rule_looks_at_any_definition_and_says_the_same_twice(definition: ProcessDefinition) -> None:
    on = dt.date(2026, 3, 2)

    first = diagnose(definition, on=on)

    assert first == diagnose(definition, on=on)
    assert [finding.rule.code for finding in first] == sorted(finding.rule.code for finding in first)
    assert all(finding.say("zh") and finding.say("en") for finding in first)


MADE = (
    "process: {name}\nname: {name}\n{rest}materials:\n  own: {{name: {own}, from: decide}}\n  need: {{name: {need}}}\n"
)
STEPS = "activities:\n  decide: {does: decide, takes: [need], gives: [own]}\n"


def define_maker(name: str, *, own: str, need: str, rest: str = "") -> ProcessDefinition:
    return rule_pages.define_process(MADE.format(name=name, own=own, need=need, rest=rest) + STEPS)


def test_three_processes_that_wait_for_each_other_are_each_found() -> None:
    processes = [define_maker(f"p{n}", own=f"证{n}", need=f"证{(n + 1) % 3}") for n in range(3)]

    found = diagnose_all(processes, select=["ZL101"])

    assert [[finding.at for finding in findings] for findings in found] == [["activities.decide.takes[0]"]] * 3
    assert [one.process for one in found[0][0].evidence] == ["p1", "p2"]


def test_a_paper_that_several_processes_make_binds_nobody() -> None:
    processes = [
        define_maker("one", own="甲证", need="乙证"),
        define_maker("two", own="乙证", need="甲证"),
        define_maker("three", own="乙证", need="丙证"),
    ]

    assert diagnose_all(processes, select=["ZL101"]) == ((), (), ())


def test_a_process_as_found_does_not_wait_for_itself_made_anew() -> None:
    old = define_maker("one", own="甲证", need="乙证", rest="as_is: true\n")
    anew = define_maker("one", own="甲证", need="丙证")
    other = define_maker("two", own="乙证", need="甲证")

    found = diagnose_all([old, anew, other], select=["ZL101"])

    assert [[finding.at for finding in findings] for findings in found] == [
        ["activities.decide.takes[0]"],
        [],
        ["activities.decide.takes[0]"],
    ]
