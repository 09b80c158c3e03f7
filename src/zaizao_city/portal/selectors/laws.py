"""The articles a definition stands on, with their text to read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from attrs import frozen

from zaizao.definition import ProcessDefinition
from zaizao.errors import ZaizaoError
from zaizao.law import shipped_library


@frozen
class ArticleText:
    """One article: how it is cited, and its paragraphs; none where the text is not at hand."""

    citation: str
    paragraphs: Sequence[str]


def list_articles(definition: ProcessDefinition, *, on: dt.date) -> list[ArticleText]:
    """Every article the definition cites, in its order, as it stands on the day."""
    return [_read(basis.law, basis.article, on) for basis in definition.bases.values()]


def _read(law: str, article: str, on: dt.date) -> ArticleText:
    citation = f"《{law}》{article}"
    try:
        text = shipped_library().article(law, article, on=on).text
    except ZaizaoError:
        return ArticleText(citation, ())
    return ArticleText(citation, tuple(line for line in text.split("\n") if line.strip()))
