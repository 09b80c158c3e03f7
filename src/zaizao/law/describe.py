"""Rules and articles as plain values for people to look at: what the command line and pages print.

Labels and layout are not here.
"""

from __future__ import annotations

from zaizao.law.article import Article
from zaizao.law.rule import Rule
from zaizao.law.tightening import describe_value


def describe_rule(rule: Rule, *, language: str = "zh") -> dict[str, object]:
    """A rule as text values: citation, value, from where counted, extension, validity, place and how it was checked."""
    extend = rule.extend
    return {
        "key": rule.key,
        "says": rule.says.say(language),
        "value": list(rule.value) if isinstance(rule.value, tuple) else rule.value,
        "unit": rule.unit.value,
        "limit": describe_value(rule),
        "tighter": rule.tighter.value,
        "start": None if rule.start is None else rule.start.say(language),
        "extend": None if extend is None else f"{extend.value}{extend.unit.value}",
        "extended_by": None if extend is None else extend.by.say(language),
        "source": rule.source,
        "number": rule.number,
        "article": rule.article,
        "citation": cite_rule(rule),
        "cites": list(rule.cites),
        "since": rule.since.isoformat(),
        "until": None if rule.until is None else rule.until.isoformat(),
        "where": rule.where,
        "verified": rule.verified.value,
        "is_verified": rule.is_verified,
        "basis": None if rule.basis is None else f"《{rule.basis.name}》{rule.basis.article}",
        "pack": rule.pack,
    }


def cite_rule(rule: Rule) -> str:
    """《行政许可法》第四十二条第一款, with the document's number where it has one."""
    number = f"（{rule.number}）" if rule.number else ""
    return f"《{rule.source}》{number}{rule.article}"


def describe_article(article: Article) -> dict[str, object]:
    """An article as text values; ``paragraphs`` are its 款 in order."""
    return {
        "id": article.id,
        "law": article.law,
        "article": article.label,
        "citation": article.citation,
        "paragraphs": article.text.split("\n"),
        "version": article.version.isoformat(),
        "status": article.status.value,
        "since": article.since.isoformat(),
        "until": None if article.until is None else article.until.isoformat(),
    }
