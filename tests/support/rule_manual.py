"""docs/rules: one page a rule, made of its manual and its tested examples, and a table of all rules."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import rule_pages
from zaizao.diagnosis import Rule, explain, list_families, list_rules
from zaizao.diagnosis.telling import summarise_rule

MADE = "Made by `make docs` from the rule's file and its page under `tests/zaizao/diagnosis/rules`; do not edit.\n"


def list_manual_pages() -> dict[str, Callable[[], str]]:
    """Every page under docs/rules, with what writes it."""
    pages = {f"docs/rules/{page.rule.code}.md": partial(render_rule, page) for page in rule_pages.list_pages()}
    return {"docs/rules/README.md": render_table, **pages}


def render_table() -> str:
    """The table of all rules, by family."""
    head = (
        "# Rules of the diagnosis 体检规则\n\n"
        f"{len(list_rules())} rules in {len({rule.family for rule in list_rules()})} families. "
        "Each is one file, with a page of examples that are run as tests. "
        "`make new-rule FAMILY=zl3 NAME=asked-twice` begins another one.\n"
        "Made by `make docs`; do not edit.\n"
    )
    return head + "".join(_render_family(family) for family in list_families())


def _render_family(family: str) -> str:
    rules = [rule for rule in list_rules() if rule.family == family]
    if not rules:
        return ""
    title = list_families()[family]
    rows = "".join(map(_render_row, rules))
    head = f"\n## {family.upper()} {title.zh} · {title.say('en')}\n\n"
    return f"{head}| rule | 查什么 · what it finds | severity | remedy | safety |\n|---|---|---|---|---|\n{rows}"


def _render_row(rule: Rule) -> str:
    zh, en = summarise_rule(rule)
    remedy = f"{rule.remedy.value}, `{rule.operator}`" if rule.operator else rule.remedy.value
    name = f"[{rule.code}]({rule.code}.md) `{rule.name}`<br>{rule.title.zh}"
    return f"| {name} | {zh}<br>{en} | {rule.severity.value} | {remedy} | {rule.safety.value} |\n"


def render_rule(page: rule_pages.Page) -> str:
    """The page of one rule: its manual, then its examples."""
    chinese, _ = summarise_rule(page.rule)
    title, english, rest = explain(page.rule.code, language="en").split("\n\n", 2)
    examples = page.text.partition("\n\n")[2].strip()
    return f"{title}\n\n{MADE}\n{chinese}\n\n{english}\n\n{rest.strip()}\n\n## Tested examples\n\n{examples}\n"
