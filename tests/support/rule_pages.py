"""Literate tests of the diagnosis: pages of prose with definitions and the findings expected of them.

    ```yaml                    a definition; what HEAD has need not be said again
    ```yaml on=2026-03-02      … diagnosed for that day
    ```yaml other              another definition, diagnosed together with the one before it
    ```findings                one line a finding of the page's rule: ``ZL103 activities.visit.after[0] words``
    ```yaml after              the definition once every remedy with edits is carried out
    ```log                     what happened, for the rules on logs (see `rule_logs`)

Every definition that is not `other` or `after` must have its findings; an empty block says there are none.
The pages are published under docs/rules (`make docs`).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct, field

import rule_logs
from zaizao.definition.editing import Edit
from zaizao.definition.model import ProcessDefinition
from zaizao.definition.reading import from_plain
from zaizao.diagnosis import Finding, Rule, diagnose, list_rules
from zaizao.mining.facts import gather_facts
from zaizao.units.yaml import read_yaml

ROOT = Path(__file__).resolve().parent.parent.parent
PAGES = ROOT / "tests" / "zaizao" / "diagnosis" / "rules"

HEAD: dict[str, object] = {
    "process": "tested",
    "name": {"zh": "试流程", "en": "Tested"},
    "kind": "chain",
    "competent": "bureau",
    "organs": {
        "bureau": {"name": {"zh": "审批局", "en": "Approval bureau"}},
        "window": {"name": {"zh": "综合窗口", "en": "Window"}, "kind": "window"},
        "health": {"name": {"zh": "卫健局", "en": "Health bureau"}},
        "housing": {"name": {"zh": "住建局", "en": "Housing bureau"}},
        "fire": {"name": {"zh": "消防大队", "en": "Fire brigade"}},
        "street": {"name": {"zh": "街道办", "en": "Street office"}, "kind": "street"},
    },
}
"""What the definition of a page need not say; legal bases of the shipped texts (licensing-42) are known as well."""

_FENCE = re.compile(r"^```(yaml|findings|log)([^\n]*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)


class Example(Struct):
    """One definition of a page and what is expected of it."""

    text: str
    on: dt.date | None = None
    others: list[str] = field(default_factory=list)
    findings: str | None = None
    after: str | None = None
    log: str | None = None

    @property
    def definition(self) -> ProcessDefinition:
        return define_process(self.text)

    def find(self, rule: Rule) -> tuple[Finding, ...]:
        """What the rule finds in the definition."""
        others = [define_process(text) for text in self.others]
        facts = None if self.log is None else gather_facts(rule_logs.build_log(self.log), self.definition)
        return diagnose(self.definition, others=others, facts=facts, on=self.on, select=[rule.code])


class Page(Struct, frozen=True):
    """The page of one rule."""

    rule: Rule
    path: Path

    @property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8") if self.path.exists() else ""

    @property
    def examples(self) -> list[Example]:
        """The definitions in the order of the page."""
        found: list[Example] = []
        for kind, options, body in _FENCE.findall(self.text):
            words = options.split()
            if kind == "findings":
                found[-1].findings = body
            elif kind == "log":
                found[-1].log = body
            elif "other" in words:
                found[-1].others.append(body)
            elif "after" in words:
                found[-1].after = body
            else:
                days = [dt.date.fromisoformat(word[3:]) for word in words if word.startswith("on=")]
                found.append(Example(body, on=days[0] if days else None))
        return found


def list_pages() -> list[Page]:
    """A page for every rule, whether it has been written or not."""
    return [Page(rule, PAGES / rule.family / f"{rule.look.__module__.rpartition('.')[2]}.md") for rule in list_rules()]


def define_process(text: str, **parts: object) -> ProcessDefinition:
    """A definition from the YAML of its particular parts, and plain ones; its organs are added to those of HEAD."""
    own: Any = read_yaml(text)
    assert isinstance(own, Mapping)
    organs: Any = HEAD["organs"]
    return from_plain({**HEAD, **own, **parts, "organs": {**organs, **own.get("organs", {})}})


def write_findings(findings: tuple[Finding, ...]) -> str:
    """The findings as a page has them: code, place, Chinese words."""
    return "".join(f"{finding.rule.code} {finding.at} {finding.say()}\n" for finding in findings)


def list_edits(findings: tuple[Finding, ...]) -> list[Edit]:
    """Every edit of every remedy, each once."""
    edits: list[Edit] = []
    for finding in findings:
        edits += [edit for edit in (finding.remedy.edits if finding.remedy else ()) if edit not in edits]
    return edits
