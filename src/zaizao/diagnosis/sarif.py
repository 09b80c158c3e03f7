"""Findings as SARIF 2.1.0 (OASIS), so that code hosts and editors show them beside the lines they are about."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from zaizao.definition.editing import edit_text
from zaizao.diagnosis.record import BaselineEntry, Sifted
from zaizao.diagnosis.registry import EVIDENCE, find_rule, list_families, list_rules
from zaizao.diagnosis.rule import Finding, Rule, Safety, Severity
from zaizao.diagnosis.telling import explain, summarise_rule
from zaizao.errors import ZaizaoError
from zaizao.units.yaml import dotted
from zaizao.wording import say

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json"
FINGERPRINT = "zaizaoFinding/v1"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}


def to_sarif(
    findings: Sequence[Finding] | Sifted,
    *,
    language: str = "zh",
    version: str = "",
    texts: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """A SARIF log of one run: plain values.

    Findings that were sifted say whether they are new, unchanged or gone (`baselineState`) and why they are
    suppressed. ``texts``: the YAML texts by file; with them remedies that can be written down become `fixes`.
    """
    sifted = findings if isinstance(findings, Sifted) else Sifted(tuple(findings))
    rules = list_rules(with_evidence=_tells_of_logs(sifted))
    places = {rule.code: index for index, rule in enumerate(rules)}
    writer = _Writer(language, texts or {}, places, compares=isinstance(findings, Sifted))
    driver: dict[str, Any] = {"name": "zaizao", "rules": [_write_rule(rule, language) for rule in rules]}
    if version:
        driver["version"] = version
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "language": "zh-CN" if language == "zh" else "en-US",
        "results": list(writer.write_all(sifted)),
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _write_rule(rule: Rule, language: str) -> dict[str, Any]:
    zh, en = summarise_rule(rule)
    manual = explain(rule.code, language=language)
    return {
        "id": rule.code,
        "name": "".join(word.capitalize() for word in rule.name.split("-")),
        "shortDescription": {"text": rule.title.say(language)},
        "fullDescription": {"text": zh if language == "zh" else en},
        "help": {"text": manual, "markdown": manual},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {
            "tags": [rule.family, list_families()[rule.family].say(language), rule.status.value],
            "remedy": rule.remedy.value,
            "safety": rule.safety.value,
            "operator": rule.operator,
        },
    }


def _tells_of_logs(sifted: Sifted) -> bool:
    """Whether a rule on evidence has a say: without a log nothing of that family is loaded or named."""
    found = (*sifted.shown, *sifted.known, *(finding for finding, _ in sifted.suppressed))
    codes = (*(finding.rule.code for finding in found), *(entry.rule for entry in sifted.fixed))
    return any(code.lower().startswith(EVIDENCE) for code in codes)


class _Writer:
    def __init__(self, language: str, texts: Mapping[str, str], places: Mapping[str, int], *, compares: bool) -> None:
        self.language = language
        self.texts = texts
        self.places = places
        self.compares = compares

    def write_all(self, sifted: Sifted) -> Iterator[dict[str, Any]]:
        """What is shown, then what is suppressed, known, and gone."""
        for finding in sifted.shown:
            yield self._write(finding, state="new")
        for finding, suppression in sifted.suppressed:
            told = self._write(finding, state="unchanged")
            yield {**told, "suppressions": [{"kind": "external", "justification": suppression.reason}]}
        for finding in sifted.known:
            yield self._write(finding, state="unchanged")
        for entry in sifted.fixed:
            yield self._write_gone(entry)

    def _write(self, finding: Finding, *, state: str) -> dict[str, Any]:
        result: dict[str, Any] = {
            "ruleId": finding.rule.code,
            "ruleIndex": self.places[finding.rule.code],
            "level": _LEVELS[finding.rule.severity],
            "message": {"text": finding.say(self.language)},
            "locations": [_write_location(finding)],
            "partialFingerprints": {FINGERPRINT: finding.fingerprint},
        }
        related = [_write_related(finding, index) for index, one in enumerate(finding.evidence) if one.path is not None]
        if related:
            result["relatedLocations"] = [
                {**one, "message": {"text": finding.evidence[one["id"]].says.say(self.language)}} for one in related
            ]
        if self.compares:
            result["baselineState"] = state
        fix = self._write_fix(finding)
        if fix is not None:
            result["fixes"] = [fix]
        return result

    def _write_gone(self, entry: BaselineEntry) -> dict[str, Any]:
        rule = find_rule(entry.rule)
        return {
            "ruleId": rule.code,
            "ruleIndex": self.places[rule.code],
            "level": _LEVELS[rule.severity],
            "message": {"text": rule.title.say(self.language)},
            "locations": [{"logicalLocations": [_write_logical(entry.process, entry.at)]}],
            "partialFingerprints": {FINGERPRINT: entry.fingerprint},
            "baselineState": "absent",
        }

    def _write_fix(self, finding: Finding) -> dict[str, Any] | None:
        file, remedy = finding.where.file, finding.remedy
        text = self.texts.get(file) if file is not None else None
        if file is None or text is None or remedy is None or not remedy.edits:
            return None
        try:
            replacements = list(_list_replacements(text, edit_text(text, remedy.edits, file=file)))
        except ZaizaoError:
            return None  # it concerns what stands in the pack, or cannot be written in place
        code = "sarif-fix-safe" if remedy.safety is Safety.SAFE else "sarif-fix-human"
        words = say(code, {"operator": remedy.operator or finding.rule.name}, self.language)
        return {
            "description": {"text": words},
            "artifactChanges": [{"artifactLocation": {"uri": quote(file)}, "replacements": replacements}],
        }


def _write_location(finding: Finding) -> dict[str, Any]:
    where = finding.where
    location: dict[str, Any] = {"logicalLocations": [_write_logical(finding.process, finding.at)]}
    if where.file is not None:
        physical: dict[str, Any] = {"artifactLocation": {"uri": quote(where.file)}}
        if where.line is not None:
            physical["region"] = {"startLine": where.line, "startColumn": where.column or 1}
        location["physicalLocation"] = physical
    return location


def _write_related(finding: Finding, index: int) -> dict[str, Any]:
    evidence = finding.evidence[index]
    logical = _write_logical(evidence.process or finding.process, dotted(evidence.path or ()))
    return {"id": index, "logicalLocations": [logical]}


def _write_logical(process: str, at: str) -> dict[str, Any]:
    return {"fullyQualifiedName": f"{process}:{at}", "kind": "element"}


def _list_replacements(old: str, new: str) -> Iterator[dict[str, Any]]:
    """Whole lines, so that columns play no part."""
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    for tag, first, last, new_first, new_last in matcher.get_opcodes():
        if tag == "equal":
            continue
        region = {"startLine": first + 1, "startColumn": 1, "endLine": last + 1, "endColumn": 1}
        yield {"deletedRegion": region, "insertedContent": {"text": "".join(after[new_first:new_last])}}
