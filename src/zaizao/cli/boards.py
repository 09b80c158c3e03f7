"""What findings, a redesign and a verdict look like in a notebook: tables that stand alone, and the picture."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from zaizao.cli.changes import list_told, tell_figures
from zaizao.cli.page.html import Html, tag
from zaizao.cli.page.parts import folding_table, inline_picture
from zaizao.cli.page.widgets import stand_alone
from zaizao.cli.pictures import draw_difference
from zaizao.wording import say

if TYPE_CHECKING:
    from zaizao.definition import ProcessDefinition
    from zaizao.diagnosis import Finding
    from zaizao.redesign import Redesign
    from zaizao.verification import Verdict


def show_diagnosis(definition: ProcessDefinition, findings: Sequence[Finding], *, language: str = "zh") -> str:
    """Findings as a table: where, how grave, what, on what ground, the rule."""
    name = definition.name.say(language)
    if not findings:
        return stand_alone(tag("p", tag("b", name), "　", say("cli-findings-none", {}, language)), language=language)
    rows = [
        [
            finding.at,
            say(f"rule-severity-{finding.rule.severity.value}", {}, language),
            finding.say(language),
            _join([evidence.law for evidence in finding.evidence if evidence.law is not None]),
            finding.rule.code,
        ]
        for finding in findings
    ]
    heads = [say(f"cli-finding-{key}", {}, language) for key in ("place", "kind", "text", "law", "rule")]
    return stand_alone(folding_table(heads, rows, caption=name), language=language)


def show_redesign(found: Redesign, *, on: dt.date | None, language: str = "zh") -> str:
    """The figures, before and after in one picture, the changes with their law, the proof."""
    figures = tell_figures(found, language)
    rows = [
        [
            say(f"cli-operator-{told.change.operator}", {}, language),
            told.change.words(language),
            _join(told.laws),
            _join(told.codes),
        ]
        for told in list_told(found, on=on)
    ]
    heads = [say(f"cli-redesign-column-{key}", {}, language) for key in ("operator", "words", "law", "rule")]
    picture = draw_difference(found.before, found.after, language=language)
    return stand_alone(
        tag("p", tag("b", found.after.name.say(language))),
        folding_table(figures[0], figures[1:]),
        tag("div", inline_picture(picture), class_="scroll"),
        folding_table(heads, rows),
        _tell_proof(found.verdict, found.after, language),
        language=language,
    )


def show_verdict(verdict: Verdict, after: ProcessDefinition, *, language: str = "zh") -> str:
    """Whether it holds, what was lost, and the ground of every change."""
    changes = [
        [say(f"cli-change-{account.change}", {}, language), say(told.code, told.fields, language)]
        for account, told in ((each, each.to_problem()) for each in verdict.accounts)
    ]
    heads = [say(f"cli-verdict-{key}", {}, language) for key in ("change", "ground")]
    return stand_alone(
        _tell_proof(verdict, after, language), folding_table(heads, changes) if changes else "", language=language
    )


def _tell_proof(verdict: Verdict, after: ProcessDefinition, language: str) -> Html:
    from zaizao.cli.proofs import tell_verdict

    first, *losses = tell_verdict(verdict, language, after=after)
    return tag("div", tag("p", first), tag("ul", [tag("li", loss.strip()) for loss in losses]) if losses else "")


def _join(parts: Sequence[str]) -> str:
    return "、".join(dict.fromkeys(parts))
