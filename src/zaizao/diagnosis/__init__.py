"""The diagnosis: what is wrong with a process by law and by theory, with the remedy and its safety.

Whether a definition can be read at all is said by `zaizao.definition.checks`; making a better process is
`zaizao.redesign`; proving that nothing was lost is `zaizao.verification`.
"""

from zaizao.diagnosis.engine import diagnose, diagnose_all, locate_findings
from zaizao.diagnosis.errors import FindingsFileError, UnknownDiagnosisRuleError
from zaizao.diagnosis.registry import find_rule, list_families, list_rules, select_rules
from zaizao.diagnosis.rule import (
    Availability,
    Evidence,
    Finding,
    Remedy,
    Rule,
    Safety,
    Severity,
    Sighting,
    Status,
)
from zaizao.diagnosis.scope import Scope

__all__ = [
    "Availability",
    "Evidence",
    "Finding",
    "FindingsFileError",
    "Remedy",
    "Rule",
    "Safety",
    "Scope",
    "Severity",
    "Sighting",
    "Status",
    "UnknownDiagnosisRuleError",
    "diagnose",
    "diagnose_all",
    "find_rule",
    "list_families",
    "list_rules",
    "locate_findings",
    "select_rules",
]
