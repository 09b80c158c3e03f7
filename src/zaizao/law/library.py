"""The texts at hand: an article by law and number, or by the id or citation that a definition writes.

Files of texts are read in `zaizao.law.texts`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from functools import cached_property

from msgspec import Struct

from zaizao.law.article import Article, LawText, LawVersion
from zaizao.law.errors import CitationError, NotInForceError, UnknownArticleError, UnknownLawError
from zaizao.law.numerals import parse_article, write_article
from zaizao.units.near import find_near

_ID = re.compile(r"([a-z][a-z0-9-]*?)-(\d{1,4}(?:-\d{1,2})?)")
_CITATION = re.compile(
    r"《?(?P<law>[^《》]+?)》?\s*(?P<article>第[^条]{1,10}条(?:之[一二三四五六七八九十]{1,3})?)(?P<part>第.+)?"
)


def _index(laws: tuple[LawText, ...]) -> dict[str, LawText]:
    return {name: law for law in laws for name in law.names}


class Library(Struct, frozen=True, dict=True):
    """Law texts with their validity. A value: adding laws gives another library."""

    laws: tuple[LawText, ...]

    @cached_property
    def _names(self) -> dict[str, LawText]:
        return _index(self.laws)

    def __iter__(self) -> Iterator[Article]:
        return (article for law in self.laws for version in law.versions for article in version.articles)

    def law(self, name: str) -> LawText:
        """A law by id, short name or full title, with or without 《》.

        Raises UnknownLawError with names that look alike.
        """
        plain = name.strip().removeprefix("《").removesuffix("》").strip()
        law = self._names.get(plain)
        if law is None:
            near = find_near(plain, self._names, count=3, cutoff=0.5)
            raise UnknownLawError(law=plain, near=near)
        return law

    def article(self, law: str, number: str | int, *, on: dt.date) -> Article:
        """The article as it stands on ``on``; ``number`` may be 第四十二条, 四十二, "42" or 42.

        Raises UnknownLawError, UnknownArticleError, NotInForceError, CitationError (the number cannot be read).
        """
        text = self.law(law)
        parsed = parse_article(str(number))
        if parsed is None:
            raise CitationError(citation=f"{text.name} {number}")
        for version in self._list_versions(text, on=on):
            for article in version.articles:
                if (article.number, article.sub) == parsed:
                    return article
        raise UnknownArticleError(law=text.name, article=write_article(*parsed), on=on)

    def _list_versions(self, law: LawText, *, on: dt.date) -> list[LawVersion]:
        holding = [version for version in law.versions if version.holds_on(on)]
        if not holding:
            spans = tuple(f"{version.since}…{version.until or ''}" for version in law.versions)
            raise NotInForceError(law=law.name, on=on, spans=spans)
        return holding

    def resolve(self, basis: str, *, on: dt.date) -> Article:
        """The article that a definition's basis names: ``licensing-42`` or 《行政许可法》第四十二条第二款.

        A paragraph or item after the article is allowed and not looked at.
        Raises CitationError when it is neither, else as `article`.
        """
        match = _ID.fullmatch(basis.strip())
        if match is not None:
            return self.article(match[1], match[2], on=on)
        cited = _CITATION.fullmatch(basis.strip())
        if cited is None:
            raise CitationError(citation=basis)
        return self.article(cited["law"], cited["article"], on=on)
