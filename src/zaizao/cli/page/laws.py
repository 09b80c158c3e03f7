"""The articles that the definitions of a story rest on, with their text as it stands on a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from zaizao.cli.page.html import Html, join, tag
from zaizao.definition import ProcessDefinition
from zaizao.definition.model import Basis
from zaizao.errors import ZaizaoError
from zaizao.law import Article, shipped_library
from zaizao.wording import format_date, say


def law_section(definitions: Sequence[ProcessDefinition], *, on: date, language: str) -> Html | None:
    """Each article once: what it demands here, and its text."""
    bases: dict[tuple[str, str], Basis] = {}
    for definition in definitions:
        for basis in definition.bases.values():
            bases.setdefault((basis.law, basis.article), basis)
    if not bases:
        return None
    found = [(basis, find_article(basis, on=on)) for basis in bases.values()]
    resolved = sum(article is not None for _, article in found)
    return join([
        tag("h4", say("page-law", {"resolved": resolved, "count": len(found)}, language)),
        tag("div", [_show(basis, article, language) for basis, article in found], class_="laws"),
    ])  # fmt: skip


def find_article(basis: Basis, *, on: date) -> Article | None:
    """The article's text on a day; None where it is not among the texts at hand."""
    try:
        return shipped_library().resolve(f"《{basis.law}》{basis.article}", on=on)
    except ZaizaoError:
        return None


def _show(basis: Basis, article: Article | None, language: str) -> Html:
    title = f"《{basis.law}》{basis.article}"
    says = tag("span", basis.says.say(language), class_="more") if basis.says is not None else None
    if article is None:
        return tag(
            "p", tag("b", title), says, tag("span", say("page-law-absent", {}, language), class_="more"), class_="cited"
        )
    validity = say("page-law-valid", {"version": format_date(article.version, language=language)}, language)
    return tag(
        "details",
        tag("summary", tag("b", title), says),
        tag(
            "div",
            [tag("p", line, lang="zh-CN") for line in article.text.split("\n")],
            tag("p", validity, class_="soft"),
            class_="law",
        ),
        class_="article",
    )
