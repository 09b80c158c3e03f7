"""Findings and rules for programs (plain values for JSON) and rules for people (their manual pages).

SARIF stands in `sarif`; where anything is printed is the command's business.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator, Mapping
from typing import Any

from zaizao.diagnosis.registry import find_rule, list_families, list_rules
from zaizao.diagnosis.rule import Evidence, Finding, Remedy, Rule
from zaizao.units import Text
from zaizao.units.edit import Edit, Put
from zaizao.units.yaml import dotted
from zaizao.wording import say


def to_json_value(finding: Finding, *, language: str = "zh") -> dict[str, Any]:
    """A finding as plain values, its words in one language."""
    where = finding.where
    return {
        "rule": finding.rule.code,
        "name": finding.rule.name,
        "severity": finding.rule.severity.value,
        "process": finding.process,
        "at": finding.at,
        "file": where.file,
        "line": where.line,
        "column": where.column,
        "text": finding.say(language),
        "fields": {name: _write_value(value, language) for name, value in finding.fields.items()},
        "evidence": [_write_evidence(one, language) for one in finding.evidence],
        "remedy": None if finding.remedy is None else _write_remedy(finding.remedy),
        "fingerprint": finding.fingerprint,
    }


def _write_evidence(evidence: Evidence, language: str) -> dict[str, Any]:
    return {
        "text": evidence.says.say(language),
        "at": None if evidence.path is None else dotted(evidence.path),
        "process": evidence.process,
        "law": evidence.law,
    }


def _write_remedy(remedy: Remedy) -> dict[str, Any]:
    return {
        "operator": remedy.operator,
        "safety": remedy.safety.value,
        "edits": [_write_edit(edit) for edit in remedy.edits],
    }


def _write_edit(edit: Edit) -> dict[str, Any]:
    if isinstance(edit, Put):
        return {"edit": "put", "path": list(edit.path), "value": edit.value}
    return {"edit": "drop", "path": list(edit.path)}


def _write_value(value: object, language: str) -> Any:
    if isinstance(value, Text):
        return value.say(language)
    if isinstance(value, enum.Enum):
        return value.value
    if value is None or isinstance(value, (str, int, float)):
        return value
    if isinstance(value, Mapping):
        return {str(name): _write_value(one, language) for name, one in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [_write_value(one, language) for one in value]
    return str(value)


def rules_to_json() -> list[dict[str, Any]]:
    """Every rule as plain values, by code."""
    return [_write_rule(rule) for rule in list_rules()]


def _write_rule(rule: Rule) -> dict[str, Any]:
    zh, en = summarise_rule(rule)
    return {
        "code": rule.code,
        "name": rule.name,
        "family": rule.family,
        "title": {"zh": rule.title.zh, "en": rule.title.say("en")},
        "summary": {"zh": zh, "en": en},
        "severity": rule.severity.value,
        "remedy": rule.remedy.value,
        "operator": rule.operator,
        "safety": rule.safety.value,
        "status": rule.status.value,
        "since": rule.since,
    }


def summarise_rule(rule: Rule) -> tuple[str, str]:
    """What the rule finds in one sentence, Chinese and English: the two lines its manual opens with."""
    english, chinese = rule.manual.split("\n\n")[:2]
    return " ".join(chinese.split()), " ".join(english.split())


_HEADINGS = {
    "What it finds": "查什么",
    "Why it matters": "为什么要紧",
    "Basis": "依据",
    "Example": "例子",
    "After the remedy": "改过之后",
    "Remedy safety": "改动的把握",
    "Limits of the rule": "规则的限度",
    "References": "参考",
}


def explain(wanted: str, language: str = "zh") -> str:
    """The manual page of a rule by code or name, in Markdown; the body is written in English.

    Raises UnknownDiagnosisRuleError.
    """
    rule = find_rule(wanted)
    title = rule.title.zh if language == "zh" else rule.title.say("en")
    zh, en = summarise_rule(rule)
    body = rule.manual.partition("## ")[1] + rule.manual.partition("## ")[2]
    if language == "zh":
        body = re.sub(r"^## (.+)$", lambda found: f"## {_HEADINGS[found[1]]}", body, flags=re.MULTILINE)
    head = [f"# {rule.code} {title} ({rule.name})", zh if language == "zh" else en, *_list_marks(rule, language)]
    return "\n\n".join((*head, body.strip())) + "\n"


def _list_marks(rule: Rule, language: str) -> Iterator[str]:
    fields = {
        "family": list_families()[rule.family],
        "severity": Text(*_say_both(f"rule-severity-{rule.severity.value}")),
        "remedy": Text(*_say_both(f"rule-remedy-{rule.remedy.value}")),
        "safety": Text(*_say_both(f"rule-safety-{rule.safety.value}")),
        "operator": rule.operator or "—",
        "status": Text(*_say_both(f"rule-status-{rule.status.value}")),
        "since": rule.since,
    }
    yield say("rule-marks", fields, language)


def _say_both(code: str) -> tuple[str, str]:
    return say(code, {}, "zh"), say(code, {}, "en")
