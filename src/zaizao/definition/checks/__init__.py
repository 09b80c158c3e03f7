"""The registry of what a definition must obey: one check per file, in the order in which findings are shown.

Errors keep a definition from loading; warnings are for `zaizao check`. The diagnosis of processes (is it a good
process?) is elsewhere: here stands only whether the description is sound.
"""

from __future__ import annotations

from collections.abc import Iterator

from zaizao.definition.checks import (
    circle,
    duplicate_link,
    missing_if_skipped,
    self_link,
    unknown_outcome,
    unknown_reference,
    unknown_verb,
)
from zaizao.definition.finding import Check, Finding, Severity
from zaizao.definition.model import ProcessDefinition
from zaizao.definition.survey import Survey

CHECKS: tuple[Check, ...] = (
    unknown_reference.CHECK,
    unknown_verb.CHECK,
    self_link.CHECK,
    duplicate_link.CHECK,
    circle.CHECK,
    unknown_outcome.CHECK,
    missing_if_skipped.CHECK,
)


def find_errors(definition: ProcessDefinition) -> Iterator[Finding]:
    """What keeps the definition from loading."""
    survey = Survey(definition)
    for check in CHECKS:
        if check.severity is Severity.ERROR:
            for finding in check.find(survey):
                if finding.severity is Severity.ERROR:
                    yield finding


__all__ = ["CHECKS", "find_errors"]
