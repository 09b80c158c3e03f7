"""What the rules say of the definition and of what really happened on it, with the cases behind each finding."""

from __future__ import annotations

from collections.abc import Sequence

from zaizao.cli.evidence.figures import show_table
from zaizao.cli.page.html import Html, tag
from zaizao.definition import ProcessDefinition
from zaizao.diagnosis import Finding, diagnose
from zaizao.eventlog import EventLog
from zaizao.mining.facts import gather_facts
from zaizao.wording import say

EVIDENCE = "ZL8"


def count_findings(log: EventLog, *, definition: ProcessDefinition | None) -> list[Finding] | None:
    """What was found, what rests on evidence first; None without a definition."""
    if definition is None:
        return None
    return sorted(
        diagnose(definition, facts=gather_facts(log, definition)),
        key=lambda one: (not one.rule.code.startswith(EVIDENCE), one.rule.code),
    )


def show_findings(found: Sequence[Finding] | None, *, language: str) -> tuple[list[Html | None], list[str]]:
    """A table of findings, and the sentences; nothing where there was no definition."""
    if found is None:
        return [], []
    if not found:
        return [tag("p", say("report-no-findings", {}, language), class_="note")], []
    heads = [say(f"report-finding-{name}", {}, language) for name in ("rule", "what", "cases", "remedy")]
    rows = [[f"{one.rule.code} {one.rule.title.say(language)}", one.say(language), _rests_on(one, language), _remedy(one, language)]
            for one in found]  # fmt: skip
    said = [one.say(language) for one in found if one.rule.code.startswith(EVIDENCE)]
    return [show_table(heads, rows)], said


def _rests_on(finding: Finding, language: str) -> str:
    return "；".join(one.says.say(language) for one in finding.evidence[:2]) or "—"


def _remedy(finding: Finding, language: str) -> str:
    if finding.remedy is None or finding.remedy.operator is None:
        return say("report-by-hand", {}, language)
    return say(f"cli-operator-{finding.remedy.operator}", {}, language)
