"""Every rule has a manual, a page of examples, words in both languages, and finds what its page says."""

from __future__ import annotations

import re
import string
import sys

import pytest
from msgspec.structs import replace

import rule_pages
from zaizao.definition import ProcessDefinition
from zaizao.definition.editing import edit_definition
from zaizao.diagnosis import Availability, list_families, list_rules
from zaizao.units import Text

HEADINGS = (
    "What it finds",
    "Why it matters",
    "Basis",
    "Example",
    "After the remedy",
    "Remedy safety",
    "Limits of the rule",
    "References",
)
RULES = list_rules()
PAGES = rule_pages.list_pages()
EXAMPLES = [
    pytest.param(page, index, id=f"{page.rule.code}-{index}") for page in PAGES for index in range(len(page.examples))
]
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def test_codes_and_names_are_unique_and_codes_stand_in_their_family() -> None:
    assert len({rule.code for rule in RULES}) == len(RULES)
    assert len({rule.name for rule in RULES}) == len(RULES)
    assert [rule.code for rule in RULES if not re.fullmatch(r"ZL[1-9]\d\d", rule.code)] == []
    assert [rule.code for rule in RULES if not re.fullmatch(r"[a-z]+(-[a-z]+)+", rule.name)] == []
    assert [rule.code for rule in RULES if rule.look.__module__.split(".")[-2] != rule.family] == []
    assert [rule.code for rule in RULES if rule.look.__module__.split(".")[-1] != rule.name.replace("-", "_")] == []
    assert list(list_families()) == [f"zl{number}" for number in range(1, 10)]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_has_a_manual_with_its_headings_and_a_summary_in_both_languages(rule) -> None:
    english, chinese = rule.manual.split("\n\n")[:2]

    assert tuple(re.findall(r"^## (.+)$", rule.manual, re.MULTILINE)) == HEADINGS
    assert all(body.strip() for body in re.split(r"^## .+$", rule.manual, flags=re.MULTILINE)[1:])
    assert "```yaml" in rule.manual
    assert english.endswith(".")
    assert not CHINESE.search(english)
    assert chinese.endswith("。")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_speaks_both_languages_with_the_same_fields(rule) -> None:
    finer = [text for text in vars(sys.modules[rule.look.__module__]).values() if isinstance(text, Text)]
    texts = (rule.title, rule.message, *finer)

    assert all(text.en and CHINESE.search(text.zh) for text in texts)
    assert [text.zh for text in texts if list_fields(text.zh) != list_fields(text.say("en"))] == []


def list_fields(text: str) -> set[str | None]:
    return {name for _, name, _, _ in string.Formatter().parse(text)} - {None}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.rule.code)
def test_every_rule_has_a_page_with_a_finding_a_clean_twin_and_its_remedies(page: rule_pages.Page) -> None:
    examples = page.examples

    assert page.text.startswith("# "), f"{page.path} is missing"
    assert all(example.findings is not None for example in examples)
    assert any(example.findings for example in examples)
    assert any(not example.findings for example in examples)
    if page.rule.remedy is Availability.NONE:
        assert not any(finding.remedy for example in examples for finding in example.find(page.rule))


@pytest.mark.parametrize(("page", "index"), EXAMPLES)
def test_every_example_yields_exactly_the_findings_of_its_page(page: rule_pages.Page, index: int) -> None:
    example = page.examples[index]

    findings = example.find(page.rule)

    assert rule_pages.write_findings(findings) == example.findings
    assert all(finding.say("en") for finding in findings)
    assert findings == example.find(page.rule)


@pytest.mark.parametrize(("page", "index"), EXAMPLES)
def test_the_remedies_of_an_example_make_of_it_what_its_page_says(page: rule_pages.Page, index: int) -> None:
    example = page.examples[index]
    edits = rule_pages.list_edits(example.find(page.rule))

    after = rule_pages.define_process(example.after) if example.after is not None else None

    assert (after is not None) == bool(edits)
    assert after is None or without_bases(edit_definition(example.definition, edits)) == without_bases(after)


def without_bases(definition: ProcessDefinition) -> ProcessDefinition:
    """A basis that nothing cites any more stays declared; the page of what is left does not name it."""
    return replace(definition, bases={})


def test_no_page_is_without_its_rule() -> None:
    known = {page.path for page in PAGES}

    assert [path for path in rule_pages.PAGES.rglob("*.md") if path not in known] == []
