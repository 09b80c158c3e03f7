"""Legal bases as people write them: which laws and documents a text names, and whether the articles are there."""

from __future__ import annotations

import datetime as dt
import re

from attrs import frozen

from zaizao.errors import ZaizaoError
from zaizao.law import NotInForceError, shipped_library

_ARTICLE = re.compile(r"《(?P<law>[^《》]{2,80})》\s*(?P<article>第[^条第]{1,10}条(?:之[一二三四五六七八九十]{1,3})?)")
_DOCUMENT = re.compile(r"[\u4e00-\u9fff]{1,12}[〔\[［(（]\d{4}[〕\]］)）]\s*\d{1,5}\s*号")


@frozen
class Citation:
    """An article that a basis names; ``text`` is what it says on the day, None where it is not at hand."""

    law: str
    article: str
    text: str | None

    def __str__(self) -> str:
        return f"《{self.law}》{self.article}"


def names_basis(text: str) -> bool:
    """Whether the text names an article of a law or a document with its number."""
    return bool(_ARTICLE.search(text) or _DOCUMENT.search(text))


def read_citations(text: str, *, on: dt.date) -> tuple[list[Citation], list[str]]:
    """The articles that the text names, as they stand on the day; and those whose law is not in force then.

    Of many laws only some articles are at hand: that one is not at hand does not mean that it is not there.
    """
    found: list[Citation] = []
    absent: list[str] = []
    for match in _ARTICLE.finditer(text):
        law, article = match["law"], match["article"]
        try:
            found.append(Citation(law, article, shipped_library().article(law, article, on=on).text))
        except NotInForceError:
            absent.append(f"《{law}》{article}")
        except ZaizaoError:
            found.append(Citation(law, article, None))
    return found, absent
