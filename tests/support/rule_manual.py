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


USE = """
## Living with findings 处置体检结果

A file `zaizao-findings.yaml` beside the definitions holds what was decided about findings.
`suppressions` hide a finding for a while: the reason and the last day are required, and one that has ended or matches
nothing is reported itself. `baseline` is written by the tool: what stands there is counted and not shown, so that a
city can start with all its old findings and still see every new one; what is mended is told as fixed.

```yaml
suppressions:
- process: open-restaurant
  rule: ZL103
  at: activities.visit-site        # absent: the whole process
  reason: 等省里的系统上线
  until: 2026-12-31
baseline:
- {process: open-restaurant, rule: ZL205, at: activities.seal-form, fingerprint: 0123456789abcdef}
```

A fingerprint is made of process, rule and the element's name, so an edit elsewhere does not change it.
*Safe* remedies are carried out by the tool, one after the other; each is kept only if the definition still loads, the
finding is gone, and no check and no rule about errors finds more than before. Everything else needs a human.
"""


def render_table() -> str:
    """The table of all rules, by family."""
    head = (
        "# Rules of the diagnosis 体检规则\n\n"
        f"{len(list_rules())} rules in {len({rule.family for rule in list_rules()})} families. "
        "Each is one file, with a page of examples that are run as tests. "
        "`make new-rule FAMILY=zl3 NAME=asked-twice` begins another one.\n"
        "Made by `make docs`; do not edit.\n"
    )
    return head + "".join(_render_family(family) for family in list_families()) + USE


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
