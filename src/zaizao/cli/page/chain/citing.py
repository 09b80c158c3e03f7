"""Which articles findings, operators and grounds rest on, and their text on a day, folded."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

from zaizao.cli.page.html import Html, join, tag
from zaizao.cli.page.laws import find_article
from zaizao.definition.model import Basis
from zaizao.diagnosis import Finding, Rule
from zaizao.errors import ZaizaoError
from zaizao.law import NotInForceError, cite_rule, national_rules, shipped_library, write_article
from zaizao.redesign import list_operators
from zaizao.wording import format_date, say

Cited = tuple[str, str]
"""A law's name and an article, such as 第三十五条."""
_CITED = re.compile(r"([\u4e00-\u9fff]+?(?:法|条例|规定))》?\s?第([0-9]+|[一二三四五六七八九十百]+)(?=[、条])")
_SECTION = re.compile(r"## (Basis)\n+(.*?)(?=\n## |\Z)", re.DOTALL)
_BREAK = re.compile(r"(?<=[\u4e00-\u9fff])\s*\n\s*(?=[\u4e00-\u9fff])")
_THEORY = re.compile(r"Theory: (.*?)(?:\n- |\Z)", re.DOTALL)


def _read_cited(text: str) -> tuple[Cited, ...]:
    found = (
        (law, write_article(int(number)) if number.isdecimal() else f"第{number}条")
        for law, number in _CITED.findall(_BREAK.sub("", text))
    )
    return tuple(dict.fromkeys(found))


def list_cited_by_rule(rule: Rule, findings: Iterable[Finding] = ()) -> tuple[Cited, ...]:
    """The articles that findings name, then those that the rule's manual rests on."""
    named = " ".join(each.law for finding in findings for each in finding.evidence if each.law is not None)
    manual = "\n".join(text for title, text in _SECTION.findall(rule.manual) if title == "Basis")
    return tuple(dict.fromkeys((*_read_cited(named), *_read_cited(manual))))


def has_theory(rule: Rule) -> bool:
    """Whether the rule's manual rests on theory too."""
    return _THEORY.search(rule.manual) is not None


def list_cited_by_operator(name: str) -> tuple[Cited, ...]:
    """The articles that an operator's manual names: what allows it, and what sets its limits."""
    return _read_cited(list_operators()[name].manual)


def name_cited(cited: Cited) -> str:
    """《行政许可法》第二十六条."""
    return f"《{cited[0]}》{cited[1]}"


def show_articles(cited: Iterable[Cited], *, on: dt.date, language: str) -> Html:
    """Each article as a line that opens its text."""
    return tag("div", [show_article(each, on=on, language=language) for each in cited], class_="laws")


def show_article(cited: Cited, *, on: dt.date, language: str) -> Html:
    """One article: its text behind its name, or a word that it is not in force or not at hand."""
    article = find_article(Basis(law=cited[0], article=cited[1]), on=on)
    name = tag("b", name_cited(cited))
    if article is None:
        told = say("page-law-lapsed" if _is_lapsed(cited, on) else "page-law-none", {}, language)
        return tag("p", name, " ", tag("span", told, class_="more"), class_="cited")
    validity = say("page-law-text", {"version": format_date(article.version, language=language)}, language)
    lines = [tag("p", line, lang="zh-CN") for line in article.text.split("\n")]
    return tag(
        "details", tag("summary", name), tag("div", lines, tag("p", validity, class_="soft"), class_="law"),
        class_="article",
    )  # fmt: skip


def _is_lapsed(cited: Cited, on: dt.date) -> bool:
    try:
        shipped_library().resolve(name_cited(cited), on=on)
    except NotInForceError:
        return True
    except ZaizaoError:
        return False
    return False


def show_rule(key: str, *, on: dt.date, language: str) -> Html | None:
    """An entry of the rule table that a change rests on, with its source; None where there is none."""
    try:
        rule = national_rules().find(key, on=on)
    except ZaizaoError:
        return None
    return tag("p", tag("b", cite_rule(rule)), tag("span", rule.says.say(language), class_="more"), class_="cited")


def join_words(parts: Iterable[str], language: str) -> Html:
    """Words one after another."""
    return join(parts, "; " if language == "en" else "；")
