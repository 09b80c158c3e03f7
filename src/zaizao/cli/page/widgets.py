"""Parts of the page for a notebook: each carries its own style and stands alone."""

from __future__ import annotations

from collections.abc import Sequence

from zaizao.cli.page.calendar import day_table
from zaizao.cli.page.document import read_style
from zaizao.cli.page.html import Html, tag
from zaizao.cli.page.parts import folding_table
from zaizao.cli.page.story import build_story
from zaizao.definition import Finding, ProcessDefinition
from zaizao.net.scripts import Played
from zaizao.wording import say
from zaizao.worktime import Deadline


def stand_alone(*parts: object, language: str) -> str:
    """The parts in a scope of their own, so that the notebook around them stays as it is."""
    scoped = Html(
        f"<style>@scope (.zaizao){{\n{read_style().replace(':root', ':scope').replace('body{', ':scope{')}\n}}</style>"
    )
    return tag("div", scoped, *parts, class_="zaizao", lang="en" if language == "en" else "zh-CN")


def show_deadline(deadline: Deadline, *, language: str) -> str:
    """The days of a deadline, and its rules."""
    explanation = deadline.explain(language)
    rules = tag(
        "ol", [tag("li", tag("span", explanation.rule_text(rule, say))) for rule in explanation.rules], class_="rules"
    )
    caption = say("deadline-heading", {"limit": deadline.limit, "start": deadline.start}, language)
    table = day_table(explanation, now=None, caption=caption)
    return stand_alone(tag("div", table, rules, class_="derive"), language=language)


def show_findings(definition: ProcessDefinition, findings: Sequence[Finding], *, language: str = "zh") -> str:
    """What a check found, as a table."""
    name = definition.name.say(language)
    if not findings:
        return stand_alone(tag("p", tag("b", name), "　", say("cli-findings-none", {}, language)), language=language)
    rows = [
        [
            finding.to_problem().where.path,
            say(f"cli-severity-{finding.severity.value}", {}, language),
            say(finding.code, finding.fields, language),
        ]
        for finding in findings
    ]
    heads = [say(f"cli-finding-{key}", {}, language) for key in ("place", "kind", "text")]
    return stand_alone(folding_table(heads, rows, caption=name), language=language)


def show_story(played: Played, *, language: str) -> str:
    """A played script."""
    return stand_alone(build_story(played, number=1, language=language), language=language)
