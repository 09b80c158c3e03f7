"""The diagnosis: what is wrong with a process by law and by theory, with the remedy and its safety.

Whether a definition can be read at all is said by `zaizao.definition.checks`; making a better process is
`zaizao.redesign`; proving that nothing was lost is `zaizao.verification`.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from zaizao.diagnosis.engine import diagnose, diagnose_all, diagnose_surveyed, gather, locate_findings
from zaizao.diagnosis.errors import FindingsFileError, HarmfulRemedyError, UnknownDiagnosisRuleError
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

if TYPE_CHECKING:
    from zaizao.diagnosis.fixing import Fixed, fix_definition, fix_text
    from zaizao.diagnosis.record import (
        RECORD_FILE,
        BaselineEntry,
        FindingsRecord,
        Sifted,
        StaleSuppression,
        Suppression,
        make_baseline,
        read_record,
        sift_findings,
        write_record,
    )
    from zaizao.diagnosis.sarif import to_sarif
    from zaizao.diagnosis.telling import explain, rules_to_json, to_json_value

_LOADED_WHEN_ASKED_FOR = {
    "fixing": ("Fixed", "fix_definition", "fix_text"),
    "record": (
        "RECORD_FILE", "BaselineEntry", "FindingsRecord", "Sifted", "StaleSuppression", "Suppression",
        "make_baseline", "read_record", "sift_findings", "write_record",
    ),
    "sarif": ("to_sarif",),
    "telling": ("explain", "rules_to_json", "to_json_value"),
}  # fmt: skip
"""What looking alone never needs, by module: leaving it out makes `zaizao check` start sooner."""
_MODULES = {name: module for module, names in _LOADED_WHEN_ASKED_FOR.items() for name in names}


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()[name] = value = getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)  # asked for no second time
    return value


__all__ = [
    "RECORD_FILE",
    "Availability",
    "BaselineEntry",
    "Evidence",
    "Finding",
    "FindingsFileError",
    "FindingsRecord",
    "Fixed",
    "HarmfulRemedyError",
    "Remedy",
    "Rule",
    "Safety",
    "Scope",
    "Severity",
    "Sifted",
    "Sighting",
    "StaleSuppression",
    "Status",
    "Suppression",
    "UnknownDiagnosisRuleError",
    "diagnose",
    "diagnose_all",
    "diagnose_surveyed",
    "explain",
    "find_rule",
    "fix_definition",
    "fix_text",
    "gather",
    "list_families",
    "list_rules",
    "locate_findings",
    "make_baseline",
    "read_record",
    "rules_to_json",
    "select_rules",
    "sift_findings",
    "to_json_value",
    "to_sarif",
    "write_record",
]
