"""Findings and rules as JSON and SARIF, and manual pages."""

from __future__ import annotations

import json

import pytest

import rule_pages
from zaizao.definition import read_definition
from zaizao.diagnosis import (
    Finding,
    FindingsRecord,
    Suppression,
    UnknownDiagnosisRuleError,
    diagnose,
    explain,
    list_rules,
    locate_findings,
    make_baseline,
    rules_to_json,
    sift_findings,
    to_json_value,
    to_sarif,
)

TEXT = """\
process: tested
name: 试流程
kind: item
competent: bureau
organs: {bureau: {name: 审批局}}
activities:
  intake: {name: 受理, does: accept, bases: [licensing-32]}
  check:
    {name: 审核, does: check, bases: [licensing-34], after: [{activity: intake, ground: law, of: licensing-32}]}
  decide:
    name: 决定
    does: decide
    bases: [licensing-38]
    after:
      - {activity: check, ground: law, of: licensing-38}
      - {activity: intake, ground: custom}
"""
FILE = "流程/a b.yaml"


def find() -> tuple[Finding, ...]:
    return locate_findings(diagnose(read_definition(TEXT), select=["ZL102"]), TEXT, file=FILE)


def test_a_finding_as_json_names_element_place_words_and_remedy() -> None:
    (finding,) = find()

    value = to_json_value(finding, language="en")

    assert json.loads(json.dumps(value)) == value
    assert value == {
        "rule": "ZL102",
        "name": "redundant-prerequisite",
        "severity": "note",
        "process": "tested",
        "at": "activities.decide.after[1]",
        "file": FILE,
        "line": 16,
        "column": 9,
        "text": "“决定” comes after “受理” by its other prerequisites anyway; this one, by habit, is redundant",
        "fields": {"source": "受理", "target": "决定"},
        "evidence": [],
        "remedy": {
            "operator": "resequence",
            "safety": "safe",
            "edits": [{"edit": "drop", "path": ["activities", "decide", "after", 1]}],
        },
        "fingerprint": finding.fingerprint,
    }


def test_every_example_of_every_rule_can_be_told_as_json_and_sarif() -> None:
    for page in rule_pages.list_pages():
        for example in page.examples:
            findings = example.find(page.rule)
            told = [to_json_value(finding, language=language) for finding in findings for language in ("zh", "en")]
            assert json.loads(json.dumps(told)) == told
            assert json.dumps(to_sarif(findings))


def test_every_rule_is_told_with_the_fixed_keys() -> None:
    told = rules_to_json()

    assert [one["code"] for one in told] == [rule.code for rule in list_rules()]
    assert all({"code", "name", "family", "remedy", "status"} <= one.keys() for one in told)
    assert all(one["summary"]["zh"] and one["summary"]["en"] for one in told)
    assert json.loads(json.dumps(told)) == told


@pytest.mark.parametrize("wanted", ["ZL103", "zl103", "custom-prerequisite"])
def test_a_rule_is_explained_by_code_or_name(wanted: str) -> None:
    page = explain(wanted)

    assert page.startswith("# ZL103 惯例前置 (custom-prerequisite)\n\n一个环节要等另一个环节办完")
    assert "## 查什么" in page


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_rule_can_be_explained(language: str) -> None:
    pages = [explain(rule.code, language=language) for rule in list_rules()]

    assert all(page.count("\n## ") == 8 for page in pages)


def test_an_unknown_rule_cannot_be_explained() -> None:
    with pytest.raises(UnknownDiagnosisRuleError):
        explain("ZL000")


def test_sarif_names_rule_place_and_the_lines_that_mend_it() -> None:
    log = to_sarif(find(), version="0.2", texts={FILE: TEXT})

    (run,) = log["runs"]
    (result,) = run["results"]
    driver = run["tool"]["driver"]
    assert (log["version"], driver["name"], driver["version"]) == ("2.1.0", "zaizao", "0.2")
    assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"] == "ZL102"
    assert driver["rules"][result["ruleIndex"]]["help"]["text"].startswith("# ZL102")
    place = result["locations"][0]
    assert place["physicalLocation"] == {
        "artifactLocation": {"uri": "%E6%B5%81%E7%A8%8B/a%20b.yaml"},
        "region": {"startLine": 16, "startColumn": 9},
    }
    assert place["logicalLocations"] == [{"fullyQualifiedName": "tested:activities.decide.after[1]", "kind": "element"}]
    change = result["fixes"][0]["artifactChanges"][0]["replacements"]
    region = {"startLine": 16, "startColumn": 1, "endLine": 17, "endColumn": 1}
    assert change == [{"deletedRegion": region, "insertedContent": {"text": ""}}]
    assert "baselineState" not in result


def test_sarif_says_what_is_new_known_suppressed_and_gone() -> None:
    findings = find()
    gone = make_baseline(diagnose(read_definition(TEXT.replace("  decide:", "  settle:")), select=["ZL102"]))
    decided = Suppression("tested", "ZL102", "等改版", "2026-12-31")

    def list_states(record: FindingsRecord) -> list[tuple[str, bool]]:
        results = to_sarif(sift_findings(findings, record, processes=["tested"]))["runs"][0]["results"]
        return [(one["baselineState"], "suppressions" in one) for one in results]

    assert list_states(FindingsRecord()) == [("new", False)]
    assert list_states(FindingsRecord(baseline=make_baseline(findings))) == [("unchanged", False)]
    assert list_states(FindingsRecord(suppressions=(decided,))) == [("unchanged", True)]
    assert list_states(FindingsRecord(baseline=gone)) == [("new", False), ("absent", False)]
